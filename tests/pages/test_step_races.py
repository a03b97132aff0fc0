"""Determining, assessing, objecting and answering from 32 browsers at once: one effect, 31 sentences, no error page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from fenming.queries.verification import verify
from fenming.records.models import AuditEvent, Determination, LedgerEntry, Meeting
from tests.actions._walk import hear
from tests.actions.meeting_scene import single
from tests.cast import Cast
from tests.conftest import on_a_copy
from tests.pages.browse import stop_clock
from tests.pages.race_scene import (
    NOW,
    July,
    Press,
    answering,
    assessing,
    deciding,
    effects,
    july,
    objecting,
)
from tests.racing import THREADS, Answer, press_all

pytestmark = [pytest.mark.database]
# what the others read, whoever was first
DECIDED = "刚才已有一次表决记下来了，您这次没有保存。"
ASSESSED = "这件事(您刚才已经初评过，这次|刚由.{3}初评，您这次)没有保存。"
OBJECTED = "这一件已经提出异议（第 [0-9]+ 号），正在核实"
ANSWERED = "异议现在是“.*?”，不能"
CLOSED = "这次会议不在进行中，您刚才办的没有保存。|会议现在是“.*?”，不能"


@pytest.fixture(scope="module")
def scene(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[July]:
    """One day in July for all; every test presses on a thing of its own."""
    with on_a_copy(django_db_blocker, tmp_path_factory.mktemp("july")):
        yield july()


@pytest.fixture(autouse=True)
def _july(monkeypatch: pytest.MonkeyPatch) -> None:
    stop_clock(monkeypatch, NOW)


def pressed(people: Cast, presses: list[Press]) -> list[Answer]:
    """All at the same moment, each from a browser of its own."""
    return press_all([(getattr(people, one.login), one.path, one.form) for one in presses])


def one_and_the_rest(answers: list[Answer], sentence: str) -> None:
    """One was led on; everybody else is before a page that says why, in words."""
    first = [one for one in answers if not re.search(sentence, one.words)]
    assert [(one.status, one.led) for one in first] == [(200, True)], [one.words for one in first]
    assert {one.status for one in answers} <= {200, 409, 422}


def sound() -> bool:
    """Chains, frozen rows and the trail are as they were written."""
    return verify(step=lambda done, of: None).faults == ()


def grew(before: dict[str, int]) -> dict[str, int]:
    """What there is more of than before; chains, frozen rows and the trail are sound."""
    assert sound()
    return {name: count - before[name] for name, count in effects().items() if count != before[name]}


def test_determining_one_matter(scene: July) -> None:
    before = effects()
    one_and_the_rest(pressed(scene.people, deciding(scene, scene.late, THREADS)), DECIDED)
    assert grew(before) == {"decide_single": 1, "decided": 1, "resolutions": 1}


def test_three_of_the_committee_assess_one_matter(scene: July) -> None:
    before = effects()
    one_and_the_rest(pressed(scene.people, assessing(scene, scene.waiting, THREADS)), ASSESSED)
    assert grew(before) == {"assess": 1, "judged": 1}


def test_one_thing_is_objected_to(scene: July) -> None:
    before = effects()
    one_and_the_rest(pressed(scene.people, objecting(scene.wall.changed, THREADS)), OBJECTED)
    assert grew(before) == {"object_to": 1, "objections": 1}


def test_everything_at_once(scene: July) -> None:
    """Eight windows on each of four things: one effect of each."""
    before = effects()
    kinds = [
        (deciding(scene, scene.absent, 8), DECIDED),
        (assessing(scene, scene.more, 8), ASSESSED),
        (objecting(scene.wall.refused, 8), OBJECTED),
        (answering(scene, 8), ANSWERED),
    ]
    answers = pressed(scene.people, [one for presses, _ in kinds for one in presses])
    for number, (_, sentence) in enumerate(kinds):
        one_and_the_rest(answers[number * 8 : number * 8 + 8], sentence)
    once = dict.fromkeys(("decide_single", "decided", "resolutions", "assess", "judged", "object_to"), 1)
    new = grew(before)
    # upheld takes the entry back and puts another in its place; kept books nothing
    assert new.pop("counter_entries", 0) in (0, 2)
    assert new == once | {"objections": 1, "find": 1, "findings": 1}


def test_closing_books_every_matter_once(scene: July) -> None:
    """By now everything before the meeting is decided."""
    people, meeting = scene.people, Meeting.objects.get(pk=scene.meeting_id)
    for row in meeting.agenda.filter(resolution=None, singled_out=True).select_related("matter"):
        single(people, meeting.pk, row.matter, now=NOW)
    hear(people, meeting.pk, NOW)
    booked, determined = LedgerEntry.objects.count(), Determination.objects.count()
    path, form = f"/meetings/{meeting.pk}/close", {"minutes": "逐项评议并表决。"}
    one_and_the_rest(pressed(people, [Press("lin", path, form)] * THREADS), CLOSED)
    assert LedgerEntry.objects.count() - booked == Determination.objects.count() - determined == 2
    assert AuditEvent.objects.filter(verb="close_meeting", subject_id=meeting.pk).count() == 1
    assert sound()
