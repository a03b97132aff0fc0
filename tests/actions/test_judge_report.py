"""作出报告核查结论: by the reviewer, with reasons, after the reporter was heard, and without any consequence in points."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from fenming.actions import AlreadyDone
from fenming.queries.access import NotFound
from fenming.records.models import (
    AuditEvent,
    Judgement,
    LedgerEntry,
    Matter,
    Membership,
    Office,
    Organisation,
    Outbox,
    Reopening,
    Reporter,
)
from fenming.rules.authority import Role
from fenming.rules.terms import Refused
from tests.actions.inquiry_scene import FOUND, HEARD, JUDGED_ON, inquiry_traces, judged, referred, turned_down
from tests.cast import Cast, key
from tests.side_tables import text_about

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def asked() -> tuple[Cast, int, int]:
    people, matter_id = turned_down()
    return people, matter_id, referred(people, matter_id)


def refusal(act: Any) -> Refused:
    before = inquiry_traces()
    with pytest.raises(Refused) as refused:
        act()
    assert inquiry_traces() == before
    return refused.value


def test_what_was_found_is_written_and_nothing_else_moves() -> None:
    people, matter_id, pk = asked()
    before = LedgerEntry.objects.count(), Matter.objects.count(), Outbox.objects.count()
    row = Judgement.objects.get(pk=judged(people, pk))
    assert (row.outcome, row.reason.text, row.by_id, row.at) == ("false", FOUND, people.gao, JUDGED_ON)
    assert (row.heard_on, row.heard and row.heard.text, row.read_at) == (date(2026, 3, 6), HEARD, None)
    assert (LedgerEntry.objects.count(), Matter.objects.count(), Outbox.objects.count()) == before
    assert Matter.objects.get(pk=matter_id).state == "refused"
    event = AuditEvent.objects.get(verb="judge_report")
    assert (event.subject, event.subject_id) == ("reporter", Reporter.objects.get().pk)
    assert str(people.he) not in event.detail.replace(str(row.pk), "").replace(str(pk), "")


def test_that_it_was_not_deliberate_takes_no_hearing() -> None:
    people, _, pk = asked()
    judged(people, pk, outcome="not_false", heard_on=None, heard="")
    assert Judgement.objects.get().heard is None


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"outcome": "x"}, "no_outcome"),
        ({"reason": " "}, "no_reason"),
        ({"reason": "长" * 1001}, "too_long"),
        ({"heard_on": None}, "not_heard"),
        ({"heard": " "}, "not_heard"),
        ({"outcome": "not_false", "heard": ""}, "not_heard"),
        ({"heard_on": date(2026, 2, 11)}, "bad_day"),
        ({"heard_on": date(2026, 3, 10)}, "bad_day"),
    ],
)
def test_what_is_missing_is_asked_for(change: dict[str, Any], code: str) -> None:
    people, _, pk = asked()
    assert refusal(lambda: judged(people, pk, **change)).code == code


@pytest.mark.parametrize("who", ["zhou", "he", "xu", "han", "shen", "lin"])
def test_nobody_of_the_branch_finds(who: str) -> None:
    people, _, pk = asked()
    assert refusal(lambda: judged(people, pk, who)).code == "forbidden"
    with pytest.raises(NotFound):
        judged(people, pk, "deng")


@pytest.mark.parametrize(
    ("who", "code"), [("he", "reported_by_you"), ("zhou", "forbidden"), ("han", "decided_before")]
)
def test_a_reviewer_with_a_tie_does_not(who: str, code: str) -> None:
    """Whoever left the branch for the committee above keeps the tie."""
    people, _, pk = asked()
    person_id = getattr(people, who)
    Office.objects.filter(person_id=person_id).update(until=date(2026, 3, 1))
    Membership.objects.filter(person_id=person_id).update(until=date(2026, 3, 5))
    Office.objects.create(
        organisation=Organisation.objects.get(kind="committee"), person_id=person_id,
        role=Role.SUPERIOR_REVIEWER.value, since=date(2026, 3, 6), resolution="院党委〔2026〕8号",
    )  # fmt: skip
    assert refusal(lambda: judged(people, pk, who)).code == code


def test_once_and_not_while_the_matter_is_taken_up_again() -> None:
    people, matter_id, pk = asked()
    Reopening.objects.create(
        branch_id=people.branch_id, matter_id=matter_id, before_centi=0, outcome="changed", quantity=1,
        points_centi=100, reason=text_about(people), proposed_by_id=people.han, proposed_at=JUDGED_ON, state="proposed",
    )  # fmt: skip
    assert refusal(lambda: judged(people, pk)).code == "undecided"
    Reopening.objects.update(
        state="dropped", ended_by_id=people.han, ended_at=JUDGED_ON, why_dropped=text_about(people)
    )
    same = key()
    judged(people, pk, key=same)
    with pytest.raises(AlreadyDone):
        judged(people, pk, key=same)
    assert refusal(lambda: judged(people, pk)).code == "wrong_state"
