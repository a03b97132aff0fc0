"""公示: freeze a quarter's figures and put them up (R39, R65, R77, A18, A22, invariant 8)."""

from __future__ import annotations

from datetime import UTC, date, datetime
from hashlib import sha256

from django.db.models import Max
from django.utils import timezone

from fenming.actions._matter import public_number, state_name
from fenming.actions._writing import Act, writing
from fenming.queries.access import current_on, get_quarter_for
from fenming.queries.claims import months_of, open_month, quarter_for
from fenming.queries.posting_draft import DraftLine, draft_of
from fenming.queries.quarter import (
    OPEN_STATES,
    UNSENT_STATES,
    quarter_name,
    quarter_state,
)
from fenming.queries.scores import standard_of
from fenming.records.models import Matter, Meeting, Membership, Posting, PostingLine, Quarter
from fenming.rules.ledger import canonical_bytes, short_code
from fenming.rules.reasons import day_name
from fenming.rules.terms import Refused
from fenming.rules.workflow import next_state

_NAMED = 5
"""So many open matters are named in a refusal; the page lists all of them."""


def post(*, actor_id: int, quarter_id: int, with_year: bool = False, key: str, now: datetime) -> int:
    """The id of the new posting: everyone's figures as the fold of the ledger up to its present head.

    The term begins today, or on the next working day, and its days are stored, so they never get shorter. Drafts
    and returned matters move to the first month of the year that is still open. `with_year` puts the fourth quarter's
    totals up as the year's too, marked as not yet settled (A18). Refused: `forbidden`, `year_not_over`, `not_determined` (no meeting closed yet), `wrong_state` (posted already), `meeting_to_come` (a members' meeting of the quarter is called or under way: once
    posted, it could not end), `matters_open` (named, with 缓议 as the way out).
    """
    today = timezone.localdate(now)
    quarter = get_quarter_for(actor_id=actor_id, verb="post", quarter_id=quarter_id, on=today)
    with writing(branch_id=quarter.branch_id, actor_id=actor_id, verb="post", key=key, now=now) as act:
        next_state(subject="quarter", state=quarter_state(quarter=quarter), verb="post")
        if with_year and quarter.number != 4:
            raise Refused("year_not_over", "年度积分只能连同第四季度公示。请单独公示这个季度。")
        _refuse_meeting_to_come(quarter)
        _require_nothing_open(quarter)
        posting = _freeze(act, quarter, with_year=with_year, posted_by_id=actor_id)
        moved = _move_unsent(quarter, today=today)
        detail = {"quarter": quarter.pk, "code": posting.code, "digest": posting.digest, "moved": moved}
        act.audit(subject="posting", subject_id=posting.pk, clause="R39", detail=detail)
        act.tell(kind="posted", subject="quarter", subject_id=quarter.pk, to=_members(quarter, today))
    return posting.pk


def _members(quarter: Quarter, today: date) -> list[int]:
    rows = Membership.objects.filter(current_on(today), branch_id=quarter.branch_id)
    return list(rows.order_by("roster_no").values_list("person_id", flat=True))


def _refuse_meeting_to_come(quarter: Quarter) -> None:
    meetings = Meeting.objects.filter(quarter=quarter, month__isnull=True)
    meeting = meetings.filter(state__in=[Meeting.State.CALLED, Meeting.State.OPEN]).first()
    if meeting is None:
        return
    name = f"{quarter_name(quarter.number)}党员大会"
    if meeting.state == Meeting.State.OPEN:
        raise Refused("meeting_to_come", f"{name}正在进行，不能公示。请先结束大会。")
    day = day_name(meeting.held_on)
    raise Refused(
        "meeting_to_come", f"{name}已召集，{day}开，不能公示。请开完再公示；不开了的，请先取消会议。"
    )


def _require_nothing_open(quarter: Quarter) -> None:
    rows = Matter.objects.filter(quarter=quarter, state__in=OPEN_STATES)
    matters = list(
        rows.select_related("membership__person", "month", "version").order_by("month__start", "number")
    )
    if not matters:
        return
    listed = "；".join(_named(matter) for matter in matters[:_NAMED])
    listed += f"等 {len(matters)} 件" if len(matters) > _NAMED else ""
    way_out = (
        "请再开一次党员大会办完。第四季度之后没有可移的季度，不能缓议到下一季度。"
        if quarter.number == 4
        else "请先办完，或在党员大会上决议缓议，移到下一季度。"
    )
    raise Refused(
        "matters_open",
        f"{quarter_name(quarter.number)}还有 {len(matters)} 件没有评定，不能公示：{listed}。{way_out}",
    )


def _named(matter: Matter) -> str:
    item = standard_of(matter.version).item(matter.item)
    title = item.title if item else matter.item
    return f"{public_number(matter)} {matter.membership.person.name}，{title}，{state_name(matter)}"


def _move_unsent(quarter: Quarter, *, today: date) -> list[int]:
    """Take what is still in members' hands along to the open month; when the year has none left it stays."""
    month = open_month(months_of(quarter.year), today=today)
    if month is None or not Quarter.objects.filter(year=quarter.year_id, postings__isnull=True).exists():
        return []
    to_quarter = quarter_for(month)
    unsent = list(Matter.objects.filter(quarter=quarter, state__in=UNSENT_STATES).order_by("pk"))
    highest = Matter.objects.filter(month=month).aggregate(highest=Max("number"))["highest"] or 0
    for matter in unsent:
        if matter.month_id != month.pk:
            highest += 1
            matter.month, matter.number = month, highest
        matter.quarter = to_quarter
        matter.save(update_fields=["month", "number", "quarter"])
    return [matter.pk for matter in unsent]


def _freeze(act: Act, quarter: Quarter, *, with_year: bool, posted_by_id: int) -> Posting:
    draft = draft_of(quarter=quarter, today=act.today, with_year=with_year)
    sheet = canonical_bytes(draft.content)
    digest = sha256(sheet).hexdigest()
    posting = Posting.objects.create(
        branch_id=act.branch_id,
        quarter=quarter,
        code=short_code(digest),
        first_day=draft.term.first_day,
        last_day=draft.term.last_day,
        objection_until=draft.term.objection_until,
        ledger_seq=draft.ledger_seq,
        head_hash=draft.head_hash,
        sheet=sheet.decode(),
        digest=digest,
        with_year=with_year,
        posted_by_id=posted_by_id,
        posted_at=act.now.astimezone(UTC),
    )
    PostingLine.objects.bulk_create([_row(posting, line) for line in draft.lines])
    return posting


def _row(posting: Posting, line: DraftLine) -> PostingLine:
    statement = line.statement
    return PostingLine(
        branch_id=posting.branch_id,
        posting=posting,
        membership=line.membership,
        base_centi=statement.base_centi,
        duty_centi=statement.duty_centi,
        bonus_centi=statement.bonus_centi,
        deduction_centi=statement.deduction_centi,
        total_centi=statement.total_centi,
        listed=line.listed,
    )
