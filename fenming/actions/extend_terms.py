"""重算期限: terms that are running are counted anew when the holiday table or a vacation has changed (A12, A14, A23)."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from fenming.actions._writing import Act, AlreadyDone, writing
from fenming.queries.appeals import RECORD_WORKING_DAYS
from fenming.queries.posting_term import running
from fenming.queries.scores import standard_of, version_on
from fenming.queries.work_calendar import work_calendar
from fenming.records.models import (
    Appeal,
    Correction,
    Matter,
    Objection,
    Posting,
    PostingEvent,
    RecordRequest,
    Reopening,
    StandardVersion,
    Veto,
)
from fenming.rules.calendar import WorkCalendar
from fenming.rules.standard import Standard


def extend_terms(*, now: datetime) -> int:
    """Lengthen every running term that the calendar now says is longer; gives how many.

    The clock's act, a transaction a branch. A term that has run out stays so, and none is ever made shorter.
    A posting keeps its days as posted; the later ones are an event of it. Nothing is refused.
    """
    today = timezone.localdate(now)
    branches = StandardVersion.objects.order_by("branch_id").values_list("branch_id", flat=True).distinct()
    return sum(_extend_branch(branch_id, today, now) for branch_id in branches)


def _extend_branch(branch_id: int, today: date, now: datetime) -> int:
    if not any(_longer(branch_id, today)):
        return 0
    try:
        return _write_all(branch_id, today, now)
    except AlreadyDone:
        return 0


def _write_all(branch_id: int, today: date, now: datetime) -> int:
    key = secrets.token_urlsafe(24)
    with writing(branch_id=branch_id, actor_id=None, verb="extend_terms", key=key, now=now) as act:
        found = list(_longer(branch_id, today))
        if not found:  # another clock was faster
            raise AlreadyDone
        for row, days in found:
            _write(act, row, days)
        detail = {
            "terms": [
                [row._meta.model_name, row.pk, *map(date.isoformat, days.values())] for row, days in found
            ]
        }
        act.audit(subject="organisation", subject_id=branch_id, clause="A12", detail=detail)
    return len(found)


def _longer(branch_id: int, today: date) -> Iterator[tuple[Any, dict[str, date]]]:
    """(row, its later days) of every running term that has become longer."""
    calendar = work_calendar(branch_id=branch_id)
    standard = standard_of(version_on(branch_id=branch_id, day=today))
    yield from _replies(branch_id, today, calendar, standard.settings.reply_working_days)
    yield from _answers(branch_id, today, calendar, standard)
    yield from _appeals(branch_id, today, calendar, standard.settings.appeal_decision_working_days)
    yield from _postings(branch_id, today, calendar, standard)


def _replies(
    branch_id: int, today: date, calendar: WorkCalendar, days: int
) -> Iterator[tuple[Any, dict[str, date]]]:
    heard = Q(branch_id=branch_id, shown_on__isnull=False, reply_by__gte=today)
    matters = Matter.objects.filter(heard, state=Matter.State.DECLARED, replies=None)
    vetoes = Veto.objects.filter(heard, state=Veto.State.PROPOSED, answer=None)
    corrections = Correction.objects.filter(heard, state=Correction.State.PROPOSED, answer=None)
    reopenings = Reopening.objects.filter(heard, state=Reopening.State.PROPOSED, answer=None)
    rows: list[Any] = [*matters, *vetoes, *corrections, *reopenings]
    for row in rows:
        due = calendar.add_working_days(row.shown_on, days)
        if due > row.reply_by:
            yield row, {"reply_by": due}


def _answers(
    branch_id: int, today: date, calendar: WorkCalendar, standard: Standard
) -> Iterator[tuple[Any, dict[str, date]]]:
    """Where the branch's answer has fallen due, the days to appeal against its silence are still running."""
    settings = standard.settings
    waiting = Objection.objects.filter(branch_id=branch_id, state=Objection.State.OPEN, appeal_by__gte=today)
    for row in waiting:
        overdue = row.answer_by < today
        counted = calendar.add_working_days(timezone.localdate(row.filed_at), settings.answer_working_days)
        due = row.answer_by if overdue else max(counted, row.answer_by)
        appeal_by = max(calendar.add_working_days(due, settings.appeal_working_days), row.appeal_by)
        if (due, appeal_by) != (row.answer_by, row.appeal_by):
            yield row, {"answer_by": due, "appeal_by": appeal_by}


def _appeals(
    branch_id: int, today: date, calendar: WorkCalendar, days: int
) -> Iterator[tuple[Any, dict[str, date]]]:
    """The committee's decision, and what it has asked of the branch."""
    open_ones = Appeal.objects.filter(branch_id=branch_id, state=Appeal.State.OPEN, decide_by__gte=today)
    for appeal in open_ones:
        due = calendar.add_working_days(timezone.localdate(appeal.filed_at), days)
        if due > appeal.decide_by:
            yield appeal, {"decide_by": due}
    asked = RecordRequest.objects.filter(branch_id=branch_id, answer=None, answer_by__gte=today)
    for request in asked.filter(appeal__state=Appeal.State.OPEN):
        due = calendar.add_working_days(timezone.localdate(request.at), RECORD_WORKING_DAYS)
        if due > request.answer_by:
            yield request, {"answer_by": due}


def _postings(
    branch_id: int, today: date, calendar: WorkCalendar, standard: Standard
) -> Iterator[tuple[Any, dict[str, date]]]:
    settings = standard.settings
    terms = {"ends": running("last_day"), "until": running("objection_until")}
    rows: QuerySet[Any] = Posting.objects.filter(branch_id=branch_id).annotate(**terms)
    rows = rows.filter(until__gte=today)
    for row in rows.exclude(events__kind=PostingEvent.Kind.LOCKED):
        ended = row.ends < today
        last = row.ends if ended else calendar.term_of(row.first_day, settings.posting_working_days)
        last = max(last, row.ends)
        until = max(calendar.add_working_days(last, settings.objection_working_days), row.until)
        if (last, until) != (row.ends, row.until):
            yield row, {"last_day": last, "objection_until": until}


def _write(act: Act, row: Any, days: dict[str, date]) -> None:
    if isinstance(row, Posting):
        PostingEvent.objects.create(
            branch_id=act.branch_id, posting=row, kind=PostingEvent.Kind.EXTENDED, at=act.now, **days
        )
        return
    for name, day in days.items():
        setattr(row, name, day)
    row.save(update_fields=list(days))
