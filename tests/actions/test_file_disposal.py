"""报送处理备案: the last decision goes above as it stands; from then on, and not before, it is seen there."""

from __future__ import annotations

from hashlib import sha256

import pytest

from fenming.queries.access import NotFound
from fenming.queries.disposals import get_disposal_for
from fenming.records.models import AuditEvent, Disposal, DisposalFiling, Outbox
from tests.actions.follow_up_scene import appraised_year, decided, heard, proposed, refusal, submitted
from tests.cast import Cast, at

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def people() -> Cast:
    return appraised_year()


def test_it_is_frozen_with_its_digest_and_they_are_told(people: Cast) -> None:
    case_id = proposed(people)
    heard(people, case_id)
    decided(people, case_id)
    filing = DisposalFiling.objects.get(pk=submitted(people, case_id))
    assert filing.digest == sha256(filing.content.encode()).hexdigest()
    assert '"outcome":"correct"' in filing.content
    assert "限期一年改正" not in filing.content
    assert Disposal.objects.get(pk=case_id).state == "submitted"
    assert AuditEvent.objects.get(verb="file_disposal").clause == "R59 R84"
    told = {(one.kind, one.to_id) for one in Outbox.objects.filter(at=at(2027, 4, 22))}
    assert told == {("disposal_received", people.gao), ("disposal_submitted", people.he)}


def test_only_what_is_decided_is_filed_and_only_what_is_filed_is_seen_above(people: Cast) -> None:
    case_id, day = proposed(people), at(2027, 4, 22).date()
    assert refusal(submitted, people, case_id).code == "wrong_state"
    heard(people, case_id)
    decided(people, case_id)
    with pytest.raises(NotFound):
        get_disposal_for(actor_id=people.gao, verb="see_disposal", disposal_id=case_id, on=day)
    for actor in (people.he, people.zhou, people.xu):
        assert refusal(submitted, people, case_id, actor_id=actor).code == "forbidden"
    submitted(people, case_id)
    assert (
        get_disposal_for(actor_id=people.gao, verb="see_disposal", disposal_id=case_id, on=day).pk == case_id
    )
    assert refusal(submitted, people, case_id).code == "wrong_state"
