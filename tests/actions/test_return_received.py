"""收档退回: a received archive goes back with remarks, once."""

from __future__ import annotations

import pytest

from fenming.actions.return_received import return_received
from fenming.queries.received import receipt_of, received_view
from fenming.records.models import AuditEvent, ReceivedEvent
from fenming.rules.terms import Refused
from tests.actions.received_scene import RECEIVED_DAY, archived, one_entry_less, taken
from tests.cast import Cast, cast, key
from tests.queries.year_scene import content_of

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def _return(people: Cast, received_id: int, remarks: str, *, actor: int | None = None) -> int:
    return return_received(
        actor_id=actor or people.gao, received_id=received_id, remarks=remarks, key=key(), now=RECEIVED_DAY
    )


def test_with_remarks_on_the_receipt() -> None:
    people = cast()
    pk = taken(people, one_entry_less(content_of(people, archived(people)))).id
    for remarks, actor, code in (
        (" ", None, "no_remarks"), ("字" * 501, None, "remarks_too_long"), ("请核对。", people.han, "forbidden"),
    ):  # fmt: skip
        with pytest.raises(Refused) as refused:
            _return(people, pk, remarks, actor=actor)
        assert refused.value.code == code
    assert not ReceivedEvent.objects.exists()
    _return(people, pk, " 周予安的一笔请核对。 ")
    view = received_view(actor_id=people.gao, received_id=pk, today=RECEIVED_DAY.date())
    receipt = receipt_of(view)
    assert (receipt.kind, receipt.number, receipt.remarks) == ("returned", "", "周予安的一笔请核对。")
    trail = AuditEvent.objects.get(verb="return_received")
    assert trail.subject_id == pk
    assert "核对" not in trail.detail
    with pytest.raises(Refused) as again:
        _return(people, pk, "请核对。")
    assert again.value.code == "wrong_state"
