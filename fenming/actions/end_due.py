"""到期办理: what the clock does by itself: a posting's term ends, its quarter locks, a new year opens (A18, A23, R10)."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.db.models import Exists, Max, OuterRef, Q, QuerySet
from django.utils import timezone

from fenming.actions._people import open_year
from fenming.actions._writing import AlreadyDone, writing
from fenming.queries.objections import holds_lock
from fenming.queries.posting_term import running
from fenming.queries.quarter import quarter_state
from fenming.records.models import Organisation, Posting, PostingEvent, Year
from fenming.rules.ledger import salted_hash
from fenming.rules.workflow import next_state

_VERBS = {PostingEvent.Kind.ENDED: "end_posting", PostingEvent.Kind.LOCKED: "lock"}
_CLAUSES = {PostingEvent.Kind.ENDED: "A18", PostingEvent.Kind.LOCKED: "R77"}


@dataclass(frozen=True, slots=True)
class Ended:
    """What this run did: postings whose term ended, postings whose quarter was locked, years opened; by id."""

    ended: tuple[int, ...]
    locked: tuple[int, ...]
    opened: tuple[int, ...] = ()


class _NotYet(Exception):
    """An objection is still open: the quarter locks once it is answered (R77)."""


def end_due(*, now: datetime) -> Ended:
    """End every posting whose last day is over, lock every quarter whose objection days are over and whose
    objections are all answered, open the year.

    Each is one transaction of its own, without an actor. Run twice, late or from two processes at once, each
    happens once. Nothing is refused.
    """
    today = timezone.localdate(now)
    ended = [_write(one, PostingEvent.Kind.ENDED, now) for one in _due_to_end(today)]
    locked = [_write(one, PostingEvent.Kind.LOCKED, now) for one in _due_to_lock(today)]
    opened = [_open_year(branch_id, number, now) for branch_id, number in _years_due(today)]
    return Ended(*(tuple(pk for pk in done if pk) for done in (ended, locked, opened)))


def _due_to_end(today: date) -> list[Posting]:
    return list(_without(PostingEvent.Kind.ENDED).alias(ends=running("last_day")).filter(ends__lt=today))


def _due_to_lock(today: date) -> list[Posting]:
    return list(
        _without(PostingEvent.Kind.LOCKED).alias(until=running("objection_until")).filter(until__lt=today)
    )


def _without(kind: PostingEvent.Kind) -> QuerySet[Posting]:
    there = PostingEvent.objects.filter(posting=OuterRef("pk"), kind=kind)
    return Posting.objects.exclude(Exists(there)).select_related("quarter").order_by("pk")


def _write(posting: Posting, kind: PostingEvent.Kind, now: datetime) -> int | None:
    verb = _VERBS[kind]
    # Salted with what nobody outside knows: a form sent with a guessed key must not use up the clock's.
    key = salted_hash(f"{verb} {posting.pk}", posting.sheet)
    try:
        with writing(branch_id=posting.branch_id, actor_id=None, verb=verb, key=key, now=now) as act:
            next_state(subject="quarter", state=quarter_state(quarter=posting.quarter), verb=verb)
            if kind == PostingEvent.Kind.LOCKED and holds_lock(quarter_id=posting.quarter_id):
                raise _NotYet
            PostingEvent.objects.create(
                branch_id=posting.branch_id, posting=posting, kind=kind, at=now.astimezone(UTC)
            )
            act.audit(
                subject="posting", subject_id=posting.pk, clause=_CLAUSES[kind], detail={"code": posting.code}
            )
    except (AlreadyDone, _NotYet):
        return None
    return posting.pk


def _years_due(today: date) -> list[tuple[int, int]]:
    """(branch, year) for each year that has begun and that the branch, if it still exists, has not opened yet."""
    branches = Organisation.objects.filter(Q(until__isnull=True) | Q(until__gte=today), years__isnull=False)
    latest = branches.annotate(latest=Max("years__number")).order_by("pk").values_list("pk", "latest")
    return [(pk, number) for pk, last in latest for number in range(last + 1, today.year + 1)]


def _open_year(branch_id: int, number: int, now: datetime) -> int | None:
    key = secrets.token_urlsafe(24)
    try:
        with writing(branch_id=branch_id, actor_id=None, verb="open_year", key=key, now=now) as act:
            if Year.objects.filter(branch_id=branch_id, number=number).exists():
                raise AlreadyDone
            year = open_year(branch_id=branch_id, number=number, first_day=date(number, 1, 1))
            act.audit(subject="year", subject_id=year.pk, clause="R10", detail={"number": number})
    except AlreadyDone:
        return None
    return year.pk
