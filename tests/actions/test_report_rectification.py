"""报告整改情况: by the member alone, as often as they like, while nobody has checked."""

from __future__ import annotations

import pytest

from fenming.queries.access import NotFound
from fenming.records.models import AuditEvent, Outbox, RectificationEvent
from fenming.rules.terms import Refused
from tests.actions.follow_up_scene import appraised_year, checked, reported_on, to_rectify
from tests.cast import Cast, at

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def people() -> Cast:
    return appraised_year()


def test_it_is_kept_and_who_set_it_is_told_also_after_the_day(people: Cast) -> None:
    row = to_rectify(people)
    reported_on(people, row)
    reported_on(people, row, text="六月也都到了。", now=at(2027, 7, 1))
    events = RectificationEvent.objects.order_by("pk")
    assert [(one.kind, one.text.text, one.by_id, one.due_on) for one in events] == [
        ("reported", "四月、五月都按时到会。", people.he, None),
        ("reported", "六月也都到了。", people.he, None),
    ]
    trail = AuditEvent.objects.filter(verb="report_rectification").order_by("pk")
    assert [one.detail for one in trail] == ['{"in_time":true}', '{"in_time":false}']
    assert {one.to_id for one in Outbox.objects.filter(kind="rectification_reported")} == {people.lin}


def test_nobody_else_reports_and_nothing_is_added_once_it_was_checked(people: Cast) -> None:
    row = to_rectify(people)
    for actor in (people.lin, people.shen, people.zhou):
        with pytest.raises(Refused) as forbidden:
            reported_on(people, row, actor_id=actor)
        assert forbidden.value.code == "forbidden"
    with pytest.raises(NotFound):
        reported_on(people, row, actor_id=people.deng)
    for text, code in ((" ", "nothing_said"), ("长" * 501, "too_long")):
        with pytest.raises(Refused) as refused:
            reported_on(people, row, text=text)
        assert refused.value.code == code
    checked(people, row)
    with pytest.raises(Refused) as ended:
        reported_on(people, row, now=at(2027, 7, 5))
    assert (ended.value.code, "现在是“已完成”" in ended.value.sentence) == ("wrong_state", True)
