"""32 browsers press one button at once: one effect, 31 sentences, no error page; and one form sent 32 times."""

from __future__ import annotations

import pytest

from fenming.actions.declare import declare
from fenming.records.models import AuditEvent, Matter, MemberMonth, Month
from tests.cast import Cast, at, cast, key
from tests.pages.browse import stop_clock
from tests.racing import THREADS, press_all

pytestmark = [pytest.mark.database]
NOW = at(2026, 2, 3)


@pytest.fixture
def people(committed: None, monkeypatch: pytest.MonkeyPatch) -> Cast:
    stop_clock(monkeypatch, NOW)
    return cast()


def test_one_effect_and_31_sentences(people: Cast) -> None:
    month = Month.objects.get(branch_id=people.branch_id, number=1)
    answers = press_all([(people.zhou, "/declare/nothing-new", {"month": str(month.pk)})] * THREADS)
    assert sorted(one.status for one in answers) == [200] + [409] * 31
    assert all("已经" in one.page for one in answers if one.status == 409)
    assert MemberMonth.objects.filter(membership_id=people.m_zhou, kind="nothing_new").count() == 1
    assert AuditEvent.objects.filter(verb="nothing_new").count() == 1


def test_one_form_sent_32_times_takes_effect_once(people: Cast) -> None:
    month = Month.objects.get(branch_id=people.branch_id, number=1)
    matter_id = declare(
        actor_id=people.zhou, month_id=month.pk, item="DT2", day=at(2026, 1, 20).date(),
        said="指导学生修改论文。", key=key(), now=NOW,
    )  # fmt: skip
    same = {"key": key()}
    answers = press_all([(people.zhou, f"/matters/{matter_id}/withdraw", same)] * THREADS)
    assert {(one.status, one.led) for one in answers} == {(200, True)}
    assert Matter.objects.get(pk=matter_id).state == "withdrawn"
    assert AuditEvent.objects.filter(verb="withdraw").count() == 1
