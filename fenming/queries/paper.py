"""Replies, and members without an account: the door through which others enter their signed papers (R23, R67, A14)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fenming.queries.access import get_matter_for
from fenming.queries.accounts import has_account
from fenming.queries.claims import number_of
from fenming.queries.reporting import is_reporter
from fenming.queries.scores import standard_of
from fenming.queries.viewer import Viewer
from fenming.records.models import Matter, Membership, Reply
from fenming.rules.terms import Refused
from fenming.rules.workflow import next_state

AGAIN = "这件事已经录过答复。答复只有一次；本人要补充的，请当面告诉支部。"


@dataclass(frozen=True, slots=True)
class PaperReply:
    """The matter a signed reply is about; `loss_centi` is what it would take off, 0 when nothing."""

    id: int
    number: str
    name: str
    title: str
    day: date
    said: str
    claimed_centi: int
    shown_on: date
    reply_by: date
    today: date

    @property
    def loss_centi(self) -> int:
        """What it would take off, as a positive figure; 0 when it takes nothing."""
        return max(0, -self.claimed_centi)


def paper_reply_page(*, viewer: Viewer, matter_id: int, today: date) -> PaperReply:
    """What is replied to, for who enters the reply; NotFound, and Refused as the verb is, the words aside."""
    matter = get_matter_on_paper(actor_id=viewer.person_id, verb="reply_for", matter_id=matter_id, on=today)
    shown_on, reply_by = reply_due(matter, again=AGAIN)
    next_state(subject="matter", state=matter.state, verb="reply_for")
    return PaperReply(
        id=matter.pk,
        number=number_of(matter),
        name=matter.membership.person.name,
        title=standard_of(matter.version).by_id[matter.item].title,
        day=matter.day,
        said=matter.said.text or "（这句话已依法删除）",
        claimed_centi=matter.claimed_centi,
        shown_on=shown_on,
        reply_by=reply_by,
        today=today,
    )


def reply_due(matter: Matter, *, again: str) -> tuple[date, date]:
    """The day it was shown and the last day to reply. Refused `no_reply_due`, `already_replied` (in these words)."""
    if matter.shown_on is None or matter.reply_by is None:
        raise Refused("no_reply_due", "这件事不扣分，不用答复。有话要说的，请告诉支部。")
    if Reply.objects.filter(matter=matter).exists():
        raise Refused("already_replied", again)
    return matter.shown_on, matter.reply_by


def refuse_account(membership: Membership) -> None:
    """Refused `has_account`: who can sign in speaks for themselves; its person must be loaded."""
    if has_account(person_id=membership.person_id):
        name = membership.person.name
        raise Refused("has_account", f"{name}本人有账号，请本人登录办理，不能由别人代录。")


def get_matter_on_paper(*, actor_id: int, verb: str, matter_id: int, on: date) -> Matter:
    """A matter about a member without an account; NotFound, Refused `forbidden`, `has_account`, `reported_by_you`."""
    matter = get_matter_for(actor_id=actor_id, verb=verb, matter_id=matter_id, on=on)
    refuse_account(matter.membership)
    if is_reporter(matter_id=matter.pk, person_id=actor_id):
        raise Refused("reported_by_you", "这件事是您报告的，本人的书面答复请由另一位记录员或书记代录。")
    return matter
