"""Two branches in June, everyone at their door, and what a form of each address sends."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from fenming.actions._people import NewMember
from fenming.actions.add_topic import add_topic
from fenming.actions.appeal import appeal
from fenming.actions.ask_handler import ask_handler
from fenming.actions.ask_record import ask_record
from fenming.actions.assess import assess
from fenming.actions.attach_evidence import attach_evidence
from fenming.actions.call_meeting import call_meeting
from fenming.actions.confirm_veto import confirm_veto
from fenming.actions.declare import declare
from fenming.actions.enquire import enquire
from fenming.actions.enrol_members import enrol_members
from fenming.actions.find import find
from fenming.actions.give_office import give_office
from fenming.actions.give_record import give_record
from fenming.actions.hand_over import hand_over
from fenming.actions.hand_over_proposal import hand_over_proposal
from fenming.actions.judge_report import judge_report
from fenming.actions.mark_attendance import mark_attendance
from fenming.actions.object_for import object_for
from fenming.actions.object_to import object_to
from fenming.actions.open_meeting import open_meeting
from fenming.actions.order_forms import order_forms
from fenming.actions.propose_correction import propose_correction
from fenming.actions.propose_lifting import propose_lifting
from fenming.actions.propose_veto import propose_veto
from fenming.actions.record import record
from fenming.actions.refer_report import refer_report
from fenming.actions.reopen import reopen
from fenming.actions.reply import reply
from fenming.actions.report import report
from fenming.pages.urls import urlpatterns
from fenming.prints.word import default_template
from fenming.queries.appealing import Which
from fenming.queries.demo_reading import periods_of
from fenming.queries.evidence import path_of
from fenming.queries.objecting import Omitted
from fenming.records.models import (
    Enquiry,
    Evidence,
    Filing,
    LedgerEntry,
    Matter,
    Meeting,
    Membership,
    Office,
    PersonalText,
    Posting,
    RecordRequest,
    Reopening,
    Settlement,
    Veto,
    Year,
)
from fenming.rules.authority import Role
from fenming.rules.ledger import canonical_bytes
from fenming.rules.terms import Status
from tests.actions._files import JPEG, PDF
from tests.actions.group_scene import founded as group_founded
from tests.actions.tree_scene import founded
from tests.cast import PASSWORD, Cast, accounts_for, at, cast, key
from tests.once import every_row
from tests.pages.browse import client_of, text
from tests.pages.doors_follow_up import FOLLOW_UP_PREPARED, sent_about_follow_up, what_follows
from tests.pages.doors_imports import handed_in, sent_about_imports
from tests.pages.doors_people import (
    ON_PROBATION,
    after_it_started,
    sent_about_people,
    who_comes_and_goes,
)
from tests.pages.doors_received import what_came_in
from tests.pages.doors_uses import listed, sent_about_uses
from tests.walk import MEMBERS, walk_quarter

NOW = at(2026, 6, 10)
TODAY = NOW.date()
VISITORS = (
    "anonymous", "owner", "member", "probationary", "recorder", "committee", "secretary", "leading", "superior", "stranger",
)  # fmt: skip
PAPER_BOOK = {
    "closed_on": "2026-03-31",
    "resolution": "支部党员大会",
    "text": "姓名,日期,项目,事由\n何苗,2026-03-02,DA5,志愿服务",
}
HANDED = {"handed_on": "2026-06-10", "receipt_kept": "on"}
ON_PAPER = {"text": "属实。", "signed_on": "2026-06-10", "paper_kept": "on"}
HEARD = {"who": "本人", "heard_on": "2026-06-10", "said": "做了两次。"}
HANDS = {"ayes": "0", "nays": "0", "abstained": "0", "without_objection": "on", "seen_votes": "0"}


@dataclass(frozen=True, slots=True)
class Scene:
    """A branch in June: its first quarter locked, its second before the meeting. The matters are 何苗's."""

    people: Cast
    clients: dict[str, Client]
    ids: dict[str, Any]
    theirs: dict[str, Any]  # the same kinds of things in the other branch


def offices(secretary_id: int, branch_id: int, person_id: int, *roles: Role) -> None:
    for role in roles:
        give_office(
            actor_id=secretary_id, branch_id=branch_id, person_id=person_id, role=role, since=date(2026, 6, 1),
            resolution="支部党员大会 2026年6月1日", key=key(), now=NOW,
        )  # fmt: skip


def noted(recorder_id: int, branch_id: int, membership_id: int, day: date = date(2026, 6, 8)) -> int:
    (matter_id,) = record(
        actor_id=recorder_id, branch_id=branch_id, item="K03", day=day, membership_ids=[membership_id],
        what="主题党日迟到 20 分钟。", key=key(), now=at(2026, 6, 9),
    ).matter_ids  # fmt: skip
    return matter_id


def meeting_under_way(people: Cast, actor_id: int, branch_id: int, present: list[int]) -> int:
    quarter_id = periods_of(branch_id=branch_id, year=2026).quarters[2]
    meeting_id = call_meeting(
        actor_id=actor_id, quarter_id=quarter_id, held_on=TODAY, place="文学馆 204 室", key=key(), now=NOW
    )
    mark_attendance(
        actor_id=actor_id, meeting_id=meeting_id, present_membership_ids=present, key=key(), now=NOW
    )
    open_meeting(actor_id=actor_id, meeting_id=meeting_id, key=key(), now=NOW)
    return meeting_id


def talked_about(actor_id: int, meeting_id: int) -> int:
    return add_topic(actor_id=actor_id, meeting_id=meeting_id, title="通报近期工作", key=key(), now=NOW)


def things_of(branch_id: int, **more: int) -> dict[str, Any]:
    """Ids by the names the addresses use."""
    periods = periods_of(branch_id=branch_id, year=2026)
    year = Year.objects.get(branch_id=branch_id, number=2026)
    by = more.pop("by")
    settlement = Settlement.objects.create(
        branch_id=branch_id, year=year, ledger_seq=0, head_hash="0" * 64, statements="[]", digest="0" * 64,
        settled_by_id=by, settled_at=NOW,
    )  # fmt: skip
    more |= {"filing_id": filed_table(branch_id, by)}
    more |= {"office_id": Office.objects.get(organisation_id=branch_id, role="recorder").pk}
    found = {
        "branch_id": branch_id,
        "month_id": periods.months[5],
        "quarter_id": periods.quarters[2],
        "year_id": year.pk,
    }
    found["posted_quarter_id"] = periods.quarters[1]
    return (
        found
        | {
            "settlement_id": settlement.pk,
            "number": 2026,
            "day": "2026-06-10",
            "quarter": 1,
            "name": "results",
            "form_code": "register_form",
            "template_number": 0,
            "place_id": branch_id,
            "branch_id": branch_id,
        }
        | more
    )


def filed_table(branch_id: int, by: int) -> int:
    """A sound table of the year before, without anybody in it, waiting for the superior's answer."""
    year = Year.objects.create(
        branch_id=branch_id, number=2025, start=date(2025, 1, 1), end=date(2025, 12, 31)
    )
    settlement = Settlement.objects.create(
        branch_id=branch_id, year=year, ledger_seq=0, head_hash="0" * 64, statements="[]", digest="0" * 64,
        settled_by_id=by, settled_at=NOW,
    )  # fmt: skip
    foot = {"listed": 0, "taking_part": 0, "grades": [["优秀", 0]], "without_grade": 0}
    about = {"digest": "0" * 64, "settled_on": "2026-06-01", "announced_on": "2026-06-02", "corrects": False}
    table = {
        "form": 1, "branch_id": branch_id, "branch": "支部", "year": 2025, "round": 1, "settlement": about,
        "appraised": {"round": 1, "held_on": "2026-06-03"}, "standard": "0" * 64,
        "ledger": {"seq": 0, "head": "0" * 64}, "lines": [], "totals": foot,
    }  # fmt: skip
    text = canonical_bytes(table)
    basis = canonical_bytes(
        {
            "to": "学院党委",
            "days": ["2025-01-01", "2025-12-31"],
            "standard": 1,
            "members": [],
            "documents": [],
        }
    ).decode()
    return Filing.objects.create(
        branch_id=branch_id, settlement=settlement, round=1, table=text.decode(), digest=sha256(text).hexdigest(),
        basis=basis, archive_digest="0" * 64, filed_by_id=by, filed_at=NOW,
    ).pk  # fmt: skip


def matters_and_meeting(people: Cast) -> dict[str, Any]:
    """何苗's plus and minus and the meeting under way: our ids."""
    plus = declare(
        actor_id=people.he, month_id=periods_of(branch_id=people.branch_id, year=2026).months[5], item="DA5",
        day=date(2026, 5, 6), said="迎新志愿服务，一天。", key=key(), now=NOW,
    )  # fmt: skip
    minus = noted(people.xu, people.branch_id, people.m_he)
    # 沈知行's notices: one handed over, one not yet
    paper = noted(people.xu, people.branch_id, people.m_shen)
    hand_over(actor_id=people.xu, matter_id=paper, handed_on=TODAY, receipt_kept=True, key=key(), now=NOW)
    notice = noted(people.xu, people.branch_id, people.m_shen, day=date(2026, 6, 9))
    answer = objected_on_paper(people)
    anew = taken_up_again(people) | reported_in_may(people) | proposed_on_paper(people)
    anew |= {
        "committee_id": people.superior_id,
        "general_id": founded(people),
        "group_id": group_founded(people),
        "batch_id": order_forms(
            actor_id=people.lin,
            branch_id=people.branch_id,
            year=2026,
            quarter=1,
            ending="zip",
            key=key(),
            now=NOW,
        ),
    }
    present = [getattr(people, name) for name in MEMBERS]
    meeting = meeting_under_way(people, people.lin, people.branch_id, present)
    due_process = objected_and_corrected(people)
    due_process |= anew
    due_process |= appealed_and_asked(people, due_process["entry_id"])
    vetoes = vetoes_about_he(people)
    file = attach_evidence(
        actor_id=people.he, matter_id=minus, name="请假条.pdf", content=PDF, key=key(), now=NOW
    )
    reported = report(
        actor_id=people.zhou, membership_id=people.m_he, item="DA5", day=date(2026, 6, 2), said="毕业生离校志愿服务。",
        key=key(), now=NOW,
    )  # fmt: skip
    moves = who_comes_and_goes(people) | {"sister_id": people.other_branch_id}
    moves |= listed(people.branch_id, people.m_he, by=people.lin, now=NOW)
    moves |= handed_in(people.branch_id, people.lin, now=NOW)
    return things_of(
        people.branch_id, by=people.lin, matter_id=minus, plus_id=plus, meeting_id=meeting, membership_id=people.m_shen,
        person_id=people.shen, paper_id=paper, notice_id=notice, paper_finding_id=answer, reported_id=reported, file_number=file, topic_id=talked_about(people.xu, meeting),
    ) | {"code": Posting.objects.get().code, "enquiry_id": asked_in_april(), "secret": "nobodys"} | vetoes | due_process | moves | what_follows(people) | what_came_in(people)  # fmt: skip


def asked_in_april() -> int:
    """A reader's question while the first quarter's sheet was up."""
    enquire(
        code=Posting.objects.get().code, name="田一禾", contact="tian@example.org", text="请问怎么算的？",
        key=key(), now=at(2026, 4, 2),
    )  # fmt: skip
    return Enquiry.objects.get().pk


def objected_and_corrected(people: Cast) -> dict[str, int]:
    """周予安's objection waits, an earlier one of 何苗 was answered; a correction would cost 何苗 half a point."""
    entries = LedgerEntry.objects.filter(kind="determination").select_related("determination")
    zhou, he = (entries.get(membership_id=pk) for pk in (people.m_zhou, people.m_he))
    common = {"branch_id": people.branch_id, "text": "签到表上有两次签名。", "late_reason": "才看到公示单。"}
    left_out = Omitted("DA5", date(2026, 3, 5))
    answered = object_to(**common, actor_id=people.he, omitted=left_out, key=key(), now=at(2026, 6, 8))
    finding = find(
        actor_id=people.shen, objection_id=answered, outcome="kept", reason="签到表上没有。", inquiry="查了签到表。",
        key=key(), now=at(2026, 6, 9),
    )  # fmt: skip
    objection = object_to(
        **common, actor_id=people.zhou, matter_id=zhou.determination.matter_id, key=key(), now=at(2026, 6, 9)
    )
    waiting = object_to(
        **common, actor_id=people.he, omitted=Omitted("DA5", date(2026, 3, 6)), key=key(), now=at(2026, 6, 9)
    )
    request = ask_handler(actor_id=people.han, subject="objection", thing_id=waiting, key=key(), now=NOW)
    correction = propose_correction(
        actor_id=people.xu,
        entry_id=he.pk,
        day=he.day,
        quantity=2,
        reason="录入时少写一次。",
        key=key(),
        now=NOW,
    )
    return {
        "objection_id": objection, "correction_id": correction, "finding_id": finding, "entry_id": zhou.pk,
        "asked_id": request, "reviewer_id": people.gao, "answered_objection_id": answered,
    }  # fmt: skip


def evidence_beside(matter: Matter, by_id: int) -> None:
    """A file beside a matter that was decided."""
    name = PersonalText.objects.create(
        branch_id=matter.branch_id, text="签到表.pdf", salt="s", digest="0" * 64
    )
    Path(settings.EVIDENCE_DIR).mkdir(parents=True, exist_ok=True)
    path_of("sign-in-sheet").write_bytes(PDF)
    Evidence.objects.create(
        branch_id=matter.branch_id, matter=matter, number=1, name=name, content_type="application/pdf",
        size=len(PDF), digest="0" * 64, stored_as="sign-in-sheet", by_id=by_id, at=at(2026, 3, 1),
    )  # fmt: skip


def appealed_and_asked(people: Cast, entry_id: int) -> dict[str, int]:
    """周予安 has gone to the committee above as well, with a file beside the matter; it has asked the branch."""
    entry = LedgerEntry.objects.select_related("determination__matter").get(pk=entry_id)
    assert entry.determination is not None
    evidence_beside(entry.determination.matter, people.zhou)
    matter_id = entry.determination.matter_id
    pk = appeal(
        actor_id=people.zhou, branch_id=people.branch_id, which=Which(matter_id=matter_id), text="当天做了两次。",
        late_reason="才看到公示单。", key=key(), now=at(2026, 6, 9),
    )  # fmt: skip
    asked = ask_record(
        actor_id=people.gao, appeal_id=pk, question="请说明签到的情况。", key=key(), now=at(2026, 6, 9)
    )
    return {"appeal_id": pk, "request_id": asked, "appeal_file": 1}


def objected_on_paper(people: Cast) -> int:
    """沈知行's objection from paper, answered: the finding."""
    objection = object_for(
        actor_id=people.xu, membership_id=people.m_shen, omitted=Omitted("DT5", date(2026, 3, 5)), text="漏记了一次。",
        late_reason="才看到公示单。", signed_on=date(2026, 6, 8), paper_kept=True, key=key(), now=at(2026, 6, 8),
    )  # fmt: skip
    return find(
        actor_id=people.han, objection_id=objection, outcome="kept", reason="签到表上没有。", inquiry="查了签到表。",
        key=key(), now=at(2026, 6, 9),
    )  # fmt: skip


def taken_up_again(people: Cast) -> dict[str, int]:
    """A minus of 何苗's that was refused in May is put before a meeting anew; he has not answered yet."""
    (matter_id,) = record(
        actor_id=people.xu, branch_id=people.branch_id, item="K03", day=date(2026, 5, 12), membership_ids=[people.m_he],
        what="支部会迟到 20 分钟。", key=key(), now=at(2026, 5, 12),
    ).matter_ids  # fmt: skip
    reply(actor_id=people.he, matter_id=matter_id, agrees=True, text="", key=key(), now=at(2026, 5, 12))
    assess(
        actor_id=people.han, matter_id=matter_id, outcome="refused", seen_round=0, reason="路上堵车。", key=key(),
        now=at(2026, 5, 13),
    )  # fmt: skip
    reopening = reopen(
        actor_id=people.han,
        matter_id=matter_id,
        outcome="changed",
        reason="签到表上写着迟到。",
        key=key(),
        now=NOW,
    )
    return {"reopening_id": reopening}


def reported_in_may(people: Cast) -> dict[str, int]:
    """Three reports of 周予安's about 何苗 that came to nothing: one as it is, one referred to the committee above, one
    on which it has found."""
    pks = []
    for day in (4, 5, 6):
        pk = report(
            actor_id=people.zhou, membership_id=people.m_he, item="DA5", day=date(2026, 5, day), said="迎新志愿服务。",
            key=key(), now=at(2026, 5, 7),
        )  # fmt: skip
        reply(
            actor_id=people.he, matter_id=pk, agrees=False, text="没有参加。", key=key(), now=at(2026, 5, 8)
        )
        assess(
            actor_id=people.han, matter_id=pk, outcome="refused", seen_round=0, reason="没有核实到。", key=key(),
            now=at(2026, 5, 9),
        )  # fmt: skip
        pks.append(pk)
    waiting, found = (
        refer_report(actor_id=people.han, matter_id=pk, reason="没有这回事。", key=key(), now=at(2026, 5, 11))
        for pk in pks[1:]
    )
    judge_report(
        actor_id=people.gao, inquiry_id=found, outcome="not_false", reason="记错了日子。", heard_on=None, heard="",
        key=key(), now=at(2026, 5, 12),
    )  # fmt: skip
    return {"turned_down_id": pks[0], "inquiry_id": waiting, "found_false_id": pks[2]}


def proposed_on_paper(people: Cast) -> dict[str, int]:
    """A veto and a reopening about 沈知行, who is still to be handed the papers."""
    veto = propose_veto(
        actor_id=people.han, membership_id=people.m_shen, item="V5", text="违反工作纪律。", document="校纪〔2026〕8号",
        decided_on=date(2026, 5, 6), key=key(), now=at(2026, 6, 8),
    )  # fmt: skip
    (matter_id,) = record(
        actor_id=people.xu, branch_id=people.branch_id, item="K03", day=date(2026, 5, 13), membership_ids=[people.m_shen],
        what="支部会迟到 20 分钟。", key=key(), now=at(2026, 5, 13),
    ).matter_ids  # fmt: skip
    hand_over(
        actor_id=people.xu, matter_id=matter_id, handed_on=date(2026, 5, 13), receipt_kept=True, key=key(),
        now=at(2026, 5, 13),
    )  # fmt: skip
    assess(
        actor_id=people.han, matter_id=matter_id, outcome="refused", seen_round=0, reason="路上堵车。", key=key(),
        now=at(2026, 5, 26),
    )  # fmt: skip
    reopening = reopen(
        actor_id=people.han, matter_id=matter_id, outcome="changed", reason="签到表上写着迟到。", key=key(),
        now=at(2026, 6, 8),
    )  # fmt: skip
    return {"paper_veto_id": veto, "paper_reopening_id": reopening}


def vetoes_about_he(people: Cast) -> dict[str, int]:
    """Two decisions about 何苗: one waiting for 沈知行's colleagues, one in force whose lifting he proposed."""
    common = {"actor_id": people.shen, "membership_id": people.m_he, "item": "V5", "text": "违反工作纪律。"}
    waiting, in_force = (
        propose_veto(**common, document=f"校纪〔2026〕{no}号", decided_on=date(2026, 5, 6), key=key(), now=at(2026, 5, 11))
        for no in (3, 4)
    )  # fmt: skip
    confirm_veto(actor_id=people.lin, veto_id=in_force, key=key(), now=at(2026, 6, 2))
    propose_lifting(
        actor_id=people.shen, veto_id=in_force, document="校纪〔2026〕9号", key=key(), now=at(2026, 6, 4)
    )
    return {"veto_id": waiting, "in_force_id": in_force}


def veto_elsewhere(people: Cast) -> int:
    """A proposal in the other branch."""
    return Veto.objects.create(
        branch_id=people.other_branch_id, membership_id=people.m_deng, item="V5", document="校纪〔2026〕5号",
        year=Year.objects.get(branch_id=people.other_branch_id, number=2026), decided_on=date(2026, 5, 6),
        text=PersonalText.objects.create(
            branch_id=people.other_branch_id, text="违反工作纪律。", salt="s", digest="0" * 64
        ),
        proposed_by_id=people.gao, proposed_at=at(2026, 5, 11), shown_on=date(2026, 5, 11),
        reply_by=date(2026, 5, 18), state="proposed",
    ).pk  # fmt: skip


def their_things(people: Cast) -> dict[str, Any]:
    """The same of the other branch."""
    minus = noted(people.deng, people.other_branch_id, people.m_deng)
    meeting = meeting_under_way(people, people.deng, people.other_branch_id, [people.m_deng])
    return things_of(
        people.other_branch_id, by=people.deng, matter_id=minus, plus_id=minus, paper_id=minus, notice_id=minus, meeting_id=meeting,
        membership_id=people.m_deng, person_id=people.deng, veto_id=veto_elsewhere(people),
        topic_id=talked_about(people.deng, meeting), **listed(people.other_branch_id, people.m_deng, by=people.gao, now=NOW),
    ) | {"sister_id": people.branch_id} | handed_in(people.other_branch_id, people.deng, now=NOW)  # fmt: skip


def scene_in_june() -> Scene:
    """Both branches with a meeting under way; the stranger holds every office at home."""
    people = cast(accounts=False)
    accounts_for(people.xu, people.han, people.zhou, people.he, people.jiang)  # 沈知行 is told on paper
    walk_quarter(people)
    (m_fu,) = enrol_members(
        actor_id=people.lin, branch_id=people.branch_id, members=[NewMember("傅景行", "A", Status.FORMAL, date(2026, 6, 1))],
        resolution="支部党员大会 2026年6月1日", key=key(), now=NOW,
    )  # fmt: skip
    fu = Membership.objects.get(pk=m_fu).person_id
    offices(people.lin, people.branch_id, fu, Role.LEADING_GROUP)
    offices(
        people.deng, people.other_branch_id, people.deng, Role.RECORDER, Role.COMMITTEE, Role.LEADING_GROUP
    )
    persons = (
        people.he, people.zhou, people.jiang, people.xu, people.han, people.lin, fu, people.gao, people.deng,
    )  # fmt: skip
    clients = {name: client_of(person) for name, person in zip(VISITORS[1:], persons, strict=True)}
    return Scene(
        people, {"anonymous": Client(), **clients}, matters_and_meeting(people), their_things(people)
    )


def ids_for(name: str, ids: dict[str, Any]) -> dict[str, Any]:
    """The ids, with what that address is about in the place of what most are about."""
    return ids | {taken: ids[other] for taken, other in OTHER_IDS.get(name, {}).items()}


def address(name: str, ids: dict[str, Any]) -> str:
    """The path of that name with the ids it takes."""
    pattern = next(one for one in urlpatterns if one.name == name)
    return reverse(name, kwargs={key: ids[key] for key in pattern.pattern.converters})


def sent(name: str, ids: dict[str, Any]) -> dict[str, Any]:
    """What the form of that address would send, about these things."""
    claim = {
        "month": ids["month_id"],
        "item": "J05",
        "day": "2026-05-20",
        "said": "在支部讲党课。",
        "quantity": "1",
    }
    judged = {"matter_id": ids["plus_id"], "seen_round": 0, "outcome": "accepted", "quantity": "1"}
    return {
        "sign_in": {"login": "lin", "password": "wrong-password"},
        "set_password": {"current": PASSWORD, "password": "another-long-one", "again": "another-long-one"},
        "large_type": {"large": "1"},
        "setup_members": {"lines": "新党员 教师岗 正式", "since": "2026-06-01", "resolution": "支部党员大会"},
        "enrol_members": {"lines": "新党员 教师岗 正式", "since": "2026-06-01", "resolution": "支部党员大会"},
        "give_office": {
            "person": ids["person_id"], "role": "recorder", "since": "2026-06-01", "resolution": "支部党员大会",
        },
        "end_office": {"until": "2026-06-30", "resolution": "支部党员大会"},
        "create_account": {"login": "somebody-new"},
        "form_template": {"file": SimpleUploadedFile("表.docx", default_template("register_form"))},
        "add_pause": {"name": "暑假", "since": "2026-07-13", "until": "2026-08-23", "resolution": "支委会"},
        "set_holiday": {"since": "2031-10-01", "until": "2031-10-07", "kind": "holiday", "name": "国庆节"},
        "notices_seen": {"up_to": "1"},
        "reminders": {"address": "somebody@example.org"},
        "posting_enquiry": {"name": "田一禾", "contact": "tian@example.org", "text": "请问怎么算的？"},
        "enquiry": {"text": "已电话答复。"},
        **dict.fromkeys(("opening_check", "opening_enter"), PAPER_BOOK),
        "veto_new": {
            "member": ids["membership_id"], "item": "V5", "document": "校纪〔2026〕6号", "decided_on": "2026-05-06",
            "text": "违反工作纪律。",
        },
        "veto_answer": {"answer": "属实。"},
        "veto_decline": {"reason": "文件还没有生效。"},
        "veto_lift": {"lift_document": "校纪〔2026〕10号"},
        "veto_lift_confirm": {"document": "校纪〔2026〕9号"},
        "settle_year": {"year_id": ids["year_id"]},
        "announce_year": {"settlement_id": ids["settlement_id"]},
        "settle_year_again": {"year_id": ids["year_id"]},
        "sign_year": {"settlement_id": ids["settlement_id"]},
        "file_year": {"settlement_id": ids["settlement_id"]},
        "superior_accept": {"filing": [ids["filing_id"]]},
        "filing_return": {"remarks": "请核对。"},
        "received_years": {"file": SimpleUploadedFile("fenming-2025-1.zip", PDF)},
        "received_return": {"remarks": "请核对。"},
        "enter_receipt": {"file": SimpleUploadedFile("receipt-2025-1.json", b"{}")},
        "declare_details": claim,
        "declare_check": claim,
        "declare_submit": claim,
        "declare_nothing_new": {"month": ids["month_id"]},
        "matter_resubmit": {"day": "2026-05-06", "said": "迎新志愿服务，一天，有记录。"},
        "matter_evidence": {"file": SimpleUploadedFile("记录.jpg", JPEG)},
        "organisations": {
            "committee": ids.get("committee_id", 0), "name": "机关党总支", "since": "2026-06-10", "resolution": "院党委〔2026〕9号",
        },
        "rename_organisation": {"name": "文学党支部", "day": "2026-06-10", "resolution": "院党委〔2026〕9号"},
        "form_batches": {"period": "2026-1", "ending": "pdf"},
        "found_group": {"name": "第二党小组", "since": "2026-06-10", "resolution": "支委会"},
        "place_members": {
            "members": ids["membership_id"], "group": ids.get("group_id", 0), "since": "2026-06-10", "resolution": "支委会",
        },
        "end_group": {"group": ids.get("group_id", 0), "until": "2026-06-10", "resolution": "支委会"},
        "place_branch": {"general": ids.get("general_id", 0), "since": "2026-06-10", "resolution": "院党委〔2026〕9号"},
        "end_general_branch": {"until": "2026-06-10", "resolution": "院党委〔2026〕9号"},
        "general_officer": {"person": ids["person_id"], "since": "2026-06-10", "resolution": "院党委〔2026〕9号"},
        "refer_report": {"text": "与签到表不符。"},
        "report_inquiry": {
            "outcome": "false", "reason": "报告人没有到场。", "heard_on": "2026-06-10", "heard": "承认没有到场。",
        },
        "report": claim | {"step": "said", "member": ids["membership_id"]},
        "matter_reply": {"agrees": "yes", "text": "属实。"},
        "object_for": {
            "omitted": "on", "item": "DT4", "day": "2026-03-06", "text": "漏记了一次。", "late_reason": "才看到。",
            "signed_on": "2026-06-09", "paper_kept": "on",
        },
        **dict.fromkeys(("withdraw_objection_for", "withdraw_appeal_for"), ON_PAPER),
        "appeal_for": {
            "omitted": "on", "item": "DT4", "day": "2026-03-06", "text": "漏记了一次。", "late_reason": "才看到。",
            "signed_on": "2026-06-09", "paper_kept": "on",
        },
        "acknowledge_for": {"signed_on": "2026-06-10", "paper_kept": "on"},
        **dict.fromkeys(("veto_notice", "correction_notice", "reopening_notice"), HANDED),
        **dict.fromkeys(("veto_answer_for", "correction_answer_for", "reopening_answer_for"), ON_PAPER),
        "matter_notice": {"handed_on": "2026-06-10", "receipt_kept": "on"},
        "matter_reply_for": {"agrees": "yes", "signed_on": "2026-06-10", "paper_kept": "on"},
        "roll_call": {"day": "2026-06-02", "what": "六月主题党日", "save": "1"},
        "sheet": {"day": "2026-05-20", "said": "在支部讲党课。", "quantity": "1"},
        "record": {"day": "2026-06-02", "said": "在支部讲党课。", "quantity": "1", "members": [ids["membership_id"]]},
        "assess_month": judged,
        "assess_matter": judged,
        "meetings": {"what": f"members-{ids['quarter_id']}", "held_on": "2026-06-20", "place": ""},
        "meeting_attendance": {f"mark_{ids['membership_id']}": "present"},
        "meeting_move": {"held_on": "2026-06-20", "place": ""},
        "meeting_cancel": {"reason": "会场被占用。"},
        "meeting_topics": {"title": "讨论暑期学习安排"},
        "meeting_topic": {"outcome": "同意。"},
        "meeting_addendum": {"text": "补一句。", "seen": "0"},
        "matter_withhold": {"withheld": "yes"},
        "meeting_single_out": {"matter": ids["matter_id"]},
        "meeting_en_bloc": HANDS | {"seen": ""},
        "meeting_matter": HANDS | {"outcome": "deferred", "reason": "答复期未满。"},
        "object_to": {
            "omitted": "on", "item": "J05", "day": "2026-03-05", "text": "漏记了一次党课。", "late_reason": "才看到。",
        },
        "appeal_new": {
            "omitted": "on", "item": "J05", "day": "2026-03-05", "text": "漏记了一次党课。", "late_reason": "才看到。",
        },
        "ask_record": {"question": "请再说明一次。"},
        "give_record": {"request": ids.get("request_id", 0), "answer": "签到表上只有一次。"},
        "note_hearing": HEARD,
        "hear_appeal": HEARD,
        "decide_appeal": {"outcome": "kept", "reason": "记录无误。", "inquiry": "看了签到表。"},
        "name_handler": {"person": ids.get("reviewer_id", 0), "document": "院党委〔2026〕12号", "seen": "0"},
        "find": {"outcome": "kept", "reason": "记录无误。", "inquiry": "查了签到表。"},
        "propose_correction": {
            "entry": ids.get("entry_id", 0), "day": "2026-02-11", "quantity": "3", "reason": "录入时少写。",
        },
        "answer_correction": {"text": "只有一次。"},
        "decline_correction": {"text": "签到表确是一次。"},
        "reopen": {"outcome": "changed", "quantity": "2", "reason": "签到表上写着两次。"},
        "answer_reopening": {"text": "那天没有迟到。"},
        "drop_reopening": {"text": "材料还没有收齐。"},
        "meeting_report_back": {"findings": ids.get("finding_id", 0)},
        "meeting_close": {"minutes": "按表决结果评定。"},
        **sent_about_people(ids),
        **sent_about_follow_up(ids),
        **sent_about_uses(ids),
        **sent_about_imports(ids),
    }.get(name, {})  # fmt: skip


# What has to be so, for a moment, before a form can be sent.
def before_it_began() -> None:
    Meeting.objects.filter(state="open").update(state="called", opened_at=None)


def after_it_closed() -> None:
    for meeting in Meeting.objects.filter(state="open"):
        meeting.minutes = PersonalText.objects.create(
            branch_id=meeting.branch_id, text="纪要", salt="s", digest="0" * 64
        )
        meeting.state, meeting.closed_at = "closed", NOW
        meeting.save()


def after_it_came_back() -> None:
    Matter.objects.filter(origin="declared", state="declared").update(state="returned")


def after_the_branch_answered() -> None:
    for one in RecordRequest.objects.filter(answer=None).select_related("appeal"):
        secretary = Office.objects.get(organisation=one.branch_id, role="secretary").person_id
        give_record(actor_id=secretary, request_id=one.pk, answer="只有一次签到。", key=key(), now=NOW)


def after_it_was_handed_over() -> None:
    """What is proposed about 沈知行."""
    for subject, rows in (("veto", Veto.objects), ("reopening", Reopening.objects)):
        found = rows.get(by_hand=True)  # type: ignore[attr-defined]
        hand_over_proposal(
            actor_id=Membership.objects.get(person__name="林曼青").person_id, subject=subject, thing_id=found.pk,
            handed_on=TODAY, receipt_kept=True, key=key(), now=NOW,
        )  # fmt: skip


PREPARED: dict[str, Callable[[], object]] = {
    "meeting_open": before_it_began,
    "assess_month": before_it_began,
    "assess_matter": before_it_began,
    "meetings": after_it_closed,
    "meeting_move": before_it_began,
    "meeting_cancel": before_it_began,
    "meeting_circulate": before_it_began,
    "meeting_addendum": after_it_closed,
    "matter_resubmit": after_it_came_back,
    "extend_probation": after_it_started,
    "ask_record": after_the_branch_answered,
    "veto_answer_for": after_it_was_handed_over,
    "reopening_answer_for": after_it_was_handed_over,
}
PREPARED |= FOLLOW_UP_PREPARED
# The matter that is withdrawn is not the one that is answered.
OTHER_IDS = {
    "matter_withdraw": {"matter_id": "plus_id"},
    "assess_matter": {"matter_id": "plus_id"},
    "matter_resubmit": {"matter_id": "plus_id"},
    "matter_reporter": {"matter_id": "reported_id"},
    "report_withdraw": {"matter_id": "reported_id"},
    "refer_report": {"matter_id": "turned_down_id"},
    "read_judgement": {"matter_id": "found_false_id"},
    "evidence": {"number": "file_number"},
    "evidence_remove": {"number": "file_number"},
    "appeal_evidence": {"number": "appeal_file"},
}
OTHER_IDS |= {name: {"veto_id": "in_force_id"} for name in ("veto_lift", "veto_lift_confirm")}
OTHER_IDS |= {name: {"membership_id": "jiang_id"} for name in ON_PROBATION}
OTHER_IDS["record_incentive"] = {"proposal_id": "given_id"}
for _end in ("notice", "answer_for"):
    OTHER_IDS[f"veto_{_end}"] = {"veto_id": "paper_veto_id"}
    OTHER_IDS[f"reopening_{_end}"] = {"reopening_id": "paper_reopening_id"}
OTHER_IDS |= {name: {"received_id": "answered_id"} for name in ("received_receipt", "receipt_file")}
OTHER_IDS |= {name: {"place_id": "general_id"} for name in ("end_general_branch", "general_officer")}
OTHER_IDS["matter_reply_for"] = {"matter_id": "paper_id"}
OTHER_IDS["acknowledge_for"] = {"finding_id": "paper_finding_id"}
OTHER_IDS["matter_notice"] = {"matter_id": "notice_id"}
OTHER_IDS |= {
    f"objection_{one}_paper": {"objection_id": "answered_objection_id"} for one in ("finding", "answer")
}
OTHER_IDS["posting_paper"] = {"quarter_id": "posted_quarter_id"}
OTHER_IDS |= {
    f"objection_{one}_word": {"objection_id": "answered_objection_id"} for one in ("finding", "answer")
}
OTHER_IDS["matter_notice_word"] = {"matter_id": "notice_id"}
OTHER_IDS["matter_notice_paper"] = {"matter_id": "notice_id"}
OTHER_IDS["veto_notice_word"] = {"veto_id": "paper_veto_id"}
OTHER_IDS["veto_notice_paper"] = {"veto_id": "paper_veto_id"}
OTHER_IDS["reopening_notice_word"] = {"reopening_id": "paper_reopening_id"}
OTHER_IDS["reopening_notice_paper"] = {"reopening_id": "paper_reopening_id"}
OTHER_IDS["form_template_file"] = {"number": "template_number"}
OTHER_IDS["reset_code"] = {"membership_id": "jiang_id"}
OTHER_IDS["leaving_statement"] = {"membership_id": "left_id"}
NOT_YOURS = re.compile(
    "只对[^。]+开放|您现在不担任这一职务|您只能为本人|由那个支部自己办理|本人事项，不能由您|不能在这里"
)
QUERY = {
    "propose_correction": "?entry={entry_id}",
    "record": "?item=J05",
    "sheet": "?item=J05",
    "declare_details": "?month={month_id}&item=J05",
}


@contextmanager
def undone() -> Iterator[None]:
    """What happens inside did not happen."""
    point = transaction.savepoint()
    yield
    transaction.savepoint_rollback(point)


def rows_written() -> int:
    """SQLite's own count of rows written since the connection was opened: equal means that nothing was."""
    return int(connection.connection.total_changes)


def write(scene: Scene, name: str, visitor: str, before: list[object], ours: list[object]) -> str:
    """The answer to what the visitor's form sends there, in the words of the table; then as if it had not been sent."""
    client = scene.clients[visitor]
    cookies = copy.deepcopy(client.cookies)
    ids = ids_for(name, scene.ids)
    with undone():
        count = rows_written()
        response = client.post(
            address(name, ids) + QUERY.get(name, "").format(**ids), sent(name, ids) | {"key": key()}
        )
        wrote = rows_written() != count
        changed = wrote and every_row() != before
        assert visitor != "stranger" or not wrote or every_row(scene.people.branch_id) == ours, (
            f"{name} wrote in our branch"
        )
    client.cookies = cookies
    return cell(response, changed=changed)


def cell(response: Any, *, changed: bool = False) -> str:
    if response.status_code == 302 and response.url.startswith("/sign-in"):
        return "door"
    if response.status_code in (403, 422) and NOT_YOURS.search(text(response)):
        assert not changed
        return "no"
    return f"{response.status_code}{'*' if changed else ''}"
