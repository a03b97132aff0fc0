"""What a member's own objection and one from a signed paper share: what it is about, its words, its row."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Max

from fenming.actions._paper import refuse_early_withdrawal
from fenming.actions._writing import Act
from fenming.queries.claims import tidy
from fenming.queries.objecting import (
    Omitted,
    Target,
    target_of_entry,
    target_of_matter,
    target_omitted,
)
from fenming.queries.objections import handlers_of
from fenming.queries.scores import standard_of, version_on
from fenming.queries.work_calendar import work_calendar
from fenming.records.models import Objection
from fenming.rules.reasons import day_name
from fenming.rules.terms import Refused
from fenming.rules.workflow import NEW, next_state

LONGEST_OBJECTION = 300


@dataclass(frozen=True, slots=True)
class Asked:
    """Who acts by which verb, for whom (`person_id`, None: for themselves), and about which one of three things."""

    actor_id: int
    verb: str
    branch_id: int
    matter_id: int | None
    entry_id: int | None
    omitted: Omitted | None
    person_id: int | None = None


def target_for(asked: Asked, *, on: date) -> Target:
    """The one thing it is about; NotFound, Refused as `queries.objecting` says, `nothing_chosen` when none is named."""
    who = {"actor_id": asked.actor_id}
    if asked.matter_id is not None:
        return target_of_matter(**who, matter_id=asked.matter_id, on=on, verb=asked.verb)
    if asked.entry_id is not None:
        return target_of_entry(**who, entry_id=asked.entry_id, on=on, verb=asked.verb)
    if asked.omitted is None:
        raise Refused("nothing_chosen", "还没有选对哪一件提异议。请从列出的事项里选一件，或填写漏记的事项。")
    return target_omitted(
        **who,
        branch_id=asked.branch_id,
        omitted=asked.omitted,
        on=on,
        verb=asked.verb,
        person_id=asked.person_id,
    )


def checked_words(text: str, what: str, *, needed: bool = True) -> str:
    """As they are kept; Refused `nothing_said`, `too_long`."""
    words = tidy(text)
    if needed and not words:
        raise Refused("nothing_said", "还没有写异议。请写明哪里有误、您认为应是多少、有什么依据。")
    if len(words) > LONGEST_OBJECTION:
        raise Refused("too_long", f"{what}请写在 {LONGEST_OBJECTION} 字以内，现在是 {len(words)} 字。")
    return words


def refuse_late(target: Target, *, on: date, why_late: str) -> None:
    """Refused `late` without a reason; `on` is the day it was filed, or signed."""
    if target.is_late(on) and not why_late:
        raise Refused(
            "late",
            f"提异议的期限到{day_name(target.until)}，已经过了。确有原因的，请写明为什么迟交，由核实人一并考虑。",
        )


def take_back(act: Act, objection_id: int, *, signed_on: date | None = None) -> Objection:
    """Withdrawn, and its handlers told; `signed_on`: on a paper that whoever acts has entered. The branch must be locked.

    Refused: `wrong_state` (answered or withdrawn already), `signed_early` (before it was filed).
    """
    objection = Objection.objects.select_for_update().get(pk=objection_id)
    objection.state = next_state(subject="objection", state=objection.state, verb=act.verb)
    refuse_early_withdrawal(objection, signed_on=signed_on)
    objection.ended_at = act.now
    if signed_on is not None:
        objection.withdrawn_by_id, objection.withdrawal_signed_on = act.actor_id, signed_on
    objection.save(update_fields=["state", "ended_at", "withdrawn_by", "withdrawal_signed_on"])
    detail = {"number": objection.number} | ({"signed_on": signed_on.isoformat()} if signed_on else {})
    act.audit(subject="objection", subject_id=objection.pk, clause="R40 R67", detail=detail)
    handlers = handlers_of(branch_id=act.branch_id, on=act.today) - {act.actor_id}
    act.tell(kind="objection_withdrawn", subject="objection", subject_id=objection.pk, to=sorted(handlers))
    return objection


def file_objection(
    act: Act,
    target: Target,
    *,
    words: str,
    why_late: str,
    entered_by_id: int | None = None,
    signed_on: date | None = None,
) -> Objection:
    """Its row, numbered within the branch; the days to answer count from today. The branch must be locked."""
    settings = standard_of(version_on(branch_id=act.branch_id, day=act.today)).settings
    calendar = work_calendar(branch_id=act.branch_id)
    answer_by = calendar.add_working_days(act.today, settings.answer_working_days)
    highest = Objection.objects.filter(branch_id=act.branch_id).aggregate(highest=Max("number"))["highest"]
    return Objection.objects.create(
        branch_id=act.branch_id,
        quarter=target.quarter,
        number=(highest or 0) + 1,
        membership=target.membership,
        kind=target.kind,
        matter=target.matter,
        entry=target.entry,
        item=target.item,
        day=target.day,
        text=act.keep_text(words),
        filed_at=act.now,
        entered_by_id=entered_by_id,
        signed_on=signed_on,
        late_reason=act.keep_text(why_late) if target.is_late(signed_on or act.today) else None,
        answer_by=answer_by,
        appeal_by=calendar.add_working_days(answer_by, settings.appeal_working_days),
        state=next_state(subject="objection", state=NEW, verb=act.verb),
    )
