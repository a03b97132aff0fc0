"""会上通报: at the next members' meeting, which does not close without it."""

from __future__ import annotations

from typing import Any

import pytest

from fenming.actions import AlreadyDone
from fenming.actions.close_meeting import close_meeting
from fenming.actions.report_back import report_back
from fenming.queries.access import NotFound
from fenming.queries.report_backs import report_lines
from fenming.records.models import AuditEvent, Finding, Meeting, ReportBack
from fenming.rules.terms import Refused
from tests.actions._objections import Wall, found, objected, wall, written
from tests.actions._walk import QUARTER_ENDS
from tests.actions.meeting_scene import called, opened
from tests.cast import at, key

pytestmark = [pytest.mark.django_db, pytest.mark.database]

NOW = at(2026, 6, 28, 11)


def second_meeting(scene: Wall) -> int:
    return opened(scene.people, quarter=2, held_on=QUARTER_ENDS[2])


def report(scene: Wall, meeting_id: int, *findings: int, **change: Any) -> int:
    plain: dict[str, Any] = {"actor_id": scene.people.xu, "key": key(), "now": NOW}
    return report_back(meeting_id=meeting_id, finding_ids=findings, **plain | change)


def close(scene: Wall, meeting_id: int) -> int:
    return close_meeting(
        actor_id=scene.people.lin, meeting_id=meeting_id, minutes="记录。", key=key(), now=NOW
    )


def refusal(scene: Wall, act: Any) -> Refused:
    before = written(scene.people)
    with pytest.raises(Refused) as refused:
        act()
    assert written(scene.people) == before
    return refused.value


def test_a_finding_stands_on_the_next_agenda_and_is_reported_once() -> None:
    scene = wall()
    finding = found(scene, objected(scene))
    meeting_id = called(scene.people, quarter=2, held_on=QUARTER_ENDS[2])
    (line,) = report_lines(meeting_id=meeting_id)
    assert (line.name, line.kind, line.outcome, line.reported) == (
        "第 1 号异议",
        "对公示的积分",
        "维持原评定",
        False,
    )
    assert "周予安" not in str(line)
    Meeting.objects.filter(pk=meeting_id).update(state="open", opened_at=at(2026, 6, 28))
    assert report(scene, meeting_id, finding) == 1
    row = ReportBack.objects.get()
    assert (row.finding_id, row.meeting_id, row.by_id) == (finding, meeting_id, scene.people.xu)
    event = AuditEvent.objects.get(verb="report_back")
    assert (event.subject, event.subject_id, event.clause) == (
        "objection", Finding.objects.get().objection_id, "R43 R83",
    )  # fmt: skip
    assert report_lines(meeting_id=meeting_id)[0].reported
    again = refusal(scene, lambda: report(scene, meeting_id, finding))
    assert again.code == "already_reported"
    assert "第 1 号异议的结论已经通报过" in again.sentence


def test_a_meeting_does_not_close_before_what_was_answered_before_it_is_reported() -> None:
    scene = wall()
    findings = [found(scene, objected(scene)), found(scene, objected(scene, scene.refused))]
    meeting_id = second_meeting(scene)
    refused = refusal(scene, lambda: close(scene, meeting_id))
    assert refused.code == "unreported"
    assert "第 1 号异议、第 2 号异议" in refused.sentence
    assert "请先在会上通报" in refused.sentence
    report(scene, meeting_id, findings[0])
    assert "第 2 号异议" in refusal(scene, lambda: close(scene, meeting_id)).sentence
    report(scene, meeting_id, findings[1])
    close(scene, meeting_id)
    assert Meeting.objects.get(pk=meeting_id).state == "closed"


def test_what_is_answered_while_the_meeting_lasts_may_wait_for_the_next() -> None:
    scene = wall()
    pk = objected(scene)
    meeting_id = second_meeting(scene)
    found(scene, pk, now=at(2026, 6, 28, 11))
    close(scene, meeting_id)
    assert Meeting.objects.get(pk=meeting_id).state == "closed"
    assert report_lines(meeting_id=meeting_id) == ()
    later = called(scene.people, quarter=3, held_on=QUARTER_ENDS[3])
    assert len(report_lines(meeting_id=later)) == 1


def test_only_at_a_members_meeting_that_is_under_way() -> None:
    scene = wall()
    finding = found(scene, objected(scene))
    meeting_id = called(scene.people, quarter=2, held_on=QUARTER_ENDS[2])
    refused = refusal(scene, lambda: report(scene, meeting_id, finding))
    assert refused.code == "wrong_state"
    Meeting.objects.filter(pk=meeting_id).update(state="open", opened_at=at(2026, 6, 28))
    refused = refusal(scene, lambda: report(scene, meeting_id))
    assert refused.code == "nothing_chosen"
    month = Meeting.objects.get(pk=meeting_id).quarter.months.order_by("number")[0]
    Meeting.objects.filter(pk=meeting_id).update(kind="committee", month=month)
    refused = refusal(scene, lambda: report(scene, meeting_id, finding))
    assert refused.code == "not_members"
    assert "请在下一次党员大会上办理" in refused.sentence


def test_secretary_or_recorder_and_no_finding_from_elsewhere() -> None:
    scene = wall()
    finding = found(scene, objected(scene))
    meeting_id = second_meeting(scene)
    refused = refusal(scene, lambda: report(scene, meeting_id, finding, actor_id=scene.people.han))
    assert refused.code == "forbidden"
    for findings in ((987654,), (finding, 987654)):
        with pytest.raises(NotFound):
            report(scene, meeting_id, *findings)
    with pytest.raises(NotFound):
        report(scene, meeting_id, finding, actor_id=scene.people.deng)
    assert not ReportBack.objects.exists()


def test_the_same_button_twice_counts_once() -> None:
    scene, same = wall(), key()
    finding = found(scene, objected(scene))
    meeting_id = second_meeting(scene)
    report(scene, meeting_id, finding, key=same)
    with pytest.raises(AlreadyDone):
        report(scene, meeting_id, finding, key=same)
