"""会上通报: findings on the agenda, on the projector and in the minutes, without names."""

from __future__ import annotations

from typing import Any

import pytest

from fenming.records.models import ReportBack
from tests.actions._objections import Wall, found, objected, wall
from tests.actions._walk import QUARTER_ENDS
from tests.actions.meeting_scene import attend, called
from tests.cast import at, key
from tests.pages.browse import client_of, stop_clock, text

pytestmark = pytest.mark.django_db
NOW = at(2026, 6, 28, 11)


@pytest.fixture
def scene(monkeypatch: pytest.MonkeyPatch) -> Wall:
    stop_clock(monkeypatch, NOW)
    return wall()


def post(person_id: int, path: str, data: dict[str, Any]) -> Any:
    return client_of(person_id).post(path, data | {"key": key()})


def get(person_id: int, path: str) -> str:
    return text(client_of(person_id).get(path))


def test_from_the_agenda_to_the_minutes(scene: Wall) -> None:
    finding = found(scene, objected(scene))
    meeting_id = called(scene.people, quarter=2, held_on=QUARTER_ENDS[2])
    path = f"/meetings/{meeting_id}"
    agenda = get(scene.people.he, path)
    assert "通报异议和申诉的结论 1 件" in agenda
    assert "维持原评定" in get(scene.people.he, f"{path}/report-back")
    attend(scene.people, meeting_id, now=NOW)
    early = post(scene.people.lin, f"{path}/report-back", {"findings": str(finding)})
    assert early.status_code == 409
    post(scene.people.lin, f"{path}/open", {})
    assert "到会上通报" in get(scene.people.lin, f"{path}/close")
    refused = post(scene.people.lin, f"{path}/close", {"minutes": "记录。"})
    assert refused.status_code == 422
    assert "第 1 号异议已经答复，还没有通报" in text(refused)
    room = get(scene.people.xu, f"{path}/report-back")
    assert "对公示的积分" in room
    for secret in ("周予安", "签到表"):
        assert secret not in room
    told = post(scene.people.xu, f"{path}/report-back", {"findings": str(finding)})
    assert told.status_code == 302
    assert ReportBack.objects.get().meeting_id == meeting_id
    assert "记下：以上各件已通报" not in get(scene.people.xu, f"{path}/report-back")
    assert post(scene.people.lin, f"{path}/close", {"minutes": "记录。"}).status_code == 302
    assert "通报异议和申诉的结论 1 件" in get(scene.people.he, path)
    assert "已通报" in get(scene.people.he, f"{path}/report-back")


def test_forged_lists_and_other_hands_get_nowhere(scene: Wall) -> None:
    finding = found(scene, objected(scene))
    meeting_id = called(scene.people, quarter=2, held_on=QUARTER_ENDS[2])
    attend(scene.people, meeting_id, now=NOW)
    path = f"/meetings/{meeting_id}"
    post(scene.people.lin, f"{path}/open", {})
    for person, findings, status in (
        (scene.people.xu, "x", 404),
        (scene.people.xu, "987654", 404),
        (scene.people.xu, "", 409),
        (scene.people.he, str(finding), 403),
        (scene.people.deng, str(finding), 404),
    ):
        assert post(person, f"{path}/report-back", {"findings": findings}).status_code == status
    assert "记下" not in get(scene.people.he, f"{path}/report-back")
    assert not ReportBack.objects.exists()
