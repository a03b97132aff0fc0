"""登记靠后名单决议: by the secretary, from the branch's resolution, on and off in turn."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from fenming.actions import AlreadyDone
from fenming.actions.adopt_standard import adopt_standard
from fenming.actions.resolve_bottom_list import resolve_bottom_list
from fenming.queries.access import NotFound
from fenming.records.models import AuditEvent, BottomResolution
from fenming.rules.terms import Refused
from tests.actions.uses_scene import RESOLVED, resolved
from tests.cast import DEFAULT_STANDARD, Cast, at, cast, key

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def _refused(people: Cast, **other: Any) -> Refused:
    before = BottomResolution.objects.count()
    asked = {
        "actor_id": people.lin, "branch_id": people.branch_id, "is_on": True, "resolution": "支部党员大会决议〔2026〕6号",
        "day": RESOLVED, "key": key(), "now": at(2026, 6, 2),
    }  # fmt: skip
    with pytest.raises(Refused) as refused:
        resolve_bottom_list(**asked | other)
    assert BottomResolution.objects.count() == before
    return refused.value


def test_it_stands_with_number_and_day_and_leaves_a_trail() -> None:
    people = cast()
    pk = resolved(people)
    row = BottomResolution.objects.get(pk=pk)
    assert (row.is_on, row.resolution, row.day, row.by_id) == (
        True,
        "支部党员大会决议〔2026〕6号",
        RESOLVED,
        people.lin,
    )
    assert AuditEvent.objects.get(verb="resolve_bottom_list").clause == "R54 A28"


def test_on_and_off_follow_each_other_and_never_go_back_in_time() -> None:
    people = cast()
    assert _refused(people, is_on=False).code == "no_change"
    resolved(people)
    assert _refused(people).code == "no_change"
    assert _refused(people, is_on=False, day=date(2026, 5, 31)).code == "not_later"
    resolved(people, is_on=False, now=at(2026, 6, 2))
    resolved(people, day=date(2026, 6, 2))
    assert list(BottomResolution.objects.order_by("pk").values_list("is_on", flat=True)) == [
        True,
        False,
        True,
    ]


def test_each_refusal_says_what_is_missing() -> None:
    people = cast()
    for other, code in (
        ({"resolution": " "}, "no_document"),
        ({"resolution": "议" * 121}, "document_too_long"),
        ({"day": date(2026, 6, 3)}, "future_day"),
        ({"actor_id": people.shen}, "forbidden"),
        ({"actor_id": people.gao}, "forbidden"),
    ):
        assert _refused(people, **other).code == code
    with pytest.raises(NotFound):
        resolved(people, actor=people.deng)


def test_a_standard_that_never_lists_the_bottom_cannot_be_overruled() -> None:
    people = cast()
    adopt_standard(
        actor_id=people.lin, branch_id=people.branch_id, in_force_from=date(2026, 5, 1), resolution="支部党员大会",
        text=DEFAULT_STANDARD.replace('bottom_list = "off"', 'bottom_list = "never"'), key=key(), now=at(2026, 4, 20),
    )  # fmt: skip
    refused = _refused(people)
    assert refused.code == "never"
    assert "请先修订标准" in refused.sentence


def test_a_form_counts_once() -> None:
    people = cast()
    once, asked = key(), {"branch_id": people.branch_id, "is_on": True, "resolution": "决议", "day": RESOLVED}
    resolve_bottom_list(actor_id=people.lin, **asked, key=once, now=at(2026, 6, 2))
    with pytest.raises(AlreadyDone):
        resolve_bottom_list(actor_id=people.lin, **asked, key=once, now=at(2026, 6, 2))
