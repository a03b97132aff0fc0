"""收档备案: a received archive that follows from its lines is accepted under a number, once."""

from __future__ import annotations

import json

import pytest

from fenming.actions.accept_received import accept_received
from fenming.queries.received import receipt_of, received_view
from fenming.records.models import AuditEvent, FilingEvent, ReceivedEvent
from fenming.rules.terms import Refused
from tests.actions.received_scene import RECEIVED_DAY, archived, first_round, one_entry_less, taken
from tests.cast import Cast, cast, key
from tests.queries.year_scene import content_of

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def _accept(people: Cast, received_id: int, *, number: str = "", actor: int | None = None) -> str:
    return accept_received(
        actor_id=actor or people.gao, received_id=received_id, number=number, key=key(), now=RECEIVED_DAY
    )


def _refused(people: Cast, received_id: int, *, number: str = "", actor: int | None = None) -> Refused:
    before = ReceivedEvent.objects.count()
    with pytest.raises(Refused) as refused:
        _accept(people, received_id, number=number, actor=actor)
    assert ReceivedEvent.objects.count() == before
    return refused.value


def test_the_number_goes_on_where_the_committee_left_off() -> None:
    people = cast()
    pk = taken(people, content_of(people, archived(people))).id
    taken_number = FilingEvent.objects.get().number
    assert taken_number == "备〔2027〕1号"
    assert _refused(people, pk, number=taken_number).code == "number_taken"
    assert _refused(people, pk, number="字" * 41).code == "bad_number"
    assert _refused(people, pk, actor=people.lin).code == "forbidden"
    assert _accept(people, pk) == "备〔2027〕2号"
    trail = AuditEvent.objects.get(verb="accept_received")
    assert (trail.subject_id, trail.clause, json.loads(trail.detail)["said"]) == (
        pk, "R45 R84", "备〔2027〕2号",
    )  # fmt: skip
    view = received_view(actor_id=people.gao, received_id=pk, today=RECEIVED_DAY.date())
    assert (receipt_of(view).number, receipt_of(view).filing) == ("备〔2027〕2号", view.filing_digest)
    assert _refused(people, pk).code == "wrong_state"


def test_what_does_not_follow_cannot_be_accepted() -> None:
    people = cast()
    pk = taken(people, one_entry_less(content_of(people, archived(people)))).id
    refused = _refused(people, pk)
    assert refused.code == "not_sound"
    assert "处不一样，不能备案" in refused.sentence


def test_only_the_latest_is_answered() -> None:
    people = cast()
    pk = archived(people)
    first = taken(people, first_round(people)).id
    taken(people, content_of(people, pk))
    refused = _refused(people, first)
    assert (refused.code, "请看后面那一份" in refused.sentence) == ("wrong_state", True)
