"""听取处理意见: the day and what was said, noted by another, before anything is decided."""

from __future__ import annotations

from datetime import date

import pytest

from fenming.queries.access import NotFound
from fenming.records.models import AuditEvent, Disposal, Outbox
from tests.actions.follow_up_scene import HEARD_ON, appraised_year, decided, heard, proposed, refusal
from tests.cast import Cast, at

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def people() -> Cast:
    return appraised_year()


def test_the_note_is_kept_and_the_member_reads_it(people: Cast) -> None:
    case_id = proposed(people)
    heard(people, case_id)
    case = Disposal.objects.select_related("heard").get(pk=case_id)
    assert case.heard is not None
    assert (case.heard.text, case.heard_on, case.heard_by_id) == ("表示愿意改正。", HEARD_ON, people.shen)
    assert AuditEvent.objects.get(verb="hear_disposal").detail == '{"heard_on":"2027-04-12"}'
    assert Outbox.objects.get(kind="disposal_heard").to_id == people.he
    assert refusal(heard, people, case_id).code == "already_heard"


def test_what_is_wrong_is_said(people: Cast) -> None:
    case_id = proposed(people)
    assert refusal(heard, people, case_id, said=" ").code == "nothing_said"
    assert refusal(heard, people, case_id, said="长" * 501).code == "too_long"
    for day in (date(2027, 4, 6), date(2027, 4, 14)):
        assert refusal(heard, people, case_id, heard_on=day).code == "bad_day"
    for actor in (people.he, people.zhou, people.xu):
        assert refusal(heard, people, case_id, actor_id=actor).code == "forbidden"
    with pytest.raises(NotFound):
        heard(people, case_id, actor_id=people.gao)
    heard(people, case_id)
    decided(people, case_id)
    assert refusal(heard, people, case_id, now=at(2027, 4, 22)).code == "wrong_state"
