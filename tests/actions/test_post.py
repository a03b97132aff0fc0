"""公示: what is frozen, who is listed, what must be done before, and that it happens once."""

from __future__ import annotations

import json
from datetime import date
from hashlib import sha256

import pytest

from fenming.actions import AlreadyDone
from fenming.actions.call_meeting import call_meeting
from fenming.actions.close_meeting import close_meeting
from fenming.actions.mark_attendance import mark_attendance
from fenming.actions.open_meeting import open_meeting
from fenming.actions.post import post
from fenming.queries.access import NotFound
from fenming.queries.posting_sheet import read_sheet, sheet_content
from fenming.queries.quarter import quarter_state
from fenming.records.models import AuditEvent, LedgerEntry, Matter, Membership, Posting, PostingLine
from fenming.rules.ledger import canonical_bytes, short_code
from fenming.rules.terms import Refused
from tests.actions._walk import assessed, determine, posted, quarter, vetoed
from tests.actions.meeting_scene import matter_of
from tests.cast import Cast, at, cast, key

pytestmark = [pytest.mark.django_db, pytest.mark.database]

POST_DAY = at(2026, 4, 1)


def _post(people: Cast, *, actor: int | None = None, once: str | None = None) -> int:
    return post(actor_id=actor or people.lin, quarter_id=quarter(people).pk, key=once or key(), now=POST_DAY)


def test_a_posting_freezes_everyones_figures_and_its_term() -> None:
    people = cast()
    assessed(people, people.m_zhou, "DT2", date(2026, 2, 3))
    assessed(people, people.m_he, "K03", date(2026, 2, 10))
    determine(people)

    posting = Posting.objects.get(pk=_post(people))

    # 2026-04-01 is a Wednesday, 6 April a holiday (清明): five working days end on the 8th.
    assert (posting.first_day, posting.last_day) == (date(2026, 4, 1), date(2026, 4, 8))
    assert posting.objection_until == date(2026, 4, 15)
    totals = dict(PostingLine.objects.filter(posting=posting).values_list("membership_id", "total_centi"))
    assert totals[people.m_zhou] == 6100
    assert totals[people.m_he] == 5950
    assert totals[people.m_lin] == 6000
    assert len(totals) == 7
    last = LedgerEntry.objects.filter(branch_id=people.branch_id).latest("seq")
    assert (posting.ledger_seq, posting.head_hash) == (last.seq, last.hash) == (2, last.hash)
    assert quarter_state(quarter=quarter(people)) == "posted"


def test_the_code_follows_from_the_sheet_and_no_name_stands_in_it() -> None:
    people = cast()
    assessed(people, people.m_zhou, "DT2", date(2026, 2, 3))
    determine(people)
    posting = posted(people)

    assert posting.digest == sha256(posting.sheet.encode()).hexdigest()
    assert posting.code == short_code(posting.digest)
    sheet = read_sheet(posting.sheet)
    assert canonical_bytes(sheet_content(sheet)).decode() == posting.sheet
    assert sheet.branch == "青岚大学人文学院教工第二党支部"
    assert [line.membership_id for line in sheet.lines] == [
        people.m_lin, people.m_xu, people.m_han, people.m_shen, people.m_zhou, people.m_he, people.m_jiang,
    ]  # fmt: skip
    assert (sheet.members, sheet.unlisted) == (7, 0)
    assert sheet.head_hash == posting.head_hash
    assert not any(name in posting.sheet for name in ("周予安", "林曼青", "0000-0000000"))


def test_the_audit_row_names_the_posting_without_a_figure_about_a_person() -> None:
    people = cast()
    determine(people)
    posting = posted(people)
    event = AuditEvent.objects.get(branch_id=people.branch_id, verb="post")
    assert (event.subject_id, event.clause, event.actor_id) == (posting.pk, "R39", people.lin)
    assert json.loads(event.detail)["code"] == posting.code


def test_before_the_meeting_there_is_nothing_to_post() -> None:
    people = cast()
    with pytest.raises(Refused) as refused:
        _post(people)
    assert refused.value.code == "not_determined"
    assert "请先开完本季度的支部党员大会" in refused.value.sentence
    assert not Posting.objects.exists()


def test_a_meeting_of_the_quarter_that_is_still_to_come_or_to_end_holds_the_posting() -> None:
    """Posted, its quarter would let it neither end nor be called off."""
    people = cast()
    determine(people)
    meeting_id = call_meeting(
        actor_id=people.lin, quarter_id=quarter(people).pk, held_on=POST_DAY.date(), place="文学馆 204 室", key=key(),
        now=at(2026, 3, 30),
    )  # fmt: skip
    with pytest.raises(Refused) as refused:
        _post(people)
    assert refused.value.code == "meeting_to_come"
    assert "第一季度党员大会已召集，4月1日开，不能公示。" in refused.value.sentence
    mark_attendance(
        actor_id=people.lin, meeting_id=meeting_id, present_membership_ids=[people.m_lin, people.m_xu, people.m_han, people.m_shen],
        key=key(), now=POST_DAY,
    )  # fmt: skip
    open_meeting(actor_id=people.lin, meeting_id=meeting_id, key=key(), now=POST_DAY)
    with pytest.raises(Refused, match="正在进行，不能公示。请先结束大会。"):
        _post(people)
    assert not Posting.objects.exists()
    close_meeting(actor_id=people.lin, meeting_id=meeting_id, minutes="没有事项。", key=key(), now=POST_DAY)
    assert _post(people)


def test_open_matters_are_named_with_the_way_out() -> None:
    people = cast()
    determine(people)
    assessed(people, people.m_he, "DA5", date(2026, 2, 9))
    for day in range(1, 7):
        matter_of(people, people.m_zhou, "DT2", date(2026, 3, day), state="declared")
    with pytest.raises(Refused) as refused:
        _post(people)
    assert refused.value.code == "matters_open"
    assert "还有 7 件没有评定" in refused.value.sentence
    assert "2026-02-001 何苗，改进建议与志愿服务，已初评" in refused.value.sentence
    assert "2026-03-001 周予安，教书育人、指导学生，已申报" in refused.value.sentence
    assert "等 7 件" in refused.value.sentence
    assert "缓议" in refused.value.sentence
    assert not Posting.objects.exists()


def test_what_is_refused_withdrawn_or_put_off_does_not_hold_the_posting() -> None:
    people = cast()
    matter_of(people, people.m_zhou, "DT2", date(2026, 2, 3), state="refused")
    matter_of(people, people.m_zhou, "DT2", date(2026, 2, 4), state="withdrawn")
    put_off = matter_of(people, people.m_zhou, "DT2", date(2026, 2, 5), state="declared")
    determine(people)  # the meeting can only put off what nobody assessed
    posted(people)
    put_off.refresh_from_db()
    assert put_off.quarter.number == 2


def test_drafts_and_returned_matters_move_to_the_open_month() -> None:
    people = cast()
    draft = matter_of(people, people.m_zhou, "DT2", date(2026, 2, 3), state="draft")
    returned = matter_of(people, people.m_he, "DA5", date(2026, 3, 3), state="returned")
    for month in quarter(people).months.all():
        month.assessed_at = at(2026, 3, 20)
        month.save()
    determine(people)
    posted(people)
    moved = Matter.objects.filter(pk__in=[draft.pk, returned.pk]).order_by("pk")
    assert [(one.month.number, one.number, one.quarter.number) for one in moved] == [(4, 1, 2), (4, 2, 2)]
    assert [one.day for one in moved] == [date(2026, 2, 3), date(2026, 3, 3)]


def test_who_left_before_the_quarter_or_came_after_it_is_not_on_the_sheet() -> None:
    people = cast()
    determine(people)
    posted(people)
    Membership.objects.filter(pk=people.m_he).update(until=date(2026, 3, 31))
    Membership.objects.filter(pk=people.m_jiang).update(since=date(2026, 7, 1))
    Membership.objects.filter(pk=people.m_shen).update(until=date(2026, 5, 1))
    determine(people, 2, people.m_he, people.m_jiang, people.m_shen)
    sheet = read_sheet(posted(people, 2).sheet)
    on_sheet = {line.membership_id for line in sheet.lines}
    assert people.m_he not in on_sheet
    assert people.m_jiang not in on_sheet
    assert people.m_shen in on_sheet
    assert (sheet.members, sheet.unlisted) == (5, 0)


def test_a_vetoed_member_is_counted_and_not_listed() -> None:
    people = cast()
    vetoed(people, people.m_zhou, date(2026, 3, 2))
    determine(people)
    posting = posted(people)
    sheet = read_sheet(posting.sheet)
    assert people.m_zhou not in {line.membership_id for line in sheet.lines}
    assert (sheet.members, len(sheet.lines), sheet.unlisted) == (7, 6, 1)
    line = PostingLine.objects.get(posting=posting, membership_id=people.m_zhou)
    assert (line.listed, line.total_centi, line.base_centi) == (False, 0, 6000)


def test_a_quarter_is_posted_once() -> None:
    people = cast()
    determine(people)
    once = key()
    _post(people, once=once)
    with pytest.raises(AlreadyDone):
        _post(people, once=once)
    with pytest.raises(Refused) as refused:
        _post(people)
    assert refused.value.code == "wrong_state"
    assert "公示中" in refused.value.sentence
    assert Posting.objects.count() == 1


def test_only_the_secretary_posts_and_another_branch_is_not_found() -> None:
    people = cast()
    determine(people)
    with pytest.raises(Refused) as refused:
        _post(people, actor=people.zhou)
    assert refused.value.code == "forbidden"
    assert "支部书记" in refused.value.sentence
    with pytest.raises(NotFound):
        _post(people, actor=people.deng)
    assert not Posting.objects.exists()


def test_the_fourth_quarter_may_carry_the_year_until_it_is_settled() -> None:
    people = cast()
    assessed(people, people.m_zhou, "DT2", date(2026, 2, 3))
    for number in (1, 2, 3):
        determine(people, number)
        posted(people, number)
    determine(people, 4)
    pk = post(
        actor_id=people.lin, quarter_id=quarter(people, 4).pk, with_year=True, key=key(), now=at(2027, 1, 4)
    )
    posting = Posting.objects.get(pk=pk)
    assert posting.with_year
    sheet = read_sheet(posting.sheet)
    assert sheet.with_year
    assert sheet.counted_to == date(2026, 12, 31)
    assert canonical_bytes(sheet_content(sheet)).decode() == posting.sheet
    assert [line.total_centi for line in sheet.lines if line.membership_id == people.m_zhou] == [6100]


def test_no_other_quarter_carries_the_year() -> None:
    people = cast()
    determine(people)
    with pytest.raises(Refused) as refused:
        post(actor_id=people.lin, quarter_id=quarter(people).pk, with_year=True, key=key(), now=POST_DAY)
    assert refused.value.code == "year_not_over"
    assert "年度积分只能连同第四季度公示" in refused.value.sentence
    assert not Posting.objects.exists()
    assert "with_year" not in posted(people).sheet
