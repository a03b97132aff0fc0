"""收档: the archive of a branch with a system of its own is read, worked out again and kept for review (R45, R84, A34)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from fenming.actions._writing import Act, AlreadyDone, writing
from fenming.queries.files.year_zip import read_archive
from fenming.queries.received import committees_for
from fenming.queries.verification_received import received_detail
from fenming.records.models import Received, ReceivedEvent
from fenming.rules.ledger import Json, canonical_bytes, code_as_printed
from fenming.rules.terms import Refused
from fenming.rules.year_reading import FiledYear
from fenming.rules.year_recompute import Recomputed, recompute

LONGEST_SENDER = 200


@dataclass(frozen=True, slots=True)
class Taken:
    """What was received; `again`: it had been before, and nothing was written."""

    id: int
    again: bool


def receive_year(*, actor_id: int, content: bytes, code: str, key: str, now: datetime) -> Taken:
    """The archive as kept; `code` is the one on paper, "" when there is none. The same archive twice is the same row.

    Refused: `forbidden`, whatever the file is refused for (`year_zip.read_zip`, `year_reading.read_year`),
    `other_code`, `older` when a later round is filed already.
    """
    committee_id = committees_for(actor_id=actor_id, verb="receive_year", on=timezone.localdate(now))[0]
    filed = read_archive(content)
    if code.strip() and code_as_printed(code) != filed.code:
        raise Refused(
            "other_code",
            f"档案编号不符：这份文件的编号是 {filed.code}，您填的是 {code_as_printed(code)[:20]}。请核对纸上的编号，"
            "或者请支部重新交来文件。",
        )
    if len(filed.branch) > LONGEST_SENDER or len(filed.to) > LONGEST_SENDER or not 0 < filed.round < 1000:
        raise Refused(
            "bad_content", "年度档案里的支部名称太长，或者报送次数不对。请支部重新下载年度档案，再交过来。"
        )
    found = recompute(filed)
    if known := _known(committee_id, filed):
        return Taken(known.pk, again=True)
    with writing(branch_id=committee_id, actor_id=actor_id, verb="receive_year", key=key, now=now) as act:
        if _known(committee_id, filed):
            raise AlreadyDone  # the same file from a second window
        return Taken(_keep(act, filed, found, actor_id).pk, again=False)


def _known(committee_id: int, filed: FiledYear) -> Received | None:
    """The very same archive; or one of the same table that is filed already, whatever was erased in it since."""
    here = Received.objects.filter(branch_id=committee_id)
    same = here.filter(archive_digest=filed.digest).first()
    return (
        same
        or here.filter(filing_digest=filed.filing_digest, event__kind=ReceivedEvent.Kind.ACCEPTED).first()
    )


def _keep(act: Act, filed: FiledYear, found: Recomputed, actor_id: int) -> Received:
    before = _before(act.branch_id, filed)
    names = {
        "names": {member.id: member.name for member in filed.members},
        "reasons": {str(pk): reason for pk, reason in filed.reasons.items() if reason},
    }
    lines: list[Json] = [[one.number, one.what, one.filed, one.again] for one in found.differences]
    row = Received.objects.create(
        branch_id=act.branch_id, sender=filed.branch, addressee=filed.to, year=filed.span.number, round=filed.round,
        follows=before, table=canonical_bytes(filed.table).decode(), filing_digest=filed.filing_digest,
        archive_digest=filed.digest,
        differences=canonical_bytes({"lines": lines, "foot": found.faults}).decode(),
        names=act.keep_text(canonical_bytes(names).decode()), received_by_id=actor_id, received_at=act.now,
    )  # fmt: skip
    act.audit(subject="received", subject_id=row.pk, clause="R45 R84 A34", detail=received_detail(row))
    return row


def _before(committee_id: int, filed: FiledYear) -> Received | None:
    """The one this follows; Refused `older` when the branch's later table is filed already."""
    rows = Received.objects.filter(branch_id=committee_id, sender=filed.branch, year=filed.span.number)
    before = rows.select_related("event").order_by("-pk").first()
    filed_one = rows.filter(event__kind=ReceivedEvent.Kind.ACCEPTED, round__gte=filed.round).first()
    if filed_one:
        raise Refused(
            "older",
            f"{filed.branch}{filed.span.number}年度的第 {filed_one.round} 次报送已经备案，这是第 {filed.round} 次。"
            "请支部核对是不是交错了文件。",
        )
    return before
