"""一并备案: what is green is accepted, what is not is left out and named."""

from __future__ import annotations

from datetime import date

import pytest

from fenming.actions import AlreadyDone
from fenming.actions.accept_filings import accept_filings
from fenming.actions.return_filing import return_filing
from fenming.queries.access import NotFound
from fenming.records.models import AuditEvent, FilingEvent
from fenming.rules.terms import Refused
from tests.actions._walk import vetoed
from tests.actions._year import FILE_DAY, appraised, filed
from tests.cast import cast, key

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_what_is_green_gets_its_number() -> None:
    people = cast()
    appraised(people)
    pk, once = filed(people), key()
    done = accept_filings(actor_id=people.gao, filing_ids=[pk, pk], key=once, now=FILE_DAY)
    assert done.numbers == (("教工第二党支部", "备〔2027〕1号"),)
    assert done.left == ()
    assert AuditEvent.objects.get(verb="accept_filing").subject_id == pk
    with pytest.raises(AlreadyDone):
        accept_filings(actor_id=people.gao, filing_ids=[pk], key=once, now=FILE_DAY)
    assert FilingEvent.objects.count() == 1


def test_what_is_not_green_or_answered_already_is_left_out_and_named() -> None:
    people = cast()
    appraised(people)
    pk = filed(people)
    vetoed(people, people.m_zhou, date(2026, 3, 2))
    done = accept_filings(actor_id=people.gao, filing_ids=[pk], key=key(), now=FILE_DAY)
    ((branch, why),) = done.left
    assert branch == "教工第二党支部"
    assert "核对没有全部通过，不能一并备案" in why
    assert not FilingEvent.objects.exists()
    return_filing(actor_id=people.gao, filing_id=pk, remarks="请作更正结算。", key=key(), now=FILE_DAY)
    done = accept_filings(actor_id=people.gao, filing_ids=[pk], key=key(), now=FILE_DAY)
    assert done.numbers == ()
    assert "已经答复过" in done.left[0][1]


def test_nothing_chosen_and_nobody_else() -> None:
    people = cast()
    appraised(people)
    pk = filed(people)
    with pytest.raises(Refused) as refused:
        accept_filings(actor_id=people.gao, filing_ids=[], key=key(), now=FILE_DAY)
    assert refused.value.code == "nothing_chosen"
    with pytest.raises(Refused) as refused:
        accept_filings(actor_id=people.lin, filing_ids=[pk], key=key(), now=FILE_DAY)
    assert refused.value.code == "forbidden"
    for actor, pks in ((people.deng, [pk]), (people.gao, [pk, 987654])):
        with pytest.raises(NotFound):
            accept_filings(actor_id=actor, filing_ids=pks, key=key(), now=FILE_DAY)
    assert not FilingEvent.objects.exists()
