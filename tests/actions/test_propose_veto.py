"""提出一票否决: only on a document, never for oneself, and the one concerned is told."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from fenming.actions import AlreadyDone
from fenming.queries.access import NotFound
from fenming.records.models import AuditEvent, LedgerEntry, Membership, Office, Outbox, Settlement, Veto, Year
from fenming.rules.authority import Role
from fenming.rules.terms import Refused
from tests.actions.veto_scene import DECIDED, DOCUMENT, PROPOSED, REASON, confirmed, proposed
from tests.cast import Cast, at, cast, key

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def refusal(people: Cast, **change: Any) -> Refused:
    before = Veto.objects.count(), AuditEvent.objects.count(), Outbox.objects.count()
    with pytest.raises(Refused) as refused:
        proposed(people, **change)
    assert (Veto.objects.count(), AuditEvent.objects.count(), Outbox.objects.count()) == before
    return refused.value


def test_a_proposal_is_shown_to_the_one_concerned_with_five_working_days() -> None:
    people = cast()
    veto = Veto.objects.select_related("text").get(pk=proposed(people, document=f"  {DOCUMENT} "))
    assert (veto.state, veto.item, veto.document, veto.decided_on) == ("proposed", "V5", DOCUMENT, DECIDED)
    assert (veto.shown_on, veto.reply_by) == (date(2026, 3, 9), date(2026, 3, 16))
    assert veto.text.text == REASON
    assert (veto.membership_id, veto.proposed_by_id, veto.confirmed_by_id) == (people.m_he, people.han, None)
    assert veto.year.number == 2026
    assert not LedgerEntry.objects.exists()
    event = AuditEvent.objects.get(verb="propose_veto")
    assert (event.subject, event.subject_id, event.actor_id) == ("veto", veto.pk, people.han)
    assert REASON not in event.detail
    told = Outbox.objects.get(kind="veto_proposed")
    assert (told.to_id, told.subject, told.subject_id) == (people.he, "veto", veto.pk)


@pytest.mark.parametrize(
    ("change", "code", "words"),
    [
        ({"document": " "}, "document_missing", "还没有填处理决定的文号"),
        ({"document": "号" * 121}, "too_long", "120 字以内"),
        ({"text": ""}, "nothing_said", "还没有写处理决定认定的事实"),
        ({"text": "长" * 501}, "too_long", "500 字以内"),
        ({"decided_on": date(2026, 3, 10)}, "future_day", "2026年3月10日还没有到"),
        ({"decided_on": date(2025, 12, 30)}, "no_year", "不在本支部已开始的年度里"),
        ({"item": "K03"}, "bad_item", "请从标准列出的一票否决种类里选"),
        ({"item": "V9"}, "bad_item", "请从标准列出的一票否决种类里选"),
        ({"decided_on": date(2026, 1, 4)}, "bad_day", "早于加入日期2026年1月5日"),
    ],
)
def test_what_is_wrong_is_said(change: dict[str, Any], code: str, words: str) -> None:
    refused = refusal(cast(), **change)
    assert refused.code == code
    assert words in refused.sentence
    assert refused.sentence.endswith("。")


def test_only_secretary_and_committee_propose_and_nobody_for_oneself() -> None:
    people = cast()
    for actor in (people.xu, people.zhou, people.jiang):
        assert refusal(people, actor_id=actor).code == "forbidden"
    own = refusal(people, membership_id=people.m_han)
    assert own.code == "forbidden"
    assert "本人事项" in own.sentence
    with pytest.raises(NotFound):
        proposed(people, actor_id=people.deng)
    with pytest.raises(NotFound):
        proposed(people, membership_id=people.m_deng)
    assert Veto.objects.get(pk=proposed(people, actor_id=people.lin)).proposed_by_id == people.lin


def test_the_same_document_is_not_proposed_twice_but_may_be_after_it_was_declined() -> None:
    people = cast()
    veto_id = proposed(people)
    refused = refusal(people, actor_id=people.lin)
    assert refused.code == "repeat"
    assert "现在是“待确认”" in refused.sentence
    Veto.objects.filter(pk=veto_id).update(state="declined", confirmed_by=people.shen, confirmed_at=PROPOSED)
    assert proposed(people) != veto_id


def test_where_nobody_else_could_confirm_it_is_kept_for_whom_the_superior_names() -> None:
    people = cast()
    others = Office.objects.filter(organisation_id=people.branch_id, person_id__in=(people.shen, people.lin))
    others.filter(role__in=(Role.COMMITTEE, Role.SECRETARY)).update(until=date(2026, 3, 1))
    assert Veto.objects.get(pk=proposed(people)).state == "proposed"


def test_a_settled_year_takes_no_veto() -> None:
    people = cast()
    year = Year.objects.get(branch_id=people.branch_id)
    Settlement.objects.create(
        branch_id=people.branch_id, year=year, ledger_seq=0, head_hash="0" * 64, statements="[]", digest="0" * 64,
        settled_by_id=people.lin, settled_at=PROPOSED,
    )  # fmt: skip
    refused = refusal(people)
    assert refused.code == "year_settled"
    assert "已经结算" in refused.sentence


def test_one_who_left_is_judged_by_the_days_in_the_branch() -> None:
    people = cast()
    Membership.objects.filter(pk=people.m_he).update(until=date(2026, 3, 1))
    refused = refusal(people)
    assert refused.code == "bad_day"
    assert "晚于离开日期2026年3月1日" in refused.sentence
    assert proposed(people, decided_on=date(2026, 2, 27))


def test_a_second_decision_about_the_same_member_is_taken() -> None:
    people = cast()
    first = confirmed(people)
    assert proposed(people, document="校纪〔2026〕4号", item="V3") > first


def test_the_same_button_twice_counts_once() -> None:
    people, same = cast(), key()
    proposed(people, key=same)
    with pytest.raises(AlreadyDone):
        proposed(people, key=same, now=at(2026, 3, 10))
    assert Veto.objects.count() == 1
