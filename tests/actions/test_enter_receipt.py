"""登记回执: the answer of a superior with a system of their own ends the filing as one given here would."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from fenming.actions.enter_receipt import enter_receipt
from fenming.actions.file_year import file_year
from fenming.queries.filing_view import filing_view
from fenming.queries.settlement_steps import year_state
from fenming.records.models import AuditEvent, Filing, FilingEvent, Office
from fenming.rules.terms import Refused
from fenming.rules.year_receipt import YearReceipt, receipt_bytes
from tests.actions._walk import year
from tests.actions._year import appraised, filed, steps_of
from tests.cast import Cast, at, cast, key

pytestmark = [pytest.mark.django_db, pytest.mark.database]

ENTERED = at(2027, 4, 6)


def outside(people: Cast) -> Filing:
    """Filed, with nobody in this system to review it."""
    appraised(people)
    Office.objects.filter(person_id=people.gao).update(until=date(2027, 3, 20))
    return Filing.objects.get(pk=filed(people))


def answer(filing: Filing, /, **change: str) -> YearReceipt:
    receipt = YearReceipt(
        kind="accepted", committee="学院党委", by="高远", branch="教工第二党支部", year=2026, round=filing.round,
        filing=filing.digest, archive=filing.archive_digest, number="院备〔2027〕5号", remarks="", on="2027-04-02",
    )  # fmt: skip
    return replace(receipt, **change)  # type: ignore[arg-type]


def _enter(
    people: Cast, filing: Filing, receipt: YearReceipt, *, actor: int | None = None, once: str = ""
) -> None:
    enter_receipt(
        actor_id=actor or people.lin, filing_id=filing.pk, content=receipt_bytes(receipt), key=once or key(), now=ENTERED
    )  # fmt: skip


def _refused(people: Cast, filing: Filing, receipt: YearReceipt, *, actor: int | None = None) -> Refused:
    before = FilingEvent.objects.count()
    with pytest.raises(Refused) as refused:
        _enter(people, filing, receipt, actor=actor)
    assert FilingEvent.objects.count() == before
    return refused.value


def test_accepted_under_the_number_of_the_receipt() -> None:
    people = cast()
    filing = outside(people)
    view = filing_view(actor_id=people.lin, filing_id=filing.pk, today=ENTERED.date())
    assert view.may_enter_receipt
    _enter(people, filing, answer(filing))
    event = FilingEvent.objects.get()
    assert (event.kind, event.number, event.outside, event.by_id) == (
        "accepted", "院备〔2027〕5号", "学院党委", people.lin,
    )  # fmt: skip
    assert year_state(year=year(people)) == "accepted"
    trail = AuditEvent.objects.get(branch_id=people.branch_id, verb="enter_receipt")
    assert (trail.clause, json.loads(trail.detail)["receipt"]) == ("R45 R84", event.receipt_digest)
    view = filing_view(actor_id=people.lin, filing_id=filing.pk, today=ENTERED.date())
    assert (view.outside, view.receipt, view.may_enter_receipt) == ("学院党委", "院备〔2027〕5号", False)
    assert _refused(people, filing, answer(filing)).code == "wrong_state"


def test_returned_with_its_remarks_and_filed_again() -> None:
    people = cast()
    filing = outside(people)
    back = answer(filing, kind="returned", number="", remarks="请核对何苗的一笔。")
    _enter(people, filing, back)
    view = filing_view(actor_id=people.lin, filing_id=filing.pk, today=ENTERED.date())
    assert (view.answer, view.remarks, view.answered_by) == ("returned", "请核对何苗的一笔。", "学院党委")
    assert "核对" not in AuditEvent.objects.get(verb="enter_receipt").detail
    pk = steps_of(people).settlement_id
    file_year(actor_id=people.lin, settlement_id=pk, key=key(), now=ENTERED)
    assert year_state(year=year(people)) == "filed"


def test_for_another_table_or_by_somebody_else_it_is_refused() -> None:
    people = cast()
    filing = outside(people)
    refused = _refused(people, filing, answer(filing, filing="f" * 64))
    assert (refused.code, "与这一份的核对码不同" in refused.sentence) == ("other_filing", True)
    assert _refused(people, filing, answer(filing, number="字" * 41)).code == "bad_content"
    assert _refused(people, filing, answer(filing), actor=people.han).code == "forbidden"


def test_not_where_the_committee_reviews_in_this_system() -> None:
    people = cast()
    appraised(people)
    filing = Filing.objects.get(pk=filed(people))
    refused = _refused(people, filing, answer(filing))
    assert (refused.code, "请等上级备案或退回" in refused.sentence) == ("reviewed_here", True)
