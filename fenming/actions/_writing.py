"""What every verb shares: the transaction, the lock, the once-only key, and the trail.

Lock order: the queue (SQLite, `site/queued_sqlite`: the transaction takes it), then the organisation row, then
whatever the verb reads anew under it. All writes of a branch are thereby in one line, so the ledger's and the trail's
next number is simply the last one plus one.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import cast

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from fenming.queries.chain import entry_content, event_content
from fenming.records.models import (
    AuditEvent,
    IdempotencyKey,
    LedgerEntry,
    Organisation,
    Outbox,
    PersonalText,
    Year,
)
from fenming.rules.ledger import GENESIS, Json, canonical_bytes, link_hash, salted_hash
from fenming.rules.terms import Refused


class AlreadyDone(Refused):
    """The same form came twice; the first one took effect."""

    def __init__(self) -> None:
        super().__init__("already_done", "这一步刚才已经办过，没有重复办理。请看现在的结果。")


@dataclass(slots=True)
class Act:
    """One verb under way: who, where, when; it must leave a trail before it may end."""

    branch_id: int
    actor_id: int | None
    verb: str
    now: datetime
    trailed: bool = field(default=False)

    @property
    def today(self) -> date:
        return timezone.localdate(self.now)

    def audit(self, *, subject: str, subject_id: int, clause: str, detail: Mapping[str, object]) -> None:
        """Leave the audit row of this act; `detail` holds ids and figures as plain JSON, never text about people."""
        last = AuditEvent.objects.filter(branch_id=self.branch_id).order_by("-seq").first()
        event = AuditEvent(
            branch_id=self.branch_id,
            seq=last.seq + 1 if last else 1,
            actor_id=self.actor_id,
            verb=self.verb,
            subject=subject,
            subject_id=subject_id,
            clause=clause,
            detail=canonical_bytes(cast(Mapping[str, Json], detail)).decode(),
            at=self.now.astimezone(UTC),
            prev_hash=last.hash if last else GENESIS,
        )
        event.hash = link_hash(prev_hash=event.prev_hash, content=event_content(event))
        event.save(force_insert=True)
        self.trailed = True

    def tell(self, *, kind: str, subject: str, subject_id: int, to: Iterable[int]) -> None:
        """Have these persons told, once each, after this act has taken effect; the clock delivers it (`deliver`)."""
        self._leave(kind, subject, [(subject_id, person_id) for person_id in dict.fromkeys(to)])

    def tell_each(self, *, kind: str, subject: str, whom: Mapping[int, int]) -> None:
        """The same for many things at once, each with the one person it concerns: subject id -> person id."""
        self._leave(kind, subject, whom.items())

    def _leave(self, kind: str, subject: str, rows: Iterable[tuple[int, int]]) -> None:
        common = {"branch_id": self.branch_id, "kind": kind, "subject": subject, "at": self.now}
        Outbox.objects.bulk_create(
            Outbox(subject_id=subject_id, to_id=person_id, **common) for subject_id, person_id in rows
        )

    def keep_text(self, text: str) -> PersonalText:
        """Store a sentence about people where it can be erased by law; chains will hold its digest."""
        salt = secrets.token_hex(16)
        return PersonalText.objects.create(
            branch_id=self.branch_id, text=text, salt=salt, digest=salted_hash(text, salt)
        )

    def keep_texts(self, texts: Iterable[str]) -> list[PersonalText]:
        """The same for many, in their order."""
        salted = [(text, secrets.token_hex(16)) for text in texts]
        return PersonalText.objects.bulk_create(
            PersonalText(branch_id=self.branch_id, text=text, salt=salt, digest=salted_hash(text, salt))
            for text, salt in salted
        )

    def append(self, entry: LedgerEntry) -> None:
        """Add an entry to the branch's ledger as the next link, and raise the year's version."""
        self.append_all([entry])

    def append_all(self, entries: Sequence[LedgerEntry]) -> None:
        """Many entries of one year as the next links, in their order; one that was appended alone is no different."""
        last = LedgerEntry.objects.filter(branch_id=self.branch_id).order_by("-seq").first()
        seq, head = (last.seq, last.hash) if last else (0, GENESIS)
        for entry in entries:
            seq += 1
            entry.branch_id, entry.seq, entry.prev_hash = self.branch_id, seq, head
            entry.recorded_at = self.now.astimezone(UTC)
            head = entry.hash = link_hash(prev_hash=head, content=entry_content(entry))
        LedgerEntry.objects.bulk_create(entries, batch_size=500)
        years = {entry.quarter.year_id for entry in entries}
        Year.objects.filter(pk__in=years).update(version=F("version") + len(entries))


@contextmanager
def writing(*, branch_id: int, actor_id: int | None, verb: str, key: str, now: datetime) -> Iterator[Act]:
    """One act as one transaction, with its branch locked and its key used up.

    Raises AlreadyDone when the key was used before, Refused when it is missing, RuntimeError when the verb ends
    without a trail: no audit row, no act.
    """
    with transaction.atomic(durable=True):
        Organisation.objects.select_for_update().get(pk=branch_id)
        act = begin(branch_id=branch_id, actor_id=actor_id, verb=verb, key=key, now=now)
        yield act
        if not act.trailed:
            raise RuntimeError(f"{verb} left no trail")


def begin(*, branch_id: int, actor_id: int | None, verb: str, key: str, now: datetime) -> Act:
    """Use up the key and start an act, inside the caller's transaction; see `writing` for what it raises."""
    if not key:
        raise Refused("no_key", "这个页面没有带上防重复的编号。请刷新页面再办一次。")
    if IdempotencyKey.objects.filter(key=key).exists():
        raise AlreadyDone
    IdempotencyKey.objects.create(key=key, actor_id=actor_id, verb=verb, at=now)
    return Act(branch_id=branch_id, actor_id=actor_id, verb=verb, now=now)
