"""提出申诉: a member goes to the committee above, straight or after the branch's answer (R40, A23)."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Max
from django.utils import timezone

from fenming.actions._writing import Act, writing
from fenming.queries.appealing import Ground, Which, ground_of, refuse_appealed
from fenming.queries.appeals import reviewers_above
from fenming.queries.claims import tidy
from fenming.queries.objections import handlers_of
from fenming.queries.scores import standard_of, version_on
from fenming.queries.work_calendar import work_calendar
from fenming.records.models import Appeal
from fenming.rules.reasons import day_name
from fenming.rules.terms import Refused
from fenming.rules.workflow import NEW, next_state

LONGEST_APPEAL = 500


def appeal(
    *, actor_id: int, branch_id: int, which: Which, text: str, late_reason: str = "", key: str, now: datetime
) -> int:
    """The id of the appeal, about the one thing `which` names; the branch learns that it runs, not what it says.

    `late_reason` counts only after the last day. Raises NotFound. Refused: `nothing_said`, `too_long`, `late` (after
    the term, without a reason), `already_open`, `decided_above`, and whatever `ground_of` says.
    """
    today = timezone.localdate(now)
    words, why_late = _checked(text, "申诉"), _checked(late_reason, "迟交的理由", needed=False)
    branch = ground_of(actor_id=actor_id, branch_id=branch_id, which=which, on=today).membership.branch_id
    with writing(branch_id=branch, actor_id=actor_id, verb="appeal", key=key, now=now) as act:
        found = ground_of(actor_id=actor_id, branch_id=branch, which=which, on=today)
        refuse_appealed(found)
        _refuse_late(found, act, why_late)
        filed = _file(act, found, words, why_late)
        detail = {"number": filed.number, "kind": filed.kind, "objection": filed.objection_id}
        act.audit(subject="appeal", subject_id=filed.pk, clause="R40 A23", detail=detail)
        above = reviewers_above(branch_id=branch, on=today).values_list("person_id", flat=True)
        act.tell(kind="appeal_filed", subject="appeal", subject_id=filed.pk, to=sorted(above))
        here = handlers_of(branch_id=branch, on=today) - {actor_id}
        act.tell(kind="appeal_runs", subject="appeal", subject_id=filed.pk, to=sorted(here))
    return filed.pk


def _checked(text: str, what: str, *, needed: bool = True) -> str:
    words = tidy(text)
    if needed and not words:
        raise Refused("nothing_said", "还没有写申诉。请写明哪里有误、您认为应当怎样、有什么依据。")
    if len(words) > LONGEST_APPEAL:
        raise Refused("too_long", f"{what}请写在 {LONGEST_APPEAL} 字以内，现在是 {len(words)} 字。")
    return words


def _refuse_late(ground: Ground, act: Act, why_late: str) -> None:
    if ground.is_late(act.today) and not why_late:
        raise Refused(
            "late",
            f"申诉的期限到{day_name(ground.until)}，已经过了。确有原因的，请写明为什么迟交，由上级一并考虑。",
        )


def _file(act: Act, ground: Ground, words: str, why_late: str) -> Appeal:
    settings = standard_of(version_on(branch_id=act.branch_id, day=act.today)).settings
    calendar = work_calendar(branch_id=act.branch_id)
    highest = Appeal.objects.filter(branch_id=act.branch_id).aggregate(highest=Max("number"))["highest"]
    return Appeal.objects.create(
        branch_id=act.branch_id,
        quarter=ground.quarter,
        number=(highest or 0) + 1,
        membership=ground.membership,
        kind=ground.kind,
        objection=ground.objection,
        matter=ground.matter,
        entry=ground.entry,
        veto=ground.veto,
        item=ground.item,
        day=ground.day,
        text=act.keep_text(words),
        filed_at=act.now,
        late_reason=act.keep_text(why_late) if ground.is_late(act.today) else None,
        decide_by=calendar.add_working_days(act.today, settings.appeal_decision_working_days),
        state=next_state(subject="appeal", state=NEW, verb="appeal"),
    )
