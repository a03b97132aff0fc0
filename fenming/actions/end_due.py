"""到期办理: what the clock does by itself: a posting's term ends, its quarter locks (A18, A23, R77)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from fenming.actions._writing import AlreadyDone, writing
from fenming.queries.quarter import quarter_state
from fenming.records.models import Posting, PostingEvent
from fenming.rules.ledger import salted_hash
from fenming.rules.workflow import next_state

_VERBS = {PostingEvent.Kind.ENDED: "end_posting", PostingEvent.Kind.LOCKED: "lock"}
_CLAUSES = {PostingEvent.Kind.ENDED: "A18", PostingEvent.Kind.LOCKED: "R77"}


@dataclass(frozen=True, slots=True)
class Ended:
    """Postings whose term was ended, and postings whose quarter was locked, by this run."""

    ended: tuple[int, ...]
    locked: tuple[int, ...]


def end_due(*, now: datetime) -> Ended:
    """End every posting whose last day is over and lock every quarter whose objection days are over.

    Each is one transaction of its own, without an actor. Run twice, late or from two processes at once, each
    happens once: the key follows from the posting and the kind. Nothing is refused.
    """
    today = timezone.localdate(now)
    ended = [_write(one, PostingEvent.Kind.ENDED, now) for one in _due_to_end(today)]
    locked = [_write(one, PostingEvent.Kind.LOCKED, now) for one in _due_to_lock(today)]
    return Ended(tuple(pk for pk in ended if pk), tuple(pk for pk in locked if pk))


def _due_to_end(today: date) -> list[Posting]:
    return list(_without(PostingEvent.Kind.ENDED).filter(last_day__lt=today))


def _due_to_lock(today: date) -> list[Posting]:
    return list(_without(PostingEvent.Kind.LOCKED).filter(objection_until__lt=today))


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
            PostingEvent.objects.create(
                branch_id=posting.branch_id, posting=posting, kind=kind, at=now.astimezone(UTC)
            )
            act.audit(
                subject="posting", subject_id=posting.pk, clause=_CLAUSES[kind], detail={"code": posting.code}
            )
    except AlreadyDone:
        return None
    return posting.pk
