"""What the database itself refuses about the use of a year's points, whoever writes: attacks by raw SQL (R52–R54, A29)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from fenming.records.models import Settlement, UseList
from tests.actions.uses_scene import confirmed, name_of, proposed, settled_again
from tests.cast import Cast, cast
from tests.conftest import on_a_copy
from tests.invariants.test_raw_sql import copy_row, refused

pytestmark = [pytest.mark.django_db, pytest.mark.database]

TRUE, FALSE = "(1 = 1)", "(1 = 0)"
ONE = "id = (SELECT MIN(id) FROM {table})"


def _decided(**change: str) -> str:
    """A further decision, copied from the first one."""
    return copy_row("records_usedecision", ONE.format(table="records_usedecision"), **change)


ATTACKS: dict[str, tuple[Callable[[Cast], str], tuple[str, ...]]] = {
    "a resolution without a name": (
        lambda p: copy_row("records_bottomresolution", "1 = 1", resolution="''"),
        ("bottom_resolution_by_resolution",),
    ),
    "a resolution rewritten": (
        lambda p: "UPDATE records_bottomresolution SET is_on = (1 = 0)",
        ("append-only",),
    ),
    "a second list of one settlement": (lambda p: copy_row("records_uselist", "1 = 1"), ("unique",)),
    "a list rewritten": (lambda p: "UPDATE records_uselist SET top_places = 7", ("append-only",)),
    "a name twice for one thing": (
        lambda p: copy_row("records_useproposal", "use = 'ineligible'"),
        ("unique",),
    ),
    "a name that is not on the list and was on none": (
        lambda p: copy_row(
            "records_useproposal", "use = 'ineligible'", listed=FALSE, membership_id=str(p.m_shen)
        ),
        ("use_proposal_listed_or_carried_over",),
    ),
    "a measure for somebody graded well": (
        lambda p: copy_row(
            "records_useproposal", "use = 'ineligible'", membership_id=str(p.m_shen), grade="'合格'"
        ),
        ("graded qualified or better",),
    ),
    "a use nobody knows": (
        lambda p: copy_row(
            "records_useproposal", "use = 'ineligible'", use="'fine'", membership_id=str(p.m_shen)
        ),
        ("use_proposal_use_known",),
    ),
    "somebody of the other branch": (
        lambda p: copy_row("records_useproposal", "use = 'ineligible'", membership_id=str(p.m_deng)),
        ("fenming",),
    ),
    "a name carried over within one list": (
        lambda p: copy_row(
            "records_useproposal", "use = 'ineligible'", use="'honours'", listed=FALSE, earlier_id="id"
        ),
        ("not the same name of an earlier list",),
    ),
    "a name rewritten": (
        lambda p: "UPDATE records_useproposal SET use = 'honours'",
        ("append-only",),
    ),
    "a decision by the one concerned": (
        lambda p: _decided(round="2", outcome="'struck'", by_id=str(p.zhou)),
        ("decided by who is concerned",),
    ),
    "the same decision once more": (lambda p: _decided(round="2"), ("decided so already",)),
    "a decision that leaves a round out": (
        lambda p: _decided(round="3", outcome="'struck'"),
        ("decided so already",),
    ),
    "a decision of another kind": (
        lambda p: _decided(round="2", outcome="'deferred'"),
        ("use_decision_outcome_known",),
    ),
    "eligibility taken from somebody who was not heard": (
        lambda p: _decided(proposal_id=str(name_of(p.m_he, "ineligible").pk), heard_id="NULL"),
        ("not heard",),
    ),
    "a decision rewritten": (
        lambda p: "UPDATE records_usedecision SET outcome = 'struck'",
        ("append-only",),
    ),
    "an incentive for somebody nobody confirmed": (
        lambda p: _given(p, name_of(p.m_han, "incentive").pk),
        ("not confirmed",),
    ),
    "an incentive for a candidate for honours": (
        lambda p: _given(p, name_of(p.m_zhou, "honours").pk),
        ("not confirmed",),
    ),
    "an incentive entered by the one who gets it": (
        lambda p: _given(p, name_of(p.m_zhou, "incentive").pk, by=p.zhou),
        ("entered by who is concerned",),
    ),
    "an incentive without a document": (
        lambda p: _given(p, name_of(p.m_zhou, "incentive").pk, document=""),
        ("incentive_has_document",),
    ),
}


def _given(
    people: Cast, proposal_id: int, *, by: int | None = None, document: str = "院党委〔2027〕8号"
) -> str:
    return (
        "INSERT INTO records_incentive (branch_id, proposal_id, kind, what_id, day, document, by_id, at) "
        f"SELECT branch_id, {proposal_id}, 'training', reason_id, '2027-04-06', '{document}', {by or people.lin}, at "
        "FROM records_usedecision WHERE id = (SELECT MIN(id) FROM records_usedecision)"
    )


@pytest.fixture(scope="module")
def people(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Cast]:
    """A list drawn up, 周予安 confirmed for an incentive."""
    with on_a_copy(django_db_blocker, tmp_path_factory.mktemp("uses")):
        found = cast()
        proposed(found)
        confirmed(found, found.m_zhou, "incentive")
        yield found


@pytest.mark.parametrize("attack", ATTACKS)
def test_the_database_refuses(people: Cast, attack: str) -> None:
    statement, words = ATTACKS[attack]
    refused(statement(people), *words)


def test_nothing_is_drawn_up_or_decided_on_a_corrected_settlement_or_before_filing(people: Cast) -> None:
    first = UseList.objects.get()
    settlement_id = settled_again(people)
    refused(copy_row("records_uselist", "1 = 1", settlement_id=str(settlement_id)), "has not been filed")
    assert Settlement.objects.get(corrects_id=first.settlement_id).pk == settlement_id
    other = str(name_of(people.m_han, "incentive").pk)
    refused(_decided(proposal_id=other), "the settlement has been corrected")
