"""全部数据: which tables of a branch's books stand in its export, and where each column comes from (R61).

What is not here is not exported: who reported, appeals, what follows a year for single members, grounds of an
absence, readers' questions, places in the ranking, accounts, evidence files. docs/branch-export-format.md says why.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from fenming.records.models import (
    Absence,
    Addendum,
    AppraisalGrade,
    Assessment,
    Attendance,
    Determination,
    Evidence,
    LedgerEntry,
    Matter,
    Meeting,
    Membership,
    Month,
    Objection,
    Office,
    Posting,
    PostingLine,
    Quarter,
    Reply,
    Resolution,
    Settlement,
    SettlementLine,
    StandardVersion,
    Standing,
    Topic,
    Veto,
    Year,
)

INTEGER, STRING, DATE, DATETIME, BOOLEAN = "integer", "string", "date", "datetime", "boolean"
FieldSpec: TypeAlias = tuple[str, str] | tuple[str, str, str]  # name, type, where it stands if elsewhere


@dataclass(frozen=True, slots=True)
class TableSpec:
    """A table: its file, what people call it, its rows in order, its columns."""

    name: str
    title: str
    model: Any
    order: tuple[str, ...]
    fields: tuple[FieldSpec, ...]
    branch: str = "branch_id"


_SPAN: Final = (("since", DATE), ("until", DATE))
_FIGURES: Final = (
    ("quantity", INTEGER),
    ("level", STRING),
    ("each_centi", INTEGER),
    ("points_centi", INTEGER),
)
_SUMS: Final = tuple((f"{name}_centi", INTEGER) for name in ("base", "duty", "bonus", "deduction", "total"))
_MEMBER: Final = ("member", INTEGER, "membership_id")
_MATTER: Final = ("matter", INTEGER, "matter_id")
_MEETING: Final = ("meeting", INTEGER, "meeting_id")
_ID: Final = ("id", INTEGER)
_REASON: Final = ("reason", STRING, "reason__text")

SPECS: Final[tuple[TableSpec, ...]] = (
    TableSpec("members", "党员", Membership, ("roster_no",), (
        _ID, ("roster_no", INTEGER), ("name", STRING, "person__name"), *_SPAN)),
    TableSpec("standings", "身份和岗位", Standing, ("membership__roster_no", "since"), (
        _MEMBER, ("status", STRING), ("type", STRING), ("since", DATE), ("resolution", STRING))),
    TableSpec("absences", "免予积分和长期请假", Absence, ("pk",), (
        _MEMBER, ("kind", STRING), *_SPAN, ("resolution", STRING), ("end_resolution", STRING))),
    TableSpec("offices", "任职", Office, ("since", "pk"), (
        ("role", STRING), ("name", STRING, "person__name"), *_SPAN, ("resolution", STRING), ("end_resolution", STRING)),
        branch="organisation_id"),
    TableSpec("standards", "积分标准", StandardVersion, ("number",), (
        ("number", INTEGER), ("digest", STRING), ("in_force_from", DATE), ("resolution", STRING))),
    TableSpec("years", "年度", Year, ("number",), (("number", INTEGER), ("start", DATE), ("end", DATE))),
    TableSpec("quarters", "季度", Quarter, ("start",), (
        ("year", INTEGER, "year__number"), ("number", INTEGER), ("start", DATE), ("end", DATE))),
    TableSpec("months", "月份", Month, ("start",), (
        ("year", INTEGER, "quarter__year__number"), ("number", INTEGER), ("start", DATE), ("end", DATE), ("assessed_at", DATETIME))),
    TableSpec("matters", "事项", Matter, ("pk",), (
        _ID, _MEMBER, ("year", INTEGER, "month__quarter__year__number"), ("month", INTEGER, "month__number"), ("number", INTEGER),
        ("item", STRING), ("standard", INTEGER, "version__number"), ("day", DATE), ("quantity", INTEGER), ("level", STRING),
        ("achievement", STRING), ("each_centi", INTEGER), ("claimed_centi", INTEGER), ("origin", STRING), ("said", STRING, "said__text"),
        ("declared_at", DATETIME), ("late", BOOLEAN), ("on_behalf", BOOLEAN), ("state", STRING))),
    TableSpec("replies", "答复", Reply, ("pk",), (
        _MATTER, ("agrees", BOOLEAN), ("text", STRING, "text__text"), ("at", DATETIME))),
    TableSpec("assessments", "初评", Assessment, ("pk",), (
        _MATTER, ("round", INTEGER), ("outcome", STRING), *_FIGURES, _REASON, ("by", STRING, "by__name"), ("at", DATETIME))),
    TableSpec("evidence", "佐证材料清单", Evidence, ("pk",), (
        _MATTER, ("number", INTEGER), ("content_type", STRING), ("size", INTEGER), ("sha256", STRING, "digest"), ("at", DATETIME), ("removed_at", DATETIME))),
    TableSpec("meetings", "会议", Meeting, ("held_on", "pk"), (
        _ID, ("kind", STRING), ("year", INTEGER, "quarter__year__number"), ("quarter", INTEGER, "quarter__number"),
        ("month", INTEGER, "month__number"), ("held_on", DATE), ("place", STRING), ("state", STRING), ("minutes", STRING, "minutes__text"), ("closed_at", DATETIME))),
    TableSpec("attendance", "到会情况", Attendance, ("meeting_id", "membership__roster_no"), (
        _MEETING, _MEMBER, ("voting", BOOLEAN), ("present", BOOLEAN), ("mark", STRING))),
    TableSpec("topics", "议题", Topic, ("meeting_id", "number"), (
        _MEETING, ("number", INTEGER), ("title", STRING), ("outcome", STRING, "outcome__text"))),
    TableSpec("addenda", "会后补记", Addendum, ("meeting_id", "number"), (
        _MEETING, ("number", INTEGER), ("text", STRING, "text__text"), ("by", STRING, "by__name"), ("at", DATETIME))),
    TableSpec("resolutions", "决议", Resolution, ("meeting_id", "number"), (
        _ID, _MEETING, ("number", INTEGER), ("kind", STRING), ("proposal", STRING), _MATTER, ("present", INTEGER),
        ("without_objection", BOOLEAN), ("ayes", INTEGER), ("nays", INTEGER), ("abstained", INTEGER), ("adopted", BOOLEAN), ("at", DATETIME))),
    TableSpec("determinations", "评定", Determination, ("pk",), (
        _ID, _MATTER, ("resolution", INTEGER, "resolution_id"), ("outcome", STRING), *_FIGURES, _REASON, ("at", DATETIME))),
    TableSpec("vetoes", "一票否决", Veto, ("pk",), (
        _ID, _MEMBER, ("year", INTEGER, "year__number"), ("item", STRING), ("degree", STRING), ("document", STRING), ("decided_on", DATE),
        ("state", STRING), ("confirmed_at", DATETIME), ("lift_document", STRING), ("lifted_at", DATETIME))),
    TableSpec("entries", "台账", LedgerEntry, ("seq",), (
        ("seq", INTEGER), _MEMBER, ("item", STRING), ("standard", STRING, "version__digest"), ("day", DATE),
        ("year", INTEGER, "quarter__year__number"), ("quarter", INTEGER, "quarter__number"), ("quantity", INTEGER), ("level", STRING),
        ("achievement", STRING), ("each_centi", INTEGER), ("points_centi", INTEGER), ("kind", STRING),
        ("determination", INTEGER, "determination_id"), ("correction", INTEGER, "correction_id"), ("finding", INTEGER, "finding_id"),
        ("veto", INTEGER, "veto_id"), ("opening", INTEGER, "opening_id"), ("reverses", INTEGER, "reverses__seq"), ("reason_code", STRING),
        ("text", STRING, "text__digest"), ("recorded_at", DATETIME), ("prev_hash", STRING), ("hash", STRING))),
    TableSpec("postings", "公示", Posting, ("ledger_seq", "pk"), (
        ("code", STRING), ("year", INTEGER, "quarter__year__number"), ("quarter", INTEGER, "quarter__number"), ("first_day", DATE),
        ("last_day", DATE), ("ledger_seq", INTEGER), ("head_hash", STRING), ("sha256", STRING, "digest"), ("posted_at", DATETIME))),
    TableSpec("posting_lines", "公示的各人积分", PostingLine, ("posting_id", "membership__roster_no"), (
        ("code", STRING, "posting__code"), _MEMBER, *_SUMS, ("listed", BOOLEAN))),
    TableSpec("objections", "异议", Objection, ("number",), (
        ("number", INTEGER), _MEMBER, ("kind", STRING), _MATTER, ("filed_at", DATETIME), ("answer_by", DATE), ("state", STRING),
        ("outcome", STRING, "finding__outcome"), ("finding", INTEGER, "finding__id"))),
    TableSpec("settlements", "年度结算", Settlement, ("pk",), (
        _ID, ("year", INTEGER, "year__number"), ("corrects", INTEGER, "corrects_id"), ("ledger_seq", INTEGER), ("head_hash", STRING),
        ("sha256", STRING, "digest"), ("settled_at", DATETIME))),
    TableSpec("settlement_lines", "结算的各人积分", SettlementLine, ("settlement_id", "membership__roster_no"), (
        ("settlement", INTEGER, "settlement_id"), _MEMBER, ("type", STRING), *_SUMS, ("suggested_grade", STRING), ("veto", BOOLEAN))),
    TableSpec("grades", "评议等次", AppraisalGrade, ("settlement_id", "round", "membership__roster_no"), (
        ("settlement", INTEGER, "settlement_id"), ("round", INTEGER), _MEMBER, ("grade", STRING), _REASON, _MEETING, ("at", DATETIME))),
)  # fmt: skip
