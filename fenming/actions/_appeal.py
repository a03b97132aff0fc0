"""What the verbs about an appeal share: filing and taking back, here or from paper, its row under the lock, who is told."""

from __future__ import annotations

from datetime import date

from django.db.models import Max

from fenming.actions._paper import refuse_early_withdrawal
from fenming.actions._writing import Act
from fenming.queries.appealing import Ground
from fenming.queries.appeals import WITH, reviewers_above
from fenming.queries.claims import tidy
from fenming.queries.objections import handlers_of
from fenming.queries.scores import standard_of, version_on
from fenming.queries.work_calendar import work_calendar
from fenming.records.models import Appeal
from fenming.rules.reasons import day_name
from fenming.rules.terms import Refused
from fenming.rules.workflow import NEW, next_state

LONGEST_RECORD = 1000
LONGEST_APPEAL = 500


def reread(appeal_id: int) -> Appeal:
    """The appeal as it stands under the lock."""
    rows = Appeal.objects.select_for_update(of=("self",)).select_related(*WITH)
    return rows.get(pk=appeal_id)


def checked(text: str, *, what: str, missing: str, longest: int = LONGEST_RECORD) -> str:
    """What someone wrote, tidied; Refused `nothing_said` with the sentence given, `too_long`."""
    words = tidy(text)
    if not words:
        raise Refused("nothing_said", missing)
    if len(words) > longest:
        raise Refused("too_long", f"{what}请写在 {longest} 字以内，现在是 {len(words)} 字。")
    return words


def take_back(act: Act, appeal_id: int, *, signed_on: date | None = None) -> Appeal:
    """Withdrawn, and those above and in the branch told; `signed_on`: on a paper that whoever acts has entered.

    The branch must be locked. Refused: `wrong_state` (decided or withdrawn already), `signed_early`.
    """
    appeal = reread(appeal_id)
    appeal.state = next_state(subject="appeal", state=appeal.state, verb=act.verb)
    refuse_early_withdrawal(appeal, signed_on=signed_on)
    appeal.ended_at = act.now
    if signed_on is not None:
        appeal.withdrawn_by_id, appeal.withdrawal_signed_on = act.actor_id, signed_on
    appeal.save(update_fields=["state", "ended_at", "withdrawn_by", "withdrawal_signed_on"])
    detail = {"number": appeal.number} | ({"signed_on": signed_on.isoformat()} if signed_on else {})
    act.audit(subject="appeal", subject_id=appeal.pk, clause="R40 R67", detail=detail)
    here = handlers_of(branch_id=act.branch_id, on=act.today)
    to = [*those_above(appeal, on=act.today), *sorted(here)]
    to = [one for one in to if one != act.actor_id]
    act.tell(kind="appeal_withdrawn", subject="appeal", subject_id=appeal.pk, to=to)
    return appeal


def those_above(appeal: Appeal, *, on: date) -> list[int]:
    """The reviewers of the committee above, for telling them."""
    rows = reviewers_above(branch_id=appeal.branch_id, on=on)
    return sorted(rows.values_list("person_id", flat=True))


def checked_words(text: str, what: str, *, needed: bool = True) -> str:
    """The words of an appeal as they are kept; Refused `nothing_said`, `too_long`."""
    words = tidy(text)
    if needed and not words:
        raise Refused("nothing_said", "还没有写申诉。请写明哪里有误、您认为应当怎样、有什么依据。")
    if len(words) > LONGEST_APPEAL:
        raise Refused("too_long", f"{what}请写在 {LONGEST_APPEAL} 字以内，现在是 {len(words)} 字。")
    return words


def refuse_late(ground: Ground, *, on: date, why_late: str) -> None:
    """Refused `late` without a reason; `on` is the day it was filed, or signed."""
    if ground.is_late(on) and not why_late:
        raise Refused(
            "late",
            f"申诉的期限到{day_name(ground.until)}，已经过了。确有原因的，请写明为什么迟交，由上级一并考虑。",
        )


def file_appeal(
    act: Act,
    ground: Ground,
    *,
    words: str,
    why_late: str,
    entered_by_id: int | None = None,
    signed_on: date | None = None,
) -> Appeal:
    """Its row, numbered within the branch, its trail, and whom it is told: above that it was filed, here that it runs.

    The days to decide count from today. The branch must be locked.
    """
    settings = standard_of(version_on(branch_id=act.branch_id, day=act.today)).settings
    calendar = work_calendar(branch_id=act.branch_id)
    highest = Appeal.objects.filter(branch_id=act.branch_id).aggregate(highest=Max("number"))["highest"]
    late = ground.is_late(signed_on or act.today)
    filed = Appeal.objects.create(
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
        entered_by_id=entered_by_id,
        signed_on=signed_on,
        late_reason=act.keep_text(why_late) if late else None,
        decide_by=calendar.add_working_days(act.today, settings.appeal_decision_working_days),
        state=next_state(subject="appeal", state=NEW, verb=act.verb),
    )
    _tell_filed(act, filed, signed_on)
    return filed


def _tell_filed(act: Act, filed: Appeal, signed_on: date | None) -> None:
    detail = {"number": filed.number, "kind": filed.kind, "objection": filed.objection_id}
    detail |= {"signed_on": signed_on.isoformat()} if signed_on else {}
    act.audit(subject="appeal", subject_id=filed.pk, clause="R40 A23", detail=detail)
    above = [one for one in those_above(filed, on=act.today) if one != act.actor_id]
    act.tell(kind="appeal_filed", subject="appeal", subject_id=filed.pk, to=above)
    here = handlers_of(branch_id=act.branch_id, on=act.today) - {act.actor_id}
    act.tell(kind="appeal_runs", subject="appeal", subject_id=filed.pk, to=sorted(here))
