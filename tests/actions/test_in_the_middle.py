"""What happens in the middle of something harms nobody: a member leaves, a secretary is released."""

from __future__ import annotations

from datetime import date

import pytest

from fenming.actions.close_meeting import close_meeting
from fenming.actions.decide_en_bloc import decide_en_bloc
from fenming.actions.end_office import end_office
from fenming.actions.give_office import give_office
from fenming.actions.transfer_out import transfer_out
from fenming.queries.counter_entries import Figures
from fenming.queries.objections import get_objection_for
from fenming.records.models import LedgerEntry, Meeting, Office, Outbox
from fenming.rules.authority import Role
from fenming.rules.terms import Refused
from tests.actions._objections import found, objected, wall
from tests.actions.meeting_scene import NOW, opened
from tests.cast import at, cast, key

pytestmark = [pytest.mark.django_db, pytest.mark.database]
MINUTES = "会议通报了第一季度初评情况，到会党员逐项评议并表决。"


def test_who_leaves_while_an_objection_runs_is_answered_told_and_may_read_it() -> None:
    scene = wall()
    people, objection_id = scene.people, objected(scene)
    transfer_out(
        actor_id=people.lin, membership_id=people.m_zhou, day=date(2026, 4, 3), destination="远山大学文学院党委",
        resolution="组织关系介绍信", key=key(), now=at(2026, 4, 3),
    )  # fmt: skip
    found(scene, objection_id, "upheld", figures=Figures("DT2", date(2026, 2, 11), quantity=2))
    after = at(2026, 4, 8).date()
    read = get_objection_for(actor_id=people.zhou, verb="see_objection", objection_id=objection_id, on=after)
    assert (read.state, read.finding.outcome) == ("found", "upheld")
    assert Outbox.objects.get(kind="objection_answered").to_id == people.zhou
    assert list(
        LedgerEntry.objects.filter(finding=read.finding).order_by("seq").values_list("kind", "membership")
    ) == [("reversal", people.m_zhou), ("correction", people.m_zhou)]


def test_a_secretary_released_in_mid_meeting_leaves_it_to_the_next_one() -> None:
    people = cast()
    meeting_id, today = opened(people), NOW.date()
    give_office(
        actor_id=people.lin, branch_id=people.branch_id, person_id=people.zhou, role=Role.SECRETARY, since=today,
        resolution="支部党员大会改选", key=key(), now=NOW,
    )  # fmt: skip
    end_office(
        actor_id=people.lin, office_id=Office.objects.get(person=people.lin, role=Role.SECRETARY).pk,
        until=today.replace(day=today.day - 1), resolution="支部党员大会改选", key=key(), now=NOW,
    )  # fmt: skip
    with pytest.raises(Refused) as refused:
        close_meeting(actor_id=people.lin, meeting_id=meeting_id, minutes=MINUTES, key=key(), now=NOW)
    assert refused.value.code == "forbidden"
    assert Meeting.objects.get(pk=meeting_id).state == "open"
    with pytest.raises(Refused) as refused:
        decide_en_bloc(
            actor_id=people.zhou, meeting_id=meeting_id, ayes=0, nays=0, abstained=0, without_objection=True, seen=[],
            key=key(), now=NOW,
        )  # fmt: skip
    assert refused.value.code == "nothing_to_decide", "the new secretary is let in"
    close_meeting(actor_id=people.zhou, meeting_id=meeting_id, minutes=MINUTES, key=key(), now=NOW)
    assert Meeting.objects.get(pk=meeting_id).state == "closed"
