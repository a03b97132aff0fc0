"""提请上级核查报告: by an assessor, once, about a report that has come to its end; nobody who reported is named."""

from __future__ import annotations

from typing import Any

import pytest

from fenming.actions import AlreadyDone
from fenming.actions.see_reporter import see_reporter
from fenming.queries.access import NotFound
from fenming.records.models import AuditEvent, Office, Outbox, ReportInquiry
from fenming.rules.terms import Refused
from tests.actions._reports import reported
from tests.actions.inquiry_scene import REFERRED_ON, WHY, inquiry_traces, referred, turned_down
from tests.cast import cast, key

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def refusal(act: Any) -> Refused:
    before = inquiry_traces()
    with pytest.raises(Refused) as refused:
        act()
    assert inquiry_traces() == before
    return refused.value


def test_an_assessor_asks_and_the_reviewer_is_told_without_a_name() -> None:
    people, matter_id = turned_down()
    inquiry = ReportInquiry.objects.get(pk=referred(people, matter_id))
    assert (inquiry.by_id, inquiry.reason.text, inquiry.reporter.matter_id) == (people.shen, WHY, matter_id)
    event = AuditEvent.objects.get(verb="refer_report")
    assert (event.subject, event.subject_id, event.actor_id) == ("reporter", inquiry.reporter_id, people.shen)
    assert event.detail == f'{{"inquiry":{inquiry.pk}}}'
    told = Outbox.objects.filter(kind="report_referred").values_list("to", "subject", "subject_id")
    assert list(told) == [(people.gao, "reportinquiry", inquiry.pk)]


@pytest.mark.parametrize("who", ["zhou", "xu", "jiang", "lin", "gao", "he"])
def test_only_those_who_may_learn_the_name_ask(who: str) -> None:
    people, matter_id = turned_down()
    assert refusal(lambda: referred(people, matter_id, who)).code == "forbidden"


def test_another_branch_and_a_matter_nobody_reported_are_not_found() -> None:
    people, matter_id = turned_down()
    for pk, who in ((matter_id, "deng"), (987654, "shen")):
        with pytest.raises(NotFound):
            referred(people, pk, who)


def test_it_is_asked_once_with_a_reason_and_with_the_same_button_once() -> None:
    people, matter_id = turned_down()
    assert refusal(lambda: referred(people, matter_id, reason=" ")).code == "no_reason"
    assert refusal(lambda: referred(people, matter_id, reason="长" * 501)).code == "too_long"
    same = key()
    referred(people, matter_id, key=same)
    with pytest.raises(AlreadyDone):
        referred(people, matter_id, key=same)
    again = refusal(lambda: referred(people, matter_id, "han"))
    assert again.sentence == "这份报告的核查现在是“等上级核查”，不能提请上级核查报告。请等上级核查。"


def test_not_while_the_matter_is_undecided_and_not_by_the_reporter() -> None:
    people = cast()
    matter_id = reported(people, who="han")
    assert refusal(lambda: referred(people, matter_id)).code == "undecided"
    assert refusal(lambda: referred(people, matter_id, "han")).code == "reported_by_you"


def test_without_a_reviewer_there_is_nobody_to_ask() -> None:
    people, matter_id = turned_down()
    Office.objects.filter(role="superior_reviewer").update(until=REFERRED_ON.date().replace(day=1))
    assert refusal(lambda: referred(people, matter_id)).code == "no_superior"


def test_the_reviewer_learns_the_name_only_now_and_each_look_is_kept() -> None:
    people, matter_id = turned_down()

    def look() -> str:
        return see_reporter(actor_id=people.gao, matter_id=matter_id, key=key(), now=REFERRED_ON)

    assert refusal(look).code == "forbidden"
    referred(people, matter_id)
    assert look() == "何苗"
    assert AuditEvent.objects.filter(verb="see_reporter", actor_id=people.gao).count() == 1
