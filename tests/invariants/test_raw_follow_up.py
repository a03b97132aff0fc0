"""What the database itself refuses about what follows a year, whoever writes: attacks by raw SQL (R55, R56, R58, R59, A29)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from fenming.records.models import Disposal
from tests.actions.follow_up_scene import (
    above,
    appraised_year,
    checked,
    decided,
    proposed,
    sent_back,
    signed_for,
    talked,
    to_rectify,
)
from tests.cast import Cast, at
from tests.conftest import on_a_copy
from tests.invariants.test_raw_sql import copy_row, refused

pytestmark = [pytest.mark.django_db, pytest.mark.database]

DRAFTED = "state = 'drafted'"
WAITING = "acknowledged_at IS NULL"
BY_DOCUMENT = {"settlement_id": "NULL", "grade": "''", "document": "'校纪〔2027〕3号'"}
ANOTHER_DAY = {"held_on": "'2027-04-01'"}


@pytest.fixture(scope="module")
def scene(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Cast]:
    """A talk with 何苗, signed for, and one with 韩若水 that waits; what 何苗 is to put right, and what 韩若水 did;
    a case about 何苗 that came back and was decided anew, and one about 许明远 that was only proposed."""
    with on_a_copy(django_db_blocker, tmp_path_factory.mktemp("follow_up")):
        people = appraised_year()
        signed_for(people, talked(people))
        talked(people, membership_id=people.m_han)
        to_rectify(people)
        checked(people, to_rectify(people, membership_id=people.m_han))
        sent_back(people, above(people))
        decided(people, Disposal.objects.get().pk, now=at(2027, 5, 6))
        proposed(people, membership_id=people.m_xu)
        yield people


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("agreed_id = agreed_id - 1", "stays as it was"),
        ("held_on = '2027-04-05'", "stays as it was"),
        ("membership_id = membership_id + 1", "stays as it was"),
        ("held_by_id = held_by_id + 1", "stays as it was"),
        ("grade = '不合格'", "stays as it was"),
        ("settlement_id = NULL", "stays as it was"),
        ("document = 'x'", "stays as it was"),
        ("remarks_id = agreed_id", "talk_remarks_when_acknowledged"),
    ],
)
def test_what_was_talked_about_stays(scene: Cast, change: str, words: str) -> None:
    refused(f"UPDATE records_talk SET {change} WHERE {WAITING}", words)


def test_a_signature_is_not_taken_back(scene: Cast) -> None:
    refused(
        "UPDATE records_talk SET acknowledged_at = NULL, remarks_id = NULL WHERE acknowledged_at IS NOT NULL",
        "stays as it was",
    )


def test_a_talk_is_held_by_who_led_the_branch_and_not_with_oneself(scene: Cast) -> None:
    for person in (scene.shen, scene.han):
        refused(
            copy_row("records_talk", WAITING, **ANOTHER_DAY, held_by_id=str(person)),
            "not held by who led the branch",
        )
    refused(
        copy_row("records_talk", WAITING, **ANOTHER_DAY, membership_id=str(scene.m_lin)),
        "not held by who led the branch",
    )
    refused(copy_row("records_talk", WAITING, held_on="'2026-01-04'"), "not held by who led the branch")
    refused(copy_row("records_talk", WAITING), "unique")


def test_no_talk_for_one_graded_qualified_without_a_document(scene: Cast) -> None:
    zhou = {"membership_id": str(scene.m_zhou)}
    refused(copy_row("records_talk", WAITING, **zhou), "not the grade that was given")
    refused(copy_row("records_talk", WAITING, **zhou, grade="'合格'"), "talk_ground_fits")
    refused(copy_row("records_talk", WAITING, **zhou, settlement_id="NULL"), "talk_ground_fits")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("what_id = what_id - 1", "stays as it was"),
        ("membership_id = membership_id + 1", "stays as it was"),
        ("due_on = '2027-06-01'", "stays as it was"),
        ("due_on = '2027-12-31'", "stays as it was"),
        ("set_by_id = set_by_id + 1", "stays as it was"),
        ("grade = '基本合格'", "stays as it was"),
        ("settlement_id = NULL", "stays as it was"),
        ("state = 'done'", "stays as it was"),
        ("state = 'not_done'", "stays as it was"),
    ],
)
def test_what_is_to_be_put_right_stays_and_ends_only_checked(scene: Cast, change: str, words: str) -> None:
    refused(f"UPDATE records_rectification SET {change} WHERE state = 'open'", words)


def test_what_was_checked_is_not_opened_again(scene: Cast) -> None:
    refused("UPDATE records_rectification SET state = 'open' WHERE state = 'done'", "stays as it was")
    refused(copy_row("records_rectificationevent", "kind = 'done'", kind="'reported'"), "fenming")
    refused(copy_row("records_rectificationevent", "kind = 'done'"), "fenming")


def test_nobody_checks_their_own_and_nobody_reports_for_another(scene: Cast) -> None:
    of_he = {"rectification_id": "(SELECT MIN(id) FROM records_rectification)"}
    for change in ({"by_id": str(scene.he)}, {"kind": "'reported'"}):
        refused(
            copy_row("records_rectificationevent", "kind = 'done'", **of_he | change),
            "reported by another, or checked by who is concerned",
        )
    refused(
        copy_row("records_rectificationevent", "kind = 'done'", **of_he, due_on="'2027-09-30'"),
        "rectification_event_fits",
    )
    refused(
        copy_row("records_rectification", "state = 'open'", membership_id=str(scene.m_lin), **BY_DOCUMENT),
        "set by who is concerned",
    )


def test_no_correction_for_one_graded_qualified_without_a_document(scene: Cast) -> None:
    zhou = {"membership_id": str(scene.m_zhou)}
    refused(copy_row("records_rectification", "state = 'open'", **zhou), "not the grade that was given")
    refused(
        copy_row("records_rectification", "state = 'open'", **zhou, grade="'合格'"),
        "rectification_ground_fits",
    )


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("proposal_id = proposal_id - 1", "stays as it was"),
        ("membership_id = membership_id + 1", "stays as it was"),
        ("proposed_by_id = proposed_by_id + 1", "stays as it was"),
        ("heard_id = NULL, heard_on = NULL, heard_by_id = NULL, answer_id = proposal_id, "
         "answered_at = proposed_at", "stays as it was"),
        ("heard_on = '2027-04-11'", "stays as it was"),
        ("state = 'submitted'", "nobody decided or answered so"),
        ("state = 'filed'", "nobody decided or answered so"),
        ("state = 'returned'", "nobody decided or answered so"),
        ("state = 'drafted'", "nobody decided or answered so"),
        ("state = 'gone'", "fenming"),
    ],
)  # fmt: skip
def test_a_case_moves_only_as_people_moved_it(scene: Cast, change: str, words: str) -> None:
    refused(f"UPDATE records_disposal SET {change} WHERE state = 'decided'", words)


def test_a_filing_is_of_the_last_decision_and_answered_once_from_above(scene: Cast) -> None:
    first = "(SELECT MIN(id) FROM records_disposaldecision)"
    refused(copy_row("records_disposalfiling", "digest <> ''", decision_id=first), "fenming")
    refused(copy_row("records_disposalfilingevent", "kind = 'returned'"), "fenming")
    for table in ("disposaldecision", "disposalfiling", "disposalfilingevent"):
        refused(f"UPDATE records_{table} SET branch_id = branch_id", "append-only")
    refused(copy_row("records_disposaldecision", "round = 2"), "unique")
    refused(copy_row("records_disposaldecision", "round = 2", round="3", document="''"), "has_document")
    refused(copy_row("records_disposaldecision", "round = 2", round="3", outcome="'x'"), "outcome_known")
    for change in ({"by_id": str(scene.he)}, {"decided_on": "'2027-04-11'"}):
        refused(copy_row("records_disposaldecision", "round = 2", round="3", **change), "not heard")


def test_nothing_is_decided_unheard(scene: Cast) -> None:
    refused("UPDATE records_disposal SET state = 'decided' WHERE state = 'drafted'", "fenming")
    insert = (
        "INSERT INTO records_disposaldecision (branch_id, disposal_id, round, outcome, text_id, document, decided_on, "
        f"by_id, at) SELECT branch_id, id, 1, 'none', proposal_id, 'x', '2027-04-30', {scene.lin}, proposed_at "
        "FROM records_disposal WHERE state = 'drafted'"
    )
    refused(insert, "not heard")


def test_a_case_is_of_the_unqualified_and_proposed_by_another(scene: Cast) -> None:
    zhou = {"membership_id": str(scene.m_zhou)}
    refused(copy_row("records_disposal", DRAFTED, **zhou), "not the grade that was given")
    refused(copy_row("records_disposal", DRAFTED, **zhou, grade="'合格'"), "disposal_of_the_unqualified")
    refused(copy_row("records_disposal", DRAFTED), "unique")
    of_own = {"membership_id": str(scene.m_shen), "proposed_by_id": str(scene.shen), "grade": "'基本合格'"}
    refused(copy_row("records_disposal", DRAFTED, **of_own), "proposed by who is concerned")
