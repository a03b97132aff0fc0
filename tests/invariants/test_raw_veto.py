"""What the database itself refuses about vetoes and the paper book, whoever writes: attacks by raw SQL."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection

from tests.actions.opening_scene import entered
from tests.actions.paper_scene import handed, papers, said
from tests.actions.veto_scene import confirmed, lifted, proposed
from tests.cast import Cast, cast
from tests.invariants.test_raw_sql import copy_row, refused

pytestmark = [pytest.mark.django_db, pytest.mark.database]

NEXT = {"seq": "(SELECT MAX(seq) + 1 FROM records_ledgerentry)", "prev_hash": "hash"}
LAST = "id = (SELECT MAX(id) FROM records_ledgerentry)"
OPEN = "state = 'proposed'"

# what stands there, the statement, words of the refusal
ATTACKS: dict[str, tuple[Callable[[Cast], object], str, tuple[str, ...]]] = {
    "confirmed by nobody": (
        proposed, "UPDATE records_veto SET state = 'confirmed'", ("veto_ended_by_someone",),
    ),
    "without a document": (
        proposed, "UPDATE records_veto SET document = ''", ("fenming",),
    ),
    "moved to another member": (
        proposed, "UPDATE records_veto SET membership_id = membership_id + 1", ("what was proposed stays",),
    ),
    "another text": (
        confirmed,
        "UPDATE records_veto SET text_id = answer_id",
        ("what was proposed stays",),
    ),
    "an answer taken away": (confirmed, "UPDATE records_veto SET answer_id = NULL", ("what was proposed stays",)),
    "a shorter term": (
        proposed, "UPDATE records_veto SET reply_by = '2026-03-10'", ("what was proposed stays",),
    ),
    "a confirmed one back to the start": (
        confirmed, "UPDATE records_veto SET state = 'proposed', confirmed_by_id = NULL, confirmed_at = NULL",
        ("fenming",),
    ),
    "lifted by one alone": (
        confirmed,
        "UPDATE records_veto SET state = 'lifted', lift_document = 'x', lift_proposed_by_id = proposed_by_id, "
        "lifted_by_id = proposed_by_id",
        ("veto_lifted_by_two",),
    ),
    "lifted without a document": (
        confirmed,
        "UPDATE records_veto SET state = 'lifted', lift_proposed_by_id = proposed_by_id, lifted_by_id = confirmed_by_id",
        ("veto_lifted_by_two",),
    ),
    "lifted by nobody": (
        confirmed, "UPDATE records_veto SET state = 'lifted'", ("veto_lifted_when_said",),
    ),
    "in force again after it was lifted": (
        lambda people: lifted(people, confirmed(people)),
        "UPDATE records_veto SET state = 'confirmed'",
        ("veto has ended",),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", ATTACKS)
def test_a_veto_cannot_be(name: str) -> None:
    scene, statement, words = ATTACKS[name]
    scene(cast())
    refused(statement, *words)


def test_a_document_is_used_once_for_a_member_and_a_kind() -> None:
    proposed(cast())
    refused(copy_row("records_veto", OPEN), "unique")


def test_a_veto_is_booked_once_and_as_it_was_confirmed() -> None:
    people = cast()
    confirmed(people)
    refused(copy_row("records_ledgerentry", LAST, **NEXT), "unique")
    again = {**NEXT, "veto_id": "(SELECT MAX(id) FROM records_veto)"}
    proposed(people, document="校纪〔2026〕4号")
    refused(copy_row("records_ledgerentry", LAST, **again), "not what the veto says")


def test_a_reversal_of_a_veto_names_the_veto_and_why() -> None:
    people = cast()
    confirmed(people)
    mirrored = {**NEXT, "kind": "'reversal'", "reverses_id": "id"}
    refused(copy_row("records_ledgerentry", LAST, **mirrored), "ledger_source_fits_kind")
    refused(
        copy_row(
            "records_ledgerentry", LAST, **mirrored | {"veto_id": "NULL", "reason_code": "'veto_lifted'"}
        ),
        "ledger_source_fits_kind",
    )


def test_the_paper_book_is_taken_over_once_and_stays_as_it_was() -> None:
    people = cast()
    entered(people)
    refused(copy_row("records_opening", "id = (SELECT MAX(id) FROM records_opening)"), "unique")
    refused("UPDATE records_opening SET closed_on = '2026-12-31'", "append-only")
    refused(
        f"INSERT INTO records_opening (branch_id, quarter_id, resolution, closed_on, objection_until, by_id, at) "
        f"SELECT {people.other_branch_id}, q.id, '', '2026-06-30', '2026-07-13', {people.deng}, "
        f"'2026-07-06 00:00:00+00:00' FROM records_quarter q WHERE q.branch_id = {people.other_branch_id} AND q.number = 3",
        "opening_by_resolution",
    )


def test_an_entry_of_the_paper_book_lies_before_it_was_closed_and_names_it() -> None:
    people = cast()
    entered(people)
    refused(
        copy_row("records_ledgerentry", LAST, **NEXT, day="'2026-07-01'"), "after the paper book was closed"
    )
    refused(copy_row("records_ledgerentry", LAST, **NEXT, opening_id="NULL"), "ledger_source_fits_kind")


PAPER_ATTACKS = [
    ("veto", "shown_on = '2026-04-03', reply_by = '2026-04-10'", "handed_over_by_somebody"),
    ("veto", "by_hand = {no}", "stays as it was"),
    ("veto", "state = 'confirmed', confirmed_by_id = {shen}, confirmed_at = proposed_at", "confirmed_when_told"),
    ("correction", "state = 'confirmed', ended_by_id = {shen}, ended_at = proposed_at", "confirmed_when_told"),
    ("correction", "entered_by_id = {lin}, signed_on = '2026-04-13'", "entered_by_somebody"),
    ("correction", "answer_id = reason_id, entered_by_id = {he}, signed_on = '2026-04-13'", "the own paper"),
    ("reopening", "handed_by_id = {zhou}, handed_at = proposed_at, shown_on = '2026-04-13', reply_by = '2026-04-20'",
     "the own paper"),
]  # fmt: skip
HANDED_ATTACKS = [
    ("shown_on = '2026-04-10'", "stays as it was"),
    ("reply_by = '2026-04-17'", "stays as it was"),
    ("handed_by_id = {shen}", "stays as it was"),
    ("shown_on = NULL, reply_by = NULL, handed_by_id = NULL, handed_at = NULL", "stays as it was"),
    ("signed_on = '2026-04-14'", "stays as it was"),
    ("entered_by_id = NULL, signed_on = NULL", "stays as it was"),
]


def test_papers_are_handed_over_and_entered_by_others_and_stay_as_they_were() -> None:
    scene = papers()
    people = scene.wall.people
    no = "false" if connection.vendor == "postgresql" else "0"
    names = {"no": no, "shen": people.shen, "lin": people.lin, "he": people.he, "zhou": people.zhou}
    for table, change, words in PAPER_ATTACKS:
        refused(f"UPDATE records_{table} SET {change.format(**names)} WHERE {OPEN}", words)
    for subject in scene.ids:
        handed(scene, subject)
        said(scene, subject)
        for change, words in HANDED_ATTACKS:
            refused(f"UPDATE records_{subject} SET {change.format(**names)} WHERE {OPEN}", words)
