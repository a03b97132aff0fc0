"""Replies, and members without an account: the door through which others enter their signed papers (R23, R67, A14)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from fenming.queries.access import get_matter_for, get_membership_for
from fenming.queries.accounts import has_account
from fenming.queries.appeals import answered_by, get_finding_for
from fenming.queries.claims import number_of
from fenming.queries.reporting import is_reporter
from fenming.queries.scores import standard_of
from fenming.queries.viewer import Viewer
from fenming.records.models import Finding, Matter, Membership, Organisation, Reply
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
    reply_by: date

    @property
    def loss_centi(self) -> int:
        """What it would take off, as a positive figure; 0 when it takes nothing."""
        return max(0, -self.claimed_centi)


@dataclass(frozen=True, slots=True)
class PaperNotice:
    """What is handed over on paper; `loss_centi` 0 for a report that adds. `reply_by` None: not handed over yet."""

    id: int
    number: str
    name: str
    branch: str
    contact: str
    title: str
    clause: str
    day: date
    said: str
    reported: bool
    claimed_centi: int
    loss_centi: int
    reply_days: int
    recorded_on: date
    shown_on: date | None
    reply_by: date | None
    today: date
    may_hand_over: bool


def paper_notice_page(*, viewer: Viewer, matter_id: int, today: date) -> PaperNotice:
    """The notice of a matter about a member without an account; NotFound, Refused `forbidden`, `no_notice_due`.

    It stays readable after it was handed over; who reported something is not on it (A14).
    """
    matter = get_matter_for(actor_id=viewer.person_id, verb="hand_over", matter_id=matter_id, on=today)
    if not matter.by_hand:
        raise Refused("no_notice_due", "这件事不用当面送达：本人可以在自己的页面上看到，或者不扣分。")
    standard, branch = standard_of(matter.version), Organisation.objects.get(pk=matter.branch_id)
    item = standard.by_id[matter.item]
    return PaperNotice(
        id=matter.pk,
        number=number_of(matter),
        name=matter.membership.person.name,
        branch=f"{branch.long_name}{branch.name}",
        contact=branch.contact,
        title=item.title,
        clause=item.clause.replace("·", ""),
        day=matter.day,
        said=matter.said.text or "（这句话已依法删除）",
        reported=matter.origin == Matter.Origin.REPORTED,
        claimed_centi=matter.claimed_centi,
        loss_centi=max(0, -matter.claimed_centi),
        reply_days=standard.settings.reply_working_days,
        recorded_on=timezone.localdate(matter.declared_at),
        shown_on=matter.shown_on,
        reply_by=matter.reply_by,
        today=today,
        may_hand_over=matter.shown_on is None and matter.state == Matter.State.DECLARED,
    )


def paper_reply_page(*, viewer: Viewer, matter_id: int, today: date) -> PaperReply:
    """What is replied to, for who enters the reply; NotFound, and Refused as the verb is, the words aside."""
    matter = get_matter_on_paper(actor_id=viewer.person_id, verb="reply_for", matter_id=matter_id, on=today)
    refuse_undue(matter, again=AGAIN)
    _, reply_by = handed_over(matter)
    next_state(subject="matter", state=matter.state, verb="reply_for")
    return PaperReply(
        id=matter.pk,
        number=number_of(matter),
        name=matter.membership.person.name,
        title=standard_of(matter.version).by_id[matter.item].title,
        day=matter.day,
        said=matter.said.text or "（这句话已依法删除）",
        claimed_centi=matter.claimed_centi,
        reply_by=reply_by,
    )


@dataclass(frozen=True, slots=True)
class PaperReceipt:
    """An answer a member without an account signs for; what it says is for those who handle it."""

    finding_id: int
    name: str
    number: int
    appealed: bool
    answered_on: date


def paper_receipt_page(*, viewer: Viewer, finding_id: int, today: date) -> PaperReceipt:
    """What is signed for; NotFound, Refused `forbidden`, `has_account`."""
    verb = "acknowledge_for"
    found = get_finding_on_paper(actor_id=viewer.person_id, verb=verb, finding_id=finding_id, on=today)
    thing = answered_by(found)
    name, number = thing.membership.person.name, thing.number
    appealed = found.appeal_id is not None
    return PaperReceipt(found.pk, name, number, appealed, timezone.localdate(found.at))


def refuse_undue(matter: Matter, *, again: str) -> None:
    """Refused `no_reply_due`, or `already_replied` in these words."""
    if not matter.asks_reply:
        raise Refused("no_reply_due", "这件事不扣分，不用答复。有话要说的，请告诉支部。")
    if Reply.objects.filter(matter=matter).exists():
        raise Refused("already_replied", again)


def handed_over(matter: Matter) -> tuple[date, date]:
    """The day it was shown and the last day to reply; Refused `not_handed_over`."""
    if matter.shown_on is None or matter.reply_by is None:
        sentence = "告知书还没有登记送达。请先登记当面送达的日期，再代录书面答复。"
        raise Refused("not_handed_over", sentence)
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
    refuse_reported(matter, actor_id=actor_id)
    return matter


def refuse_reported(matter: Matter | None, *, actor_id: int) -> None:
    """Refused `reported_by_you`, to the reporter alone (A14, A31)."""
    if matter is not None and is_reporter(matter_id=matter.pk, person_id=actor_id):
        raise Refused("reported_by_you", "这件事是您报告的，本人的书面材料请由另一位记录员或书记代录。")


def get_member_on_paper(*, actor_id: int, verb: str, membership_id: int, on: date) -> Membership:
    """A member without an account; NotFound, Refused `forbidden`, `has_account`."""
    membership = get_membership_for(actor_id=actor_id, verb=verb, membership_id=membership_id, on=on)
    refuse_account(membership)
    return membership


def get_finding_on_paper(*, actor_id: int, verb: str, finding_id: int, on: date) -> Finding:
    """The answer to a member without an account; NotFound, Refused `forbidden`, `has_account`."""
    finding = get_finding_for(actor_id=actor_id, verb=verb, finding_id=finding_id, on=on)
    refuse_account(answered_by(finding).membership)
    return finding
