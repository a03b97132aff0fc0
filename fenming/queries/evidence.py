"""Evidence beside a matter: the list, one file to be handed out, and the door to it (R30, R74, A22)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.conf import settings

from fenming.queries.access import NotFound, get_matter_for
from fenming.queries.evidence_file import KINDS
from fenming.queries.handlers import get_matter_or_named_for
from fenming.queries.viewer import Viewer
from fenming.records.models import Evidence
from fenming.rules.terms import Refused

NAME_ERASED = "（文件名已依法删除）"


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """A file as the page lists it; `mine`: the viewer handed it in."""

    number: int
    name: str
    kind: str
    size: str
    by: str
    at: datetime
    mine: bool


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """A file to be handed out; `size` in bytes."""

    path: Path
    name: str
    content_type: str


def get_evidence_for(*, actor_id: int, verb: str, matter_id: int, number: int, on: date) -> Evidence:
    """A file of a matter that was not removed, with matter and name; NotFound, Refused (A22)."""
    get_matter_for(actor_id=actor_id, verb=verb, matter_id=matter_id, on=on)
    rows = Evidence.objects.filter(matter_id=matter_id, number=number, removed_at__isnull=True)
    found = rows.select_related("matter", "name").first()
    if found is None:
        raise NotFound("evidence")
    return found


def evidence_of(*, viewer: Viewer, matter_id: int) -> tuple[EvidenceLine, ...]:
    """What lies beside a matter the viewer may see, in the order it came; one query."""
    rows = Evidence.objects.filter(matter_id=matter_id, removed_at__isnull=True)
    return tuple(
        EvidenceLine(
            number=one.number,
            name=one.name.text or NAME_ERASED,
            kind=KINDS[one.content_type].label,
            size=size_in_words(one.size),
            by=one.by.name,
            at=one.at,
            mine=one.by_id == viewer.person_id,
        )
        for one in rows.select_related("name", "by").order_by("number")
    )


def evidence_file(*, viewer: Viewer, matter_id: int, number: int, today: date) -> EvidenceFile:
    """One file to download; NotFound, Refused `forbidden`, `file_missing` when the disk has lost it."""
    get_matter_or_named_for(actor_id=viewer.person_id, verb="see_evidence", matter_id=matter_id, on=today)
    return open_evidence(matter_id=matter_id, number=number)


def open_evidence(*, matter_id: int | None, number: int) -> EvidenceFile:
    """A file of a matter whose door was passed already; NotFound, Refused `file_missing`."""
    rows = Evidence.objects.filter(matter_id=matter_id or 0, number=number, removed_at__isnull=True)
    one = rows.select_related("name").first()
    if one is None:
        raise NotFound("evidence")
    path = path_of(one.stored_as)
    if not path.is_file():
        sentence = "这份材料的文件不在存放的地方了。请告诉系统管理员，从备份里找回。"
        raise Refused("file_missing", sentence)
    ending = KINDS[one.content_type].endings[0]
    return EvidenceFile(path, one.name.text or f"材料{one.number}.{ending}", one.content_type)


def path_of(stored_as: str) -> Path:
    """Where the bytes lie."""
    return Path(settings.EVIDENCE_DIR) / stored_as


def size_in_words(size: int) -> str:
    """``3 KB``, ``1.5 MB``, rounded up to what people read."""
    if size < 1024 * 1024:
        return f"{max(1, -(-size // 1024))} KB"
    tenths = -(-size * 10 // (1024 * 1024))
    return f"{tenths // 10}.{tenths % 10} MB"
