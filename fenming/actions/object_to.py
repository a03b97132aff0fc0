"""提出异议: a member objects to own points: posted, refused, changed, left out, or taken over at the opening (R40, A23)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max
from django.utils import timezone

from fenming.actions._writing import Act, writing
from fenming.queries.claims import tidy
from fenming.queries.objecting import (
    Omitted,
    Target,
    refuse_repeated,
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
    """Who objects, and to which one of three things."""

    actor_id: int
    branch_id: int
    matter_id: int | None
    entry_id: int | None
    omitted: Omitted | None


def object_to(
    *,
    actor_id: int,
    branch_id: int,
    matter_id: int | None = None,
    entry_id: int | None = None,
    omitted: Omitted | None = None,
    text: str,
    late_reason: str = "",
    key: str,
    now: datetime,
) -> int:
    """The id of the objection. About a matter, a ledger entry without one, or something left out: give one of them.

    `late_reason` counts only after the last day for objections. Refused: `forbidden`, `nothing_said`, `too_long`,
    `late` (after the term, without a reason), `not_decided`, `not_posted`, `nothing_stands`, `not_objectable`,
    `already_open`, `already_answered`, `year_settled`, `bad_item`, `future_day`. Raises NotFound.
    """
    today = timezone.localdate(now)
    asked = Asked(actor_id, branch_id, matter_id, entry_id, omitted)
    words, why_late = _checked(text, "异议"), _checked(late_reason, "迟交的理由", needed=False)
    branch = _target(asked, today).membership.branch_id
    with writing(branch_id=branch, actor_id=actor_id, verb="object_to", key=key, now=now) as act:
        found = _target(asked, today)
        refuse_repeated(found)
        _refuse_late(found, act, why_late)
        objection = _file(act, found, words, why_late)
        detail = {"number": objection.number, "kind": objection.kind, "late": found.is_late(today)}
        act.audit(subject="objection", subject_id=objection.pk, clause="R40 A23", detail=detail)
        handlers = handlers_of(branch_id=act.branch_id, on=today) - {actor_id}
        act.tell(kind="objection_filed", subject="objection", subject_id=objection.pk, to=sorted(handlers))
    return objection.pk


def _target(asked: Asked, today: date) -> Target:
    if asked.matter_id is not None:
        return target_of_matter(actor_id=asked.actor_id, matter_id=asked.matter_id, on=today)
    if asked.entry_id is not None:
        return target_of_entry(actor_id=asked.actor_id, entry_id=asked.entry_id, on=today)
    if asked.omitted is None:
        raise Refused("nothing_chosen", "还没有选对哪一件提异议。请从列出的事项里选一件，或填写漏记的事项。")
    return target_omitted(actor_id=asked.actor_id, branch_id=asked.branch_id, omitted=asked.omitted, on=today)


def _checked(text: str, what: str, *, needed: bool = True) -> str:
    words = tidy(text)
    if needed and not words:
        raise Refused("nothing_said", "还没有写异议。请写明哪里有误、您认为应是多少、有什么依据。")
    if len(words) > LONGEST_OBJECTION:
        raise Refused("too_long", f"{what}请写在 {LONGEST_OBJECTION} 字以内，现在是 {len(words)} 字。")
    return words


def _refuse_late(target: Target, act: Act, why_late: str) -> None:
    if target.is_late(act.today) and not why_late:
        raise Refused(
            "late",
            f"提异议的期限到{day_name(target.until)}，已经过了。确有原因的，请写明为什么迟交，由核实人一并考虑。",
        )


def _file(act: Act, target: Target, words: str, why_late: str) -> Objection:
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
        late_reason=act.keep_text(why_late) if target.is_late(act.today) else None,
        answer_by=answer_by,
        appeal_by=calendar.add_working_days(answer_by, settings.appeal_working_days),
        state=next_state(subject="objection", state=NEW, verb="object_to"),
    )
