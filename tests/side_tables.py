"""Two rows in every table beside the straight path, written straight into the tables.

For tests of what the database itself refuses; how people get there is the business of each verb's own test.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.db.models import Model

from fenming.actions._writing import writing
from fenming.queries.scores import version_on
from fenming.records import models
from fenming.records.models import LedgerEntry, Matter, Meeting, Month, PersonalText, Quarter, Settlement
from tests.cast import Cast, at, key
from tests.side_follow_up import follow_up_rows
from tests.side_received import received_rows
from tests.walk import Walked

DAY = date(2026, 3, 10)
NOW = at(2026, 3, 10)


def text_about(people: Cast, text: str = "情况属实。") -> PersonalText:
    """A kept sentence; its digest is not what is tested."""
    return PersonalText.objects.create(branch_id=people.branch_id, text=text, salt="s", digest="0" * 64)


def veto_of(people: Cast, membership_id: int, *, day: date = DAY, state: str = "confirmed") -> models.Veto:
    """A veto that 韩若水 proposed and, unless it is still proposed, 沈知行 confirmed."""
    now = at(day.year, day.month, day.day)
    ended: dict[str, Any] = {}
    if state != "proposed":
        ended = {"confirmed_by_id": people.shen, "confirmed_at": now}
    return models.Veto.objects.create(
        branch_id=people.branch_id, membership_id=membership_id, item="V1", document=f"校党委〔2026〕{key()}号",
        year=models.Year.objects.get(branch_id=people.branch_id, number=day.year), decided_on=day,
        text=text_about(people), proposed_by_id=people.han, proposed_at=now, shown_on=day, reply_by=day,
        state=state, **ended,
    )  # fmt: skip


def correction_of(people: Cast, entry: LedgerEntry, *, state: str = "confirmed") -> models.Correction:
    """A clerical correction proposed by 林曼青, confirmed by 沈知行."""
    ended: dict[str, Any] = {}
    if state != "proposed":
        ended = {"ended_by_id": people.shen, "ended_at": NOW}
    return models.Correction.objects.create(
        branch_id=people.branch_id, entry=entry, day=entry.day, quantity=entry.quantity, level=entry.level,
        each_centi=entry.each_centi, points_centi=entry.points_centi, reason=text_about(people, "日期写错。"),
        proposed_by_id=people.lin, proposed_at=NOW, state=state, **ended,
    )  # fmt: skip


def veto_entry(people: Cast, membership_id: int, *, quarter: Quarter, day: date) -> None:
    """A confirmed veto and its entry in the ledger."""
    now = at(day.year, day.month, day.day)
    veto = veto_of(people, membership_id, day=day)
    with writing(branch_id=people.branch_id, actor_id=people.shen, verb="veto", key=key(), now=now) as act:
        entry = LedgerEntry(
            membership_id=membership_id, item="V1", version=version_on(branch_id=people.branch_id, day=day), day=day,
            quarter=quarter, quantity=1, points_centi=0, kind=LedgerEntry.Kind.VETO, veto=veto,
            text=act.keep_text("校党委〔2026〕3号决定"),
        )  # fmt: skip
        act.append(entry)
        act.audit(subject="ledgerentry", subject_id=entry.pk, clause="R24", detail={"seq": entry.seq})


def fill_side_tables(walked: Walked) -> None:
    """Two rows in every table the walk leaves empty."""
    for number in (1, 2):
        _people(walked.people, number)
        _tree(walked.people, number)
        _grouped(walked.people, number)
        follow_up_rows(walked, number)
        _matters(walked, number)
        _meetings(walked, number)
        _objections(walked, number)
        _year(walked, number)
        _uses(walked.people, number)
        received_rows(walked.people, number)
        _notices(walked.people, number)
        _imported(walked.people, number)
        _forms(walked.people, number)
        _reminders((walked.people.zhou, walked.people.he)[number - 1])


def _imported(people: Cast, number: int) -> None:
    _row(
        models.Import, people, kind="roster", name=text_about(people, "名册.xlsx"), digest="0" * 64, headings="0" * 64,
        stored_as=f"i{number}", **_trace(people),
    )  # fmt: skip


def _reminders(person_id: int) -> None:
    models.CalendarFeed.objects.create(person_id=person_id, secret_digest=f"{person_id:064}", opened_at=NOW)
    models.MailReminder.objects.create(person_id=person_id, address="somebody@example.org", since=NOW)
    models.MailSent.objects.create(person_id=person_id, due=DAY, on=DAY)


def _row(model: Callable[..., Any], people: Cast, **values: Any) -> Model:
    manager: Any = model
    found: Model = manager.objects.create(branch_id=people.branch_id, **values)
    return found


def _trace(people: Cast) -> dict[str, int | datetime]:
    return {"by_id": people.lin, "at": NOW}


def _people(people: Cast, number: int) -> None:
    membership_id = (people.m_zhou, people.m_he)[number - 1]
    _row(
        models.Departure, people, membership_id=membership_id, reason="transferred", day=DAY, resolution="介绍信",
        ledger_seq=0, head_hash="0" * 64, statement="{}", digest="0" * 64, **_trace(people),
    )  # fmt: skip
    _row(
        models.Arrival, people, membership_id=membership_id, day=DAY, origin="校机关支部",
        resolution="介绍信", **_trace(people),
    )  # fmt: skip
    _row(
        models.Absence, people, membership_id=membership_id, kind="leave", since=DAY, application=text_about(people),
        applied_on=DAY, resolution="支委会决议", **_trace(people),
    )  # fmt: skip
    _row(
        models.ProbationEvent, people, membership_id=membership_id, kind="started", day=DAY, due_on=DAY,
        resolution="支部党员大会", **_trace(people),
    )  # fmt: skip
    _row(
        models.FormTemplate, people, form="minutes", number=number, stored_as=f"t{number}", size=1, digest="0" * 64,
        **_trace(people),
    )  # fmt: skip
    _row(
        models.Pause, people, name="寒假", since=date(2026, 1, number), until=date(2026, 2, 1), resolution="支委会",
        **_trace(people),
    )  # fmt: skip


def _tree(people: Cast, number: int) -> None:
    general = models.Organisation.objects.create(
        parent_id=people.superior_id, kind="general_branch", name=f"第{number}党总支", since=DAY
    )
    branch_id = (people.branch_id, people.other_branch_id)[number - 1]
    models.Affiliation.objects.create(
        branch_id=branch_id, general=general, since=DAY, resolution="院党委〔2026〕9号", **_trace(people)
    )
    models.OrganisationEvent.objects.create(
        organisation=general,
        kind="founded",
        day=DAY,
        name=general.name,
        resolution="院党委〔2026〕9号",
        **_trace(people),
    )


def _grouped(people: Cast, number: int) -> None:
    group = models.Organisation.objects.create(
        parent_id=people.branch_id, kind="group", name=f"第{number}党小组", since=DAY
    )
    member = (people.m_zhou, people.m_he)[number - 1]
    _row(
        models.Grouping, people, membership_id=member, group=group, since=DAY, resolution="支委会", **_trace(people)
    )  # fmt: skip


def _reported(walked: Walked, number: int) -> Matter:
    model = Matter.objects.get(pk=walked.plus_id)
    return Matter.objects.create(
        branch_id=model.branch_id, membership_id=model.membership_id, month=model.month, number=900 + number,
        quarter=model.quarter, item=model.item, version=model.version, day=model.day, quantity=1, claimed_centi=100,
        origin="reported", said=text_about(walked.people), repeat_key=f"side{number}", declared_at=NOW,
        shown_on=DAY, reply_by=DAY, state="declared",
    )  # fmt: skip


def _looked_into(walked: Walked, number: int) -> None:
    """A report that was turned down, referred and judged."""
    people, matter = walked.people, _reported(walked, 10 + number)
    Matter.objects.filter(pk=matter.pk).update(state="refused")
    reporter = _row(models.Reporter, people, matter=matter, person_id=people.jiang)
    inquiry = _row(
        models.ReportInquiry, people, reporter=reporter, reason=text_about(people), by_id=people.han, at=NOW
    )
    _row(
        models.Judgement, people, inquiry=inquiry, outcome="false", reason=text_about(people), heard_on=DAY,
        heard=text_about(people, "承认不实。"), by_id=people.gao, at=NOW, read_at=NOW if number == 1 else None,
    )  # fmt: skip


def _matters(walked: Walked, number: int) -> None:
    people = walked.people
    matter = _reported(walked, number)
    _row(models.Reporter, people, matter=matter, person_id=people.jiang)
    _looked_into(walked, number)
    _row(models.AccessEvent, people, person_id=people.han, subject="reporter", subject_id=matter.pk, at=NOW)
    _row(
        models.Evidence, people, matter=matter, number=1, name=text_about(people, "证明.pdf"), stored_as=f"f{number}",
        content_type="application/pdf", size=10, digest="0" * 64, **_trace(people),
    )  # fmt: skip
    roll = _row(models.RollCall, people, day=DAY, what=text_about(people), **_trace(people))
    _row(models.RollCallMark, people, roll_call=roll, membership_id=people.m_he, mark="absent")


def _meetings(walked: Walked, number: int) -> None:
    people = walked.people
    month = Month.objects.get(branch_id=people.branch_id, number=number, start__year=2026)
    meeting = Meeting.objects.create(
        branch_id=people.branch_id, kind="committee", quarter=month.quarter, month=month, number=number, held_on=DAY,
        called_by_id=people.lin, state="called",
    )  # fmt: skip
    _row(models.Topic, people, meeting=meeting, number=1, title="讨论近期工作")
    meeting.state, meeting.minutes, meeting.closed_at = "closed", text_about(people), NOW
    meeting.save()
    _row(
        models.Addendum,
        people,
        meeting=meeting,
        number=1,
        text=text_about(people, "补记。"),
        **_trace(people),
    )


def _appeals(people: Cast, entry: LedgerEntry, number: int, finding: Model) -> None:
    """An appeal about the same entry, a question to the branch, a hearing, and the answer received."""
    appeal = _row(
        models.Appeal, people, quarter=entry.quarter, number=number, membership_id=entry.membership_id,
        kind="posted", entry=entry, text=text_about(people, "次数有误。"), filed_at=NOW, decide_by=DAY, state="open",
    )  # fmt: skip
    asked = {"question": text_about(people, "请说明经过。"), "answer_by": DAY}
    _row(models.RecordRequest, people, appeal=appeal, **asked, **_trace(people))
    heard = {
        "who": text_about(people, "活动负责人"),
        "said": text_about(people, "来了两次。"),
        "heard_on": DAY,
    }
    _row(models.Hearing, people, appeal=appeal, **heard, **_trace(people))
    owner = entry.membership.person_id
    _row(models.Acknowledgement, people, finding=finding, by_id=owner, at=NOW)


def _objections(walked: Walked, number: int) -> None:
    people = walked.people
    entry = LedgerEntry.objects.get(branch_id=people.branch_id, seq=number)
    objection = _row(
        models.Objection, people, quarter=entry.quarter, number=number, membership_id=entry.membership_id,
        kind="posted", entry=entry, text=text_about(people, "次数有误。"), filed_at=NOW, answer_by=DAY,
        appeal_by=DAY, state="open",
    )  # fmt: skip
    asked = _row(models.HandlerRequest, people, objection=objection, **_trace(people))
    _row(
        models.Handling, people, request=asked, person_id=people.gao, document="院党委〔2026〕12号",
        named_by_id=people.gao, at=NOW,
    )  # fmt: skip
    finding = _row(
        models.Finding, people, objection=objection, outcome="kept", reason=text_about(people, "记录无误。"),
        inquiry=text_about(people, "查阅签到表。"), appeal_by=DAY, **_trace(people),
    )  # fmt: skip
    _appeals(people, entry, number, finding)
    meeting = Meeting.objects.create(
        branch_id=people.branch_id, kind="members", quarter=entry.quarter, number=90 + number, held_on=DAY,
        called_by_id=people.lin, state="open", opened_at=NOW,
    )  # fmt: skip
    _row(models.ReportBack, people, finding=finding, meeting=meeting, **_trace(people))
    meeting.state, meeting.minutes, meeting.closed_at = "closed", text_about(people), NOW
    meeting.save()
    correction_of(people, entry, state="proposed")
    _row(
        models.Reopening, people, matter=Matter.objects.filter(state__in=("determined", "refused"))[number - 1],
        before_centi=0, outcome="changed", quantity=1, points_centi=100, reason=text_about(people, "档案里有。"),
        proposed_by_id=people.han, proposed_at=NOW, state="proposed",
    )  # fmt: skip
    veto_of(people, people.m_zhou, state="proposed")
    branch_id = (people.branch_id, people.other_branch_id)[number - 1]
    models.Opening.objects.create(
        branch_id=branch_id, quarter=Quarter.objects.filter(branch_id=branch_id).order_by("pk")[0],
        resolution="支部党员大会", closed_on=DAY, objection_until=DAY, **_trace(people),
    )  # fmt: skip
    _row(
        models.Enquiry, people, posting_id=walked.posting_id, number=number, name=text_about(people, "读者"),
        contact=text_about(people, "0000-0000000"), text=text_about(people, "请问公示到哪天。"), at=NOW,
    )  # fmt: skip


def _year(walked: Walked, number: int) -> None:
    people = walked.people
    settlement = Settlement.objects.get(branch_id=people.branch_id)
    role = ("secretary", "leading_group")[number - 1]
    _row(models.SignOff, people, settlement=settlement, person_id=people.han, role=role, at=NOW)
    _row(
        models.AppraisalGrade, people, settlement=settlement, membership_id=people.m_he, round=number, grade="合格",
        meeting_id=walked.meeting_id, **_trace(people),
    )  # fmt: skip
    filing = _row(
        models.Filing, people, settlement=settlement, round=number, table="{}", digest="0" * 64,
        basis="{}", archive_digest="0" * 64, filed_by_id=people.lin, filed_at=NOW,
    )  # fmt: skip
    _row(
        models.FilingEvent,
        people,
        filing=filing,
        kind="accepted",
        number=f"2026-{number}",
        **_trace(people),
    )


def _accepted_elsewhere(people: Cast) -> Settlement:
    """The other branch's year, settled and accepted, with 邓可为 alone in it."""
    branch_id = people.other_branch_id
    settlement = Settlement.objects.create(
        branch_id=branch_id, year=models.Year.objects.get(branch_id=branch_id, number=2026), ledger_seq=0,
        head_hash="0" * 64, statements="{}", digest="0" * 64, settled_by_id=people.deng, settled_at=NOW,
    )  # fmt: skip
    models.SettlementLine.objects.create(
        branch_id=branch_id, settlement=settlement, membership_id=people.m_deng, type="T", base_centi=6000,
        duty_centi=0, bonus_centi=0, deduction_centi=0, total_centi=6000, rank=1, ranked=True, veto=False,
    )  # fmt: skip
    filing = models.Filing.objects.create(
        branch_id=branch_id, settlement=settlement, round=1, table="{}", digest="0" * 64, filed_by_id=people.deng,
        filed_at=NOW,
    )  # fmt: skip
    models.FilingEvent.objects.create(
        branch_id=branch_id, filing=filing, kind="accepted", number="2026-9", **_trace(people)
    )
    return settlement


def _uses(people: Cast, number: int) -> None:
    """The lists of one year in each branch, with what was given to somebody."""
    first = number == 1
    branch_id = people.branch_id if first else people.other_branch_id
    settlement = Settlement.objects.get(branch_id=branch_id) if first else _accepted_elsewhere(people)
    here = {"branch_id": branch_id, **_trace(people)}
    models.BottomResolution.objects.create(is_on=True, resolution="支部党员大会", day=DAY, **here)
    drawn = models.UseList.objects.create(
        settlement=settlement, ranked=1, top_places=1, bottom_places=0, **here
    )
    proposal = models.UseProposal.objects.create(
        branch_id=branch_id, use_list=drawn, membership_id=people.m_zhou if first else people.m_deng,
        use="incentive", listed=True,
    )  # fmt: skip
    words = PersonalText.objects.create(branch_id=branch_id, text="表现好。", salt="s", digest="0" * 64)
    models.UseDecision.objects.create(proposal=proposal, round=1, outcome="confirmed", reason=words, **here)
    models.Incentive.objects.create(
        proposal=proposal, kind="training", what=words, day=DAY, document="院党委〔2027〕8号", **here
    )


def _notices(people: Cast, number: int) -> None:
    outbox = _row(
        models.Outbox, people, kind="assessed", subject="matter", subject_id=number, to_id=people.he, at=NOW
    )
    _row(
        models.Notice, people, outbox=outbox, person_id=people.he, kind="assessed", subject="matter",
        subject_id=number, at=NOW,
    )  # fmt: skip


def _forms(people: Cast, number: int) -> None:
    batch = _row(
        models.FormBatch, people, year=2026, quarter=number, ending="pdf", stored_as=f"side{number}", by_id=people.xu, at=NOW
    )  # fmt: skip
    member = (people.m_zhou, people.m_he)[number - 1]
    _row(models.FormSheet, people, batch=batch, number=1, membership_id=member)
