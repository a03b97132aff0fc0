"""A returned matter on its way back: what was asked, what it says now, and where it would go (R67, A35)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fenming.queries.access import get_matter_for
from fenming.queries.claims import Claim, is_declarer, month_again, number_of, state_of_month
from fenming.queries.item_words import rule_in_words
from fenming.queries.matter import ERASED
from fenming.queries.scores import standard_of
from fenming.queries.viewer import Viewer
from fenming.records.models import Matter, Month
from fenming.rules.standard import Item
from fenming.rules.terms import Refused
from fenming.rules.workflow import next_state


@dataclass(frozen=True, slots=True)
class ResubmitPage:
    """`asked` is what the assessors want; `moves`: its own month is assessed, it would go to `month`."""

    id: int
    number: str
    name: str
    own: bool
    item: Item
    rule: str
    asked: str
    claim: Claim
    month: int
    moves: bool
    earliest: date
    latest: date


def resubmit_page(*, viewer: Viewer, matter_id: int, today: date) -> ResubmitPage:
    """The returned matter, for who declared it; NotFound, and Refused as the verb is, the figures aside."""
    matter = get_matter_for(actor_id=viewer.person_id, verb="resubmit", matter_id=matter_id, on=today)
    refuse_not_theirs(matter, actor_id=viewer.person_id)
    next_state(subject="matter", state=matter.state, verb="resubmit")
    months_of_year = Month.objects.select_related("quarter__year")
    month, months = month_again(months_of_year.get(pk=matter.month_id), today=today)
    last = matter.assessments.select_related("reason").order_by("round").last()
    item = standard_of(matter.version).by_id[matter.item]
    return ResubmitPage(
        id=matter.pk,
        number=number_of(matter),
        name=matter.membership.person.name,
        own=matter.membership.person_id == viewer.person_id,
        item=item,
        rule=rule_in_words(item),
        asked=(last.reason.text or ERASED) if last and last.reason else "",
        claim=_claim(matter),
        month=month.number,
        moves=month.pk != matter.month_id,
        earliest=max(_first_day(month, months, today), matter.membership.since),
        latest=min(today, month.end),
    )


def refuse_not_theirs(matter: Matter, *, actor_id: int) -> None:
    """Refused `not_declared_by_you`, or `declare_anew` for what was shown to the one concerned for a reply (A14)."""
    if not is_declarer(matter, person_id=actor_id):
        sentence = "这件事不是您申报的，不能由您重新提交。有要补充的，请告诉支部。"
        raise Refused("not_declared_by_you", sentence)
    if matter.asks_reply:
        sentence = (
            "这件事已经告知本人并请本人答复，改了内容就要重新告知。请撤回这件，重新登记，让本人先答复。"
        )
        raise Refused("declare_anew", sentence)


def _claim(matter: Matter) -> Claim:
    return Claim(
        item=matter.item,
        day=matter.day,
        said=matter.said.text,
        quantity=matter.quantity,
        level=matter.level,
        each_centi=matter.each_centi,
        achievement=matter.achievement,
    )


def _first_day(month: Month, months: list[Month], today: date) -> date:
    """Days of months already assessed may be declared in the open one too (A35)."""
    assessed = [one.start for one in months if state_of_month(one, today=today) == "assessed"]
    return min([month.start, *assessed])
