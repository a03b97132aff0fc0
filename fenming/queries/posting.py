"""Postings as people read them: the public sheet, and the branch's list with what is missing (R39, R65, A22)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from fenming.queries.access import NotFound, require, roles_in
from fenming.queries.posting_sheet import Sheet, read_sheet
from fenming.queries.posting_term import running
from fenming.queries.quarter import OPEN_STATES, QuarterFacts, quarters_of
from fenming.queries.scores import standard_of
from fenming.queries.sheet_file import sheet_file
from fenming.queries.viewer import Viewer
from fenming.records.models import Matter, Posting, PostingLine
from fenming.rules.authority import Relation, may
from fenming.rules.ledger import code_as_printed
from fenming.rules.terms import Refused
from fenming.rules.workflow import STATE_NAMES


class TakenDown(Exception):
    """The sheet's term is over and it is no longer public (A22); whom to ask stands on it."""

    def __init__(self, *, title: str, last_day: date, contact: str) -> None:
        super().__init__(title)
        self.title = title
        self.last_day = last_day
        self.contact = contact


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A line of the sheet with the name as it is today."""

    number: int
    name: str
    total_centi: int


@dataclass(frozen=True, slots=True)
class ShownSheet:
    """The sheet as posted, with what is looked up when it is shown; `is_over`: only the branch still sees it."""

    code: str
    sheet: Sheet
    title: str
    lines: tuple[ShownLine, ...]
    contact: str
    superior: str
    is_over: bool
    quarter_id: int | None  # for those of the branch, who may see everyone's lines too


def shown_sheet(*, code: str, person_id: int | None, today: date) -> ShownSheet:
    """The sheet of a code, for anyone during its term and for the branch afterwards.

    Capitals, spaces and letters that look like digits do not matter. Raises NotFound for an unknown code and
    TakenDown for the public once the last day is over.
    """
    rows = Posting.objects.select_related("branch__parent").annotate(ends=running("last_day"))
    posting = rows.filter(code=code_as_printed(code)).first()
    if posting is None:
        raise NotFound("posting")
    sheet = read_sheet(posting.sheet)
    is_over = today > posting.ends
    if is_over and not _may("see_posted_sheet", posting.branch_id, person_id, today):
        raise TakenDown(title=sheet_title(sheet), last_day=posting.ends, contact=posting.branch.contact)
    fields = ("membership_id", "membership__person__name")
    names = dict(PostingLine.objects.filter(posting=posting, listed=True).values_list(*fields))
    parent = posting.branch.parent
    return ShownSheet(
        code=posting.code,
        sheet=sheet,
        title=sheet_title(sheet),
        lines=tuple(ShownLine(one.number, names[one.membership_id], one.total_centi) for one in sheet.lines),
        contact=posting.branch.contact,
        superior=parent.name if parent else "上级党组织",
        is_over=is_over,
        quarter_id=posting.quarter_id
        if _may("see_branch_lines", posting.branch_id, person_id, today)
        else None,
    )


def sheet_to_print(*, viewer: Viewer, quarter_id: int, today: date) -> ShownSheet:
    """The sheet of a quarter of the viewer's branch, for its notice board; NotFound, also where none was posted."""
    rows = Posting.objects.filter(branch_id=viewer.branch_id, quarter_id=quarter_id)
    code = rows.values_list("code", flat=True).first()
    if code is None:
        raise NotFound("posting")
    return shown_sheet(code=code, person_id=viewer.person_id, today=today)


def sheet_file_of(*, code: str, person_id: int | None, today: date) -> tuple[str, bytes]:
    """The code and the file of a sheet, for whoever may read the sheet; raises as `shown_sheet`."""
    shown = shown_sheet(code=code, person_id=person_id, today=today)
    text = Posting.objects.values_list("sheet", flat=True).get(code=shown.code)
    return shown.code, sheet_file(code=shown.code, text=text)


def sheet_title(sheet: Sheet) -> str:
    """What the sheet is called, `2026年第一季度党员积分公示`."""
    with_year = "暨年度党员积分公示（年度积分待结算）" if sheet.with_year else "党员积分公示"
    return f"{sheet.year}年第{'一二三四'[sheet.quarter - 1]}季度{with_year}"


def _may(verb: str, branch_id: int, person_id: int | None, today: date) -> bool:
    if person_id is None:
        return False
    try:
        require(actor_id=person_id, verb=verb, branch_id=branch_id, on=today)
    except (NotFound, Refused):
        return False
    return True


@dataclass(frozen=True, slots=True)
class OpenMatter:
    """A matter that holds a posting: its id, its number for people, and what is to be said of it."""

    id: int
    number: str
    name: str
    title: str
    state: str
    state_name: str


@dataclass(frozen=True, slots=True)
class PostingRow:
    """A quarter on the list; `missing` is filled for those who may see what the secretary has to do."""

    quarter: QuarterFacts
    missing: tuple[OpenMatter, ...]


@dataclass(frozen=True, slots=True)
class PostingsView:
    """The branch's quarters that have begun, latest first."""

    rows: tuple[PostingRow, ...]
    sees_admin: bool
    can_post: bool
    sees_enquiries: bool


def postings_view(*, actor_id: int, branch_id: int, today: date) -> PostingsView:
    """The list of postings for someone of the branch; raises NotFound, Refused `forbidden`."""
    require(actor_id=actor_id, verb="see_branch_lines", branch_id=branch_id, on=today)
    roles = roles_in(person_id=actor_id, organisation_id=branch_id, on=today)
    can_post, sees_admin, sees_enquiries = (
        may(verb=verb, roles=roles, relation=Relation.BRANCH, own_matter=False).allowed
        for verb in ("post", "see_posting_admin", "see_enquiries")
    )
    quarters = [one for one in quarters_of(branch_id=branch_id) if one.start <= today]
    waiting = [one.id for one in quarters if one.state == "determined" and one.open_matters]
    missing = _open_matters(waiting) if sees_admin and waiting else {}
    rows = tuple(PostingRow(one, tuple(missing.get(one.id, ()))) for one in quarters)
    return PostingsView(rows=rows, sees_admin=sees_admin, can_post=can_post, sees_enquiries=sees_enquiries)


def _open_matters(quarter_ids: list[int]) -> dict[int, list[OpenMatter]]:
    matters = Matter.objects.filter(quarter_id__in=quarter_ids, state__in=OPEN_STATES)
    matters = matters.select_related("membership__person", "month", "version")
    found: dict[int, list[OpenMatter]] = defaultdict(list)
    for matter in matters.order_by("month__start", "number"):
        item = standard_of(matter.version).item(matter.item)
        one = OpenMatter(
            id=matter.pk,
            number=f"{matter.month.start:%Y-%m}-{matter.number:03d}",
            name=matter.membership.person.name,
            title=item.title if item else matter.item,
            state=matter.state,
            state_name=STATE_NAMES["matter"][matter.state],
        )
        found[matter.quarter_id].append(one)
    return found
