"""How somebody was told of what is proposed, and answered, where they have no account; as the pages show it (R67, A14)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Exists, OuterRef

from fenming.queries.viewer import Viewer
from fenming.records.models import Account, Correction, Membership, Reopening, Veto
from fenming.rules.authority import Relation, may

Proposal = Veto | Correction | Reopening
PAPER_COLUMNS: Final = ("handed_by", "entered_by")  # to be read with a row that `on_paper` is asked about


@dataclass(frozen=True, slots=True)
class OnPaper:
    """`by_hand`: told by a paper handed over, by `handed_by` once it was; an answer from paper has `signed_on`.

    `may_hand_over`, `may_answer`: what the viewer may do about the papers now.
    """

    by_hand: bool
    handed_by: str
    signed_on: date | None
    entered_by: str
    may_hand_over: bool
    may_answer: bool


def signs_in(member: str) -> Exists:
    """Whether the person can act for themselves; `member` is how a row leads to the membership."""
    return Exists(Account.objects.filter(person=OuterRef(f"{member}__person"), is_active=True))


def on_paper(thing: Any, *, viewer: Viewer) -> OnPaper:
    """Of a Proposal read with PAPER_COLUMNS and with `signs_in` as a column of that name; no query."""
    member = membership_of(thing)
    own = member.person_id == viewer.person_id
    open_ = thing.state == "proposed" and thing.answered_at is None and thing.branch_id == viewer.branch_id
    hands, enters = (
        open_ and may(verb=verb, roles=viewer.roles, relation=Relation.BRANCH, own_matter=own).allowed
        for verb in ("hand_over_proposal", "answer_for")
    )
    told = thing.shown_on is not None
    return OnPaper(
        by_hand=thing.by_hand,
        handed_by=thing.handed_by.name if thing.handed_by else "",
        signed_on=thing.signed_on,
        entered_by=thing.entered_by.name if thing.entered_by else "",
        may_hand_over=hands and thing.by_hand and not told,
        may_answer=enters and told and not thing.signs_in,
    )


def membership_of(thing: Proposal) -> Membership:
    """Whom something proposed is about."""
    if isinstance(thing, Veto):
        return thing.membership
    return thing.entry.membership if isinstance(thing, Correction) else thing.matter.membership
