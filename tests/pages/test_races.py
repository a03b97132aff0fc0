"""32 browsers press one button at once: one effect, 31 sentences, no error page; and one form sent 32 times."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from fenming.actions.declare import declare
from fenming.records.models import AuditEvent, Matter, MemberMonth, Month
from tests.cast import Cast, at, cast, key
from tests.pages.browse import client_of, stop_clock, text

pytestmark = [pytest.mark.database]
THREADS = 32
NOW = at(2026, 2, 3)


def press(people: Cast, address: str, forms: list[dict[str, Any]]) -> list[tuple[int, str]]:
    """Status and page of each answer; every form goes from a browser of its own, all at the same moment."""
    start = threading.Barrier(len(forms))
    browsers = [client_of(people.zhou) for _ in forms]

    def once(browser: Client, form: dict[str, Any]) -> tuple[int, str]:
        start.wait(timeout=60)
        try:
            answer = browser.post(address, form)
            return answer.status_code, text(answer)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(forms)) as pool:
        return list(pool.map(once, browsers, forms))


@pytest.fixture
def people(committed: None, monkeypatch: pytest.MonkeyPatch) -> Cast:
    stop_clock(monkeypatch, NOW)
    return cast()


def test_one_effect_and_31_sentences(people: Cast) -> None:
    month = Month.objects.get(branch_id=people.branch_id, number=1)
    forms = [{"key": key(), "month": month.pk} for _ in range(THREADS)]
    answers = press(people, "/declare/nothing-new", forms)
    assert sorted(status for status, _ in answers) == [302] + [409] * 31
    assert all("已经" in page for status, page in answers if status == 409)
    assert MemberMonth.objects.filter(membership_id=people.m_zhou, kind="nothing_new").count() == 1
    assert AuditEvent.objects.filter(verb="nothing_new").count() == 1


def test_one_form_sent_32_times_takes_effect_once(people: Cast) -> None:
    month = Month.objects.get(branch_id=people.branch_id, number=1)
    matter_id = declare(
        actor_id=people.zhou, month_id=month.pk, item="DT2", day=at(2026, 1, 20).date(),
        said="指导学生修改论文。", key=key(), now=NOW,
    )  # fmt: skip
    same = {"key": key()}
    answers = press(people, f"/matters/{matter_id}/withdraw", [same] * THREADS)
    assert {status for status, _ in answers} == {302}
    assert Matter.objects.get(pk=matter_id).state == "withdrawn"
    assert AuditEvent.objects.filter(verb="withdraw").count() == 1
