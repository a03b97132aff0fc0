"""签收谈话记录: by the one it was held with, once, with remarks or without; to all but its two it is not there."""

from __future__ import annotations

from datetime import date

import pytest

from fenming.actions.end_office import end_office
from fenming.actions.give_office import give_office
from fenming.queries.access import NotFound
from fenming.queries.talks import get_talk_for
from fenming.records.models import AuditEvent, Office, Outbox, Talk
from fenming.rules.authority import Role
from fenming.rules.terms import Refused
from tests.actions.follow_up_scene import NOW, REMARKS, appraised_year, signed_for, talked
from tests.cast import Cast, at, key

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def people() -> Cast:
    return appraised_year()


def test_it_is_signed_for_with_remarks_and_the_secretary_is_told(people: Cast) -> None:
    talk_id = talked(people)
    signed_for(people, talk_id)
    talk = Talk.objects.select_related("remarks").get(pk=talk_id)
    assert talk.remarks is not None
    assert (talk.remarks.text, talk.acknowledged_at) == (REMARKS, at(2027, 4, 8))
    assert AuditEvent.objects.get(verb="acknowledge_talk").detail == '{"remarks":true}'
    assert Outbox.objects.get(kind="talk_acknowledged").to_id == people.lin
    with pytest.raises(Refused) as again:
        signed_for(people, talk_id)
    assert again.value.code == "already_acknowledged"


def test_without_remarks_too_but_not_with_too_many(people: Cast) -> None:
    talk_id = talked(people)
    with pytest.raises(Refused) as refused:
        signed_for(people, talk_id, remarks="长" * 501)
    assert refused.value.code == "too_long"
    signed_for(people, talk_id, remarks=" ")
    assert Talk.objects.get(pk=talk_id).remarks_id is None


def test_to_all_but_its_two_it_is_not_there(people: Cast) -> None:
    talk_id = talked(people)
    for actor in (people.han, people.shen, people.xu, people.zhou, people.jiang, people.gao, people.deng):
        with pytest.raises(NotFound):
            signed_for(people, talk_id, actor_id=actor)
        with pytest.raises(NotFound):
            get_talk_for(actor_id=actor, verb="see_talk", talk_id=talk_id, on=NOW.date())
    with pytest.raises(Refused) as forbidden:
        signed_for(people, talk_id, actor_id=people.lin)
    assert forbidden.value.code == "forbidden"


def test_it_goes_with_the_office_to_the_successor(people: Cast) -> None:
    talk_id, later = talked(people), date(2027, 5, 10)
    give_office(
        actor_id=people.lin, branch_id=people.branch_id, person_id=people.shen, role=Role.SECRETARY,
        since=date(2027, 5, 1), resolution="支部党员大会 2027年4月28日", key=key(), now=at(2027, 5, 1),
    )  # fmt: skip
    office = Office.objects.get(person_id=people.lin, organisation_id=people.branch_id, role="secretary")
    end_office(
        actor_id=people.shen, office_id=office.pk, until=date(2027, 5, 2), resolution="支部党员大会 2027年4月28日",
        key=key(), now=at(2027, 5, 3),
    )  # fmt: skip
    assert get_talk_for(actor_id=people.shen, verb="see_talk", talk_id=talk_id, on=later).pk == talk_id
    with pytest.raises(NotFound):
        get_talk_for(actor_id=people.lin, verb="see_talk", talk_id=talk_id, on=later)
