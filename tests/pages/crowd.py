"""A branch of any size lived through a year by the real actions, stopped where its pages show the most."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from fenming.actions._people import NewMember
from fenming.actions.accept_filing import accept_filing
from fenming.actions.appeal import appeal
from fenming.actions.appraise import GivenGrade
from fenming.actions.ask_handler import ask_handler
from fenming.actions.ask_record import ask_record
from fenming.actions.assess import assess
from fenming.actions.assess_batch import assess_batch
from fenming.actions.attach_evidence import attach_evidence
from fenming.actions.call_meeting import call_meeting
from fenming.actions.close_meeting import close_meeting
from fenming.actions.confirm_use import confirm_use
from fenming.actions.confirm_veto import confirm_veto
from fenming.actions.decide_appeal import decide_appeal
from fenming.actions.decide_en_bloc import decide_en_bloc
from fenming.actions.declare import declare
from fenming.actions.decline_correction import decline_correction
from fenming.actions.decline_veto import decline_veto
from fenming.actions.drop_reopening import drop_reopening
from fenming.actions.end_due import end_due
from fenming.actions.enquire import enquire
from fenming.actions.enrol_members import enrol_members
from fenming.actions.find import find
from fenming.actions.give_record import give_record
from fenming.actions.hand_over import hand_over
from fenming.actions.hand_over_proposal import hand_over_proposal
from fenming.actions.hear_appeal import hear_appeal
from fenming.actions.judge_report import judge_report
from fenming.actions.mark_attendance import mark_attendance
from fenming.actions.object_for import object_for
from fenming.actions.object_to import object_to
from fenming.actions.open_feed import open_feed
from fenming.actions.open_meeting import open_meeting
from fenming.actions.order_forms import order_forms
from fenming.actions.post import post
from fenming.actions.propose_correction import propose_correction
from fenming.actions.propose_uses import propose_uses
from fenming.actions.propose_veto import propose_veto
from fenming.actions.read_judgement import read_judgement
from fenming.actions.record import record
from fenming.actions.refer_report import refer_report
from fenming.actions.reopen import reopen
from fenming.actions.report import report
from fenming.actions.report_back import report_back
from fenming.actions.see_reporter import see_reporter
from fenming.actions.settle import settle
from fenming.actions.single_out import single_out
from fenming.actions.withdraw_appeal import withdraw_appeal
from fenming.actions.withdraw_appeal_for import withdraw_appeal_for
from fenming.actions.withdraw_objection import withdraw_objection
from fenming.actions.withdraw_objection_for import withdraw_objection_for
from fenming.queries.appealing import Which
from fenming.queries.demo_reading import Periods, agenda_ids, open_matters, periods_of, roster_ids
from fenming.queries.form_batches import folder_of
from fenming.queries.objecting import Omitted
from fenming.records.models import (
    Enquiry,
    Finding,
    FormBatch,
    FormSheet,
    LedgerEntry,
    Matter,
    Membership,
    Objection,
    Posting,
    Settlement,
    UseProposal,
    Year,
)
from fenming.rules.terms import Status
from tests.actions._files import PDF
from tests.actions._year import FILE_DAY, GRADE_DAY, filed, graded, members_meeting
from tests.actions.meeting_scene import single, topic_of
from tests.actions.roster_scene import ASKED, on_leave, out, sent, started
from tests.actions.tree_scene import founded, placed
from tests.cast import SINCE, Cast, accounts_for, at, cast_by_actions, key
from tests.pages.crowd_follow_up import decided_about_probation, followed_up
from tests.pages.crowd_received import received
from tests.pages.doors_imports import handed_in
from tests.telling import sign_and_announce

FOR_TEACHERS = "DT5"
# (quarter, the days its months are assessed on, its meeting, the day its posting is locked by)
REST_OF_THE_YEAR = (
    (2, (date(2026, 5, 11), date(2026, 6, 11), date(2026, 7, 10)), date(2026, 7, 15), date(2026, 8, 10)),
    (3, (date(2026, 8, 11), date(2026, 9, 11), date(2026, 10, 12)), date(2026, 10, 15), date(2026, 11, 20)),
    (4, (date(2026, 11, 11), date(2026, 12, 11), date(2027, 1, 11)), date(2027, 1, 13), date(2027, 2, 20)),
)


@dataclass(slots=True)
class Crowd:
    """The branch, the moment its pages are looked at, and the ids of what there is by then, by name."""

    people: Cast
    periods: Periods
    members: list[int]
    now: datetime
    reporter: str = "he"
    ids: dict[str, object] = field(default_factory=dict)


# Of the roster: has no account, and does everything on paper.
ON_PAPER = -2


def crowd_of(size: int, *, reporter: str = "he") -> Crowd:
    """The cast and as many more teachers as make `size`, in January; `reporter` is who will report something."""
    people = cast_by_actions(accounts=False)
    more = [
        NewMember(f"教师{number:03}", "T", Status.FORMAL, SINCE)
        for number in range(size - len(roster_ids(branch_id=people.branch_id)))
    ]
    enrol_members(
        actor_id=people.lin, branch_id=people.branch_id, members=more, resolution="支部党员大会 2026年1月5日",
        key=key(), now=at(2026, 1, 5),
    )  # fmt: skip
    members = [membership for membership, _ in roster_ids(branch_id=people.branch_id)]
    others = Membership.objects.filter(branch_id=people.branch_id, person__account=None)
    accounts_for(people.gao, *others.exclude(pk=members[ON_PAPER]).values_list("person_id", flat=True))
    periods = periods_of(branch_id=people.branch_id, year=2026)
    return Crowd(people, periods, members, at(2026, 1, 5), reporter)


def stages(crowd: Crowd) -> Iterator[str]:
    """The year step by step: the name of each stop at which pages are to be looked at."""
    note_for_all(crowd, date(2026, 1, 28))
    crowd.now = at(2026, 2, 9)
    crowd.ids |= {
        "branch": crowd.people.branch_id,
        "month": crowd.periods.months[1],
        "zhou": crowd.people.m_zhou,
        "matter": open_matters(month_id=crowd.periods.months[1])[0].matter_id,
    }
    crowd.ids["own"] = declare(
        actor_id=crowd.people.lin, month_id=crowd.periods.months[2], item=FOR_TEACHERS, day=date(2026, 2, 7),
        said="迎新志愿服务，一天。", key=key(), now=crowd.now,
    )  # fmt: skip
    crowd.ids |= sent_back_and_reported(crowd)
    crowd.ids["veto"] = vetoed(crowd.people)
    crowd.ids["paper_veto"] = handed_over_to_answer(crowd, "veto", veto_on_paper(crowd))
    told = noted_on_paper(crowd, date(2026, 2, 5))
    handed_over(crowd, told)
    crowd.ids |= {"paper": crowd.members[ON_PAPER], "told": told}
    crowd.ids["notice"] = noted_on_paper(crowd, date(2026, 2, 6))
    crowd.ids |= handed_in(crowd.people.branch_id, crowd.people.lin, now=crowd.now, rows=len(crowd.members))
    crowd.ids["secret"] = open_feed(actor_id=crowd.people.lin, now=crowd.now)
    yield "waiting"
    handed_over(crowd, crowd.ids["notice"])
    decline_veto(
        actor_id=crowd.people.lin, veto_id=int(str(crowd.ids["paper_veto"])), reason="文件还没有生效。", key=key(),
        now=crowd.now,
    )  # fmt: skip
    for month in (1, 2, 3):
        assess_all(crowd, month, date(2026, month + 1, 10))
    yield from _meeting(crowd, 1, date(2026, 4, 15))
    put_up(crowd, 1, date(2026, 4, 16))
    crowd.ids |= objected_and_corrected(crowd) | {"slip": answered_on_paper(crowd)}
    crowd.ids["answered"] = Objection.objects.get(finding=crowd.ids["slip"]).pk
    crowd.ids |= proposed_on_paper(crowd) | to_take_back_on_paper(crowd)
    yield "posted"
    take_back_on_paper(crowd)
    decline_correction(
        actor_id=crowd.people.lin, correction_id=int(str(crowd.ids["paper_correction"])), reason="没有写错。", key=key(),
        now=crowd.now,
    )  # fmt: skip
    drop_reopening(
        actor_id=crowd.people.lin, reopening_id=int(str(crowd.ids["paper_reopening"])), reason="档案里找到了。",
        key=key(), now=crowd.now,
    )  # fmt: skip
    withdraw_objection(
        actor_id=crowd.people.zhou, objection_id=int(str(crowd.ids["objection"])), key=key(), now=crowd.now
    )
    withdraw_appeal(
        actor_id=crowd.people.zhou, appeal_id=int(str(crowd.ids["appeal"])), key=key(), now=crowd.now
    )
    decide_appeal(
        actor_id=crowd.people.gao, appeal_id=int(str(crowd.ids["other_appeal"])), outcome="kept",
        reason="签到表上没有。", inquiry="查了签到表。", key=key(), now=crowd.now,
    )  # fmt: skip
    drop_reopening(
        actor_id=crowd.people.lin, reopening_id=int(str(crowd.ids["reopening"])), reason="档案里找到了。", key=key(),
        now=crowd.now,
    )  # fmt: skip
    end_due(now=at(2026, 5, 20))
    crowd.ids["inquiry"] = looked_into(crowd)
    note_for_all(crowd, date(2026, 4, 28))
    for quarter, days, held, locked in REST_OF_THE_YEAR:
        for month, day in zip(range(quarter * 3 - 2, quarter * 3 + 1), days, strict=True):
            assess_all(crowd, month, day)
        for _ in _meeting(crowd, quarter, held):
            pass
        put_up(crowd, quarter, held)
        end_due(now=at(locked.year, locked.month, locked.day))
    year_id = Year.objects.get(branch_id=crowd.people.branch_id, number=2026).pk
    crowd.now = at(2027, 2, 22)
    settlement = settle(actor_id=crowd.people.lin, year_id=year_id, key=key(), now=crowd.now)
    yield "settled"
    sign_and_announce(actor_id=crowd.people.lin, settlement_id=settlement, now=crowd.now)
    yield "announced"
    meeting_id = members_meeting(crowd.people)
    crowd.now = GRADE_DAY
    yield "met"
    unqualified = GivenGrade(crowd.people.m_he, "不合格", "多次无故缺席。")
    graded(crowd.people, meeting_id, unqualified)
    crowd.ids["filing"] = filed(crowd.people)
    crowd.ids["general"] = founded(crowd.people)
    placed(crowd.people, int(str(crowd.ids["general"])))
    crowd.now = FILE_DAY
    crowd.ids["received"] = received(crowd.people, int(str(crowd.ids["filing"])), now=crowd.now)
    crowd.ids |= followed_up(crowd.people, now=crowd.now)
    yield "filed"
    crowd.ids["candidate"] = listed(crowd)
    yield "listed"
    crowd.ids["batch"] = printed(crowd)
    coming_and_going(crowd)
    yield "moved"


def listed(crowd: Crowd) -> int:
    """The year accepted, its list drawn up; 周予安 is a candidate whom the secretary has confirmed."""
    people, now = crowd.people, crowd.now
    accept_filing(actor_id=people.gao, filing_id=int(str(crowd.ids["filing"])), number="", key=key(), now=now)
    settlement_id = Settlement.objects.get(branch_id=people.branch_id).pk
    propose_uses(actor_id=people.lin, settlement_id=settlement_id, key=key(), now=now)
    rows = UseProposal.objects.filter(use="honours").exclude(membership_id=people.m_lin)
    pk = (rows.filter(membership_id=people.m_zhou).first() or rows[0]).pk
    return confirm_use(actor_id=people.lin, proposal_id=pk, reason="全年表现好。", seen=0, key=key(), now=now)


def coming_and_going(crowd: Crowd) -> None:
    """The last of the roster leaves, somebody is sent here, 周予安 is on leave, 蒋雨桐's probation is known."""
    people, day, now = crowd.people, crowd.now.date(), crowd.now
    out(replace(people, m_zhou=crowd.members[-1]), day=day, now=now)
    (theirs,) = enrol_members(
        actor_id=people.deng, branch_id=people.other_branch_id, members=[NewMember("秦越", "T", Status.FORMAL, SINCE)],
        resolution="支部党员大会 2026年1月5日", key=key(), now=now,
    )  # fmt: skip
    to_us = {"actor": "deng", "to_branch_id": people.branch_id, "day": day, "now": now}
    crowd.ids |= {
        "left": crowd.members[-1],
        "departure": sent(replace(people, m_zhou=theirs), **to_us),
        "away": on_leave(people, now=now, application=replace(ASKED, since=day, until=None)),
        "jiang": people.m_jiang,
        "zhou": people.m_zhou,
    }
    started(people, since=date(2026, 3, 2), now=now)
    crowd.ids["decision"] = decided_about_probation(people, now=now)


def objected_and_corrected(crowd: Crowd) -> dict[str, int]:
    """周予安 objects to a posted matter; a day in an entry of 林曼青's was typed wrong."""
    people, entries = crowd.people, LedgerEntry.objects.filter(kind="determination", item=FOR_TEACHERS)
    own, theirs = (
        entries.filter(membership_id=pk).order_by("seq")[0] for pk in (people.m_zhou, people.m_lin)
    )
    matter_id = own.determination.matter_id if own.determination else 0
    objection = object_to(
        actor_id=people.zhou, branch_id=people.branch_id, matter_id=matter_id, text="做了两次。", key=key(), now=crowd.now
    )  # fmt: skip
    above = gone_above(people, int(str(crowd.ids["reported"])), crowd.now)
    correction = propose_correction(
        actor_id=people.xu, entry_id=theirs.pk, day=theirs.day, quantity=2, reason="少写一次。", key=key(), now=crowd.now
    )  # fmt: skip
    minus = LedgerEntry.objects.filter(kind="determination", item="K03").exclude(membership_id=people.m_xu)
    second = entries.filter(membership_id=people.m_han).order_by("seq")[0]
    anew = second.determination.matter_id if second.determination else 0
    reopening = reopen(
        actor_id=people.shen,
        matter_id=anew,
        outcome="refused",
        reason="档案里没有。",
        key=key(),
        now=crowd.now,
    )
    request = ask_handler(
        actor_id=people.han, subject="objection", thing_id=objection, key=key(), now=crowd.now
    )
    return above | {
        "reopening": reopening, "asked": request, "reopened": anew, "posted": theirs.determination.matter_id,
        "objection": objection, "correction": correction, "objected": matter_id, "again": minus[0].determination.matter_id,"typed_wrong": minus[0].pk,
    }  # fmt: skip


def gone_above(people: Cast, matter_id: int, now: datetime) -> dict[str, int]:
    """周予安 appeals about what was reported, straight away; the committee above has asked the branch and heard him. 蒋雨桐 about
    what was left out."""
    common = {"branch_id": people.branch_id, "text": "当天没有迟到。", "now": now}
    pk = appeal(actor_id=people.zhou, which=Which(matter_id=matter_id), key=key(), **common)
    asked = ask_record(actor_id=people.gao, appeal_id=pk, question="请说明签到的情况。", key=key(), now=now)
    give_record(actor_id=people.shen, request_id=asked, answer="只有一次签到。", key=key(), now=now)
    ask_record(actor_id=people.gao, appeal_id=pk, question="请补充材料。", key=key(), now=now)
    hear_appeal(
        actor_id=people.gao,
        appeal_id=pk,
        who="周予安",
        said="没有迟到。",
        heard_on=now.date(),
        key=key(),
        now=now,
    )
    left_out = Which(omitted=Omitted("DA5", date(2026, 3, 5)))
    other = appeal(actor_id=people.jiang, which=left_out, key=key(), **common)
    return {"appeal": pk, "other_appeal": other}


def looked_into(crowd: Crowd) -> int:
    """What was reported is referred to the committee above and judged; the reporter was heard, and reads it."""
    people, matter_id, now = crowd.people, int(str(crowd.ids["reported"])), at(2026, 5, 21)
    inquiry = refer_report(
        actor_id=people.shen, matter_id=matter_id, reason="与录像不符。", key=key(), now=now
    )
    see_reporter(actor_id=people.gao, matter_id=matter_id, key=key(), now=now)
    judge_report(
        actor_id=people.gao, inquiry_id=inquiry, outcome="false", reason="报告人没有到场。", heard_on=now.date(),
        heard="承认没有到场。", key=key(), now=now,
    )  # fmt: skip
    read_judgement(actor_id=getattr(people, crowd.reporter), matter_id=matter_id, key=key(), now=now)
    return inquiry


def noted_on_paper(crowd: Crowd, day: date) -> int:
    """A minus for whoever has no account."""
    (matter_id,) = record(
        actor_id=crowd.people.xu, branch_id=crowd.people.branch_id, item="K03", day=day,
        membership_ids=[crowd.members[ON_PAPER]], what="支部会迟到。", key=key(), now=crowd.now,
    ).matter_ids  # fmt: skip
    return matter_id


def handed_over(crowd: Crowd, matter_id: object) -> None:
    hand_over(
        actor_id=crowd.people.xu, matter_id=int(str(matter_id)), handed_on=crowd.now.date(), receipt_kept=True,
        key=key(), now=crowd.now,
    )  # fmt: skip


def answered_on_paper(crowd: Crowd) -> int:
    """An objection from paper, kept as it was: the finding."""
    people = crowd.people
    objection = object_for(
        actor_id=people.xu, membership_id=crowd.members[ON_PAPER], omitted=Omitted(FOR_TEACHERS, date(2026, 3, 5)),
        text="漏记了一次。", signed_on=crowd.now.date(), paper_kept=True, key=key(), now=crowd.now,
    )  # fmt: skip
    return find(
        actor_id=people.shen, objection_id=objection, outcome="kept", reason="签到表上没有。", inquiry="查了签到表。",
        key=key(), now=crowd.now,
    )  # fmt: skip


def veto_on_paper(crowd: Crowd) -> int:
    """A veto proposed about whoever has no account."""
    return propose_veto(
        actor_id=crowd.people.shen, membership_id=crowd.members[ON_PAPER], item="V5", document="校纪〔2026〕8号",
        decided_on=date(2026, 1, 20), text="违反工作纪律。", key=key(), now=crowd.now,
    )  # fmt: skip


def proposed_on_paper(crowd: Crowd) -> dict[str, int]:
    """A correction and a reopening that cost whoever has no account points, both handed over."""
    people = crowd.people
    entries = LedgerEntry.objects.filter(
        kind="determination", item="K03", membership_id=crowd.members[ON_PAPER]
    )
    first, second = entries.select_related("determination").order_by("seq")[:2]
    correction = propose_correction(
        actor_id=people.xu, entry_id=first.pk, day=first.day, quantity=2, reason="少写一次。", key=key(), now=crowd.now
    )  # fmt: skip
    reopening = reopen(
        actor_id=people.shen, matter_id=second.determination.matter_id if second.determination else 0,
        outcome="changed", quantity=2, reason="迟到两次。", key=key(), now=crowd.now,
    )  # fmt: skip
    handed_over_to_answer(crowd, "correction", correction)
    handed_over_to_answer(crowd, "reopening", reopening)
    return {"paper_correction": correction, "paper_reopening": reopening}


def to_take_back_on_paper(crowd: Crowd) -> dict[str, int]:
    """An objection and an appeal of whoever has no account."""
    people, member = crowd.people, Membership.objects.get(pk=crowd.members[ON_PAPER])
    objection = object_for(
        actor_id=people.xu, membership_id=member.pk, omitted=Omitted(FOR_TEACHERS, date(2026, 3, 6)),
        text="漏记了一次。", signed_on=crowd.now.date(), paper_kept=True, key=key(), now=crowd.now,
    )  # fmt: skip
    above = appeal(
        actor_id=member.person_id, branch_id=people.branch_id, which=Which(omitted=Omitted(FOR_TEACHERS, date(2026, 3, 9))),
        text="漏记了一次。", key=key(), now=crowd.now,
    )  # fmt: skip
    return {"paper_objection": objection, "paper_appeal": above}


def take_back_on_paper(crowd: Crowd) -> None:
    given = {
        "actor_id": crowd.people.lin,
        "signed_on": crowd.now.date(),
        "paper_kept": True,
        "now": crowd.now,
    }
    objection, above = (int(str(crowd.ids[name])) for name in ("paper_objection", "paper_appeal"))
    withdraw_objection_for(objection_id=objection, key=key(), **given)
    withdraw_appeal_for(appeal_id=above, key=key(), **given)


def handed_over_to_answer(crowd: Crowd, subject: str, thing_id: int) -> int:
    hand_over_proposal(
        actor_id=crowd.people.lin, subject=subject, thing_id=thing_id, handed_on=crowd.now.date(), receipt_kept=True,
        key=key(), now=crowd.now,
    )  # fmt: skip
    return thing_id


def vetoed(people: Cast) -> int:
    """何苗's year, on a decision of January."""
    veto_id = propose_veto(
        actor_id=people.shen, membership_id=people.m_he, item="V5", document="校纪〔2026〕3号", decided_on=date(2026, 1, 20),
        text="违反工作纪律。", key=key(), now=at(2026, 1, 21),
    )  # fmt: skip
    return confirm_veto(actor_id=people.lin, veto_id=veto_id, key=key(), now=at(2026, 2, 4))


def sent_back_and_reported(crowd: Crowd) -> dict[str, object]:
    """A matter of 周予安's that came back, and a report about her."""
    people, february = crowd.people, date(2026, 2, 7)
    returned = declare(
        actor_id=people.zhou, month_id=crowd.periods.months[2], item=FOR_TEACHERS, day=february,
        said="值守学院招生咨询台。", key=key(), now=crowd.now,
    )  # fmt: skip
    assess(
        actor_id=people.han, matter_id=returned, outcome="returned", seen_round=0, reason="请写明时长。", key=key(),
        now=crowd.now,
    )  # fmt: skip
    attach_evidence(
        actor_id=people.zhou, matter_id=returned, name="值班表.pdf", content=PDF, key=key(), now=crowd.now
    )
    reported = report(
        actor_id=getattr(people, crowd.reporter), membership_id=people.m_zhou, item="K03", day=february, said="主题党日迟到 20 分钟。",
        key=key(), now=crowd.now,
    )  # fmt: skip
    attach_evidence(
        actor_id=people.zhou, matter_id=reported, name="签到表.pdf", content=PDF, key=key(), now=crowd.now
    )
    return {"returned": returned, "reported": reported}


def note_for_all(crowd: Crowd, day: date) -> None:
    """The recorder notes one thing for every teacher who is a formal member, and a minus for each tenth of them."""
    people = crowd.people
    others = {people.m_xu, people.m_he, people.m_jiang}
    teachers = [member for member in crowd.members if member not in others]
    for item, members, what in (
        (FOR_TEACHERS, teachers, "学院图书整理志愿服务，两小时。"),
        ("K03", [one for one in teachers[3::10] if one != crowd.members[ON_PAPER]], "主题党日迟到 15 分钟。"),
    ):
        record(
            actor_id=people.xu, branch_id=people.branch_id, item=item, day=day, membership_ids=members, what=what,
            key=key(), now=at(day.year, day.month, day.day),
        )  # fmt: skip


def assess_all(crowd: Crowd, month: int, day: date) -> None:
    """韩若水 accepts everyone's matters, minus points one by one, and marks everyone; her own are 沈知行's."""
    people, month_id = crowd.people, crowd.periods.months[month]
    for minus in [one for one in open_matters(month_id=month_id) if one.minus]:
        assess(
            actor_id=people.han, matter_id=minus.matter_id, outcome="accepted", seen_round=0,
            key=key(), now=at(day.year, day.month, day.day),
        )  # fmt: skip
    waiting = [one for one in open_matters(month_id=month_id) if one.state == "declared"]
    for actor, members in (
        (people.han, [one for one in crowd.members if one != people.m_han]),
        (people.shen, [people.m_han]),
    ):
        matters = [one.matter_id for one in waiting if one.membership_id in members]
        assess_batch(
            actor_id=actor, month_id=month_id, matter_ids=matters, membership_ids=members,
            key=key(), now=at(day.year, day.month, day.day),
        )  # fmt: skip


def _meeting(crowd: Crowd, quarter: int, day: date) -> Iterator[str]:
    people = crowd.people
    crowd.now = now = at(day.year, day.month, day.day)
    meeting_id = call_meeting(
        actor_id=people.lin, quarter_id=crowd.periods.quarters[quarter], held_on=day, place="文学馆 204 室",
        key=key(), now=now,
    )  # fmt: skip
    crowd.ids["meeting"] = meeting_id
    crowd.ids["topic"] = topic_of(people, meeting_id, now=now)
    crowd.ids["monthly"] = call_meeting(
        actor_id=people.lin, month_id=crowd.periods.months[quarter * 3], kind="branch", held_on=day, place="",
        key=key(), now=now,
    )  # fmt: skip
    yield "called"
    mark_attendance(
        actor_id=people.lin, meeting_id=meeting_id, present_membership_ids=crowd.members, key=key(), now=now
    )
    open_meeting(actor_id=people.lin, meeting_id=meeting_id, key=key(), now=now)
    for finding_id in Finding.objects.filter(report_back=None).values_list("pk", flat=True):
        report_back(actor_id=people.lin, meeting_id=meeting_id, finding_ids=[finding_id], key=key(), now=now)
    seen = agenda_ids(meeting_id=meeting_id)
    if seen.en_bloc:
        single_out(actor_id=people.xu, meeting_id=meeting_id, matter_id=seen.en_bloc[0], key=key(), now=now)
        crowd.ids["singled_out"] = seen.en_bloc[0]
    yield "open"
    decide(crowd, meeting_id, seen.singled_out + seen.en_bloc[:1], seen.en_bloc[1:])
    close_meeting(actor_id=people.lin, meeting_id=meeting_id, minutes="按表决结果评定。", key=key(), now=now)
    yield "closed"


def decide(crowd: Crowd, meeting_id: int, alone: Collection[int], list_: Collection[int]) -> None:
    """Everything of the agenda adopted without objection."""
    for matter in Matter.objects.filter(pk__in=alone):
        single(crowd.people, meeting_id, matter, now=crowd.now)
    if list_:
        decide_en_bloc(
            actor_id=crowd.people.lin, meeting_id=meeting_id, ayes=0, nays=0, abstained=0, without_objection=True,
            seen=list_, key=key(), now=crowd.now,
        )  # fmt: skip


def put_up(crowd: Crowd, quarter: int, day: date) -> None:
    """The secretary posts the quarter."""
    crowd.now = at(day.year, day.month, day.day, 11)
    pk = post(actor_id=crowd.people.lin, quarter_id=crowd.periods.quarters[quarter], key=key(), now=crowd.now)
    code = Posting.objects.get(pk=pk).code
    enquire(code=code, name="田一禾", contact="tian@example.org", text="怎么算的？", key=key(), now=crowd.now)
    asked = Enquiry.objects.get(posting_id=pk).pk
    crowd.ids |= {"code": code, "quarter": crowd.periods.quarters[quarter], "enquiry": asked}


def printed(crowd: Crowd) -> int:
    """An order of the branch's forms, with a file beside it that stands for them."""
    batch_id = order_forms(
        actor_id=crowd.people.lin, branch_id=crowd.people.branch_id, year=2026, quarter=None, ending="pdf",
        key=key(), now=crowd.now,
    )  # fmt: skip
    FormSheet.objects.filter(batch_id=batch_id).update(done_at=crowd.now)
    FormBatch.objects.filter(pk=batch_id).update(done_at=crowd.now, size=4)
    path = folder_of(FormBatch.objects.get(pk=batch_id).stored_as) / "forms.pdf"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"%PDF")
    return batch_id
