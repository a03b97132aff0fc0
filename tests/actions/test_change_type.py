"""调整岗位类别: another list from a day on; what happened before stays under the old one."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from fenming.actions import AlreadyDone
from fenming.queries.access import NotFound
from fenming.queries.scores import member_of
from fenming.records.models import AuditEvent, Membership, Outbox, Standing
from fenming.rules.terms import Refused
from tests.actions.roster_scene import changed, claim
from tests.cast import cast, key

pytestmark = [pytest.mark.django_db, pytest.mark.database]
DAY = date(2026, 6, 1)


def test_the_new_list_holds_from_its_day_and_the_settled_year_keeps_the_old_type() -> None:
    people = cast()
    standing = Standing.objects.get(pk=changed(people))
    assert (standing.type, standing.status, standing.since) == ("T", "formal", DAY)
    membership = Membership.objects.get(pk=people.m_he)
    he = member_of(membership)
    assert [he.list_on(day) for day in (date(2026, 5, 31), DAY)] == ["A", "T"]
    assert (he.type, member_of(membership, at=date(2026, 5, 31)).type) == ("T", "A")
    event = AuditEvent.objects.filter(branch_id=people.branch_id).latest("seq")
    assert (event.verb, event.subject_id, event.clause) == ("change_type", people.m_he, "R18")
    assert list(Outbox.objects.exclude(kind="office_given").values_list("kind", "to_id")) == [
        ("type_changed", people.he)
    ]


def test_a_matter_goes_by_the_list_of_its_day() -> None:
    people = cast()
    changed(people)
    claim(people, "he", date(2026, 5, 30), item="DA5", said="提出改进建议，已采纳。")
    claim(people, "he", DAY, item="DT5")
    for day, item in ((date(2026, 5, 30), "DT5"), (DAY, "DA5")):
        with pytest.raises(Refused) as refused:
            claim(people, "he", day, item=item, said="另一件事。")
        assert "适用的是" in refused.value.sentence


@pytest.mark.parametrize(
    ("given", "code", "words"),
    [
        ({"resolution": ""}, "incomplete", "还没有写依据"),
        ({"post": "P"}, "unknown_type", "请选教师岗或管理岗"),
        ({"post": "A"}, "same_type", "何苗现在就是管理岗"),
        ({"day": date(2026, 6, 11)}, "future_day", "到那天再登记调整岗位"),
        ({"day": date(2026, 1, 5)}, "standing_later", "只能从更晚的一天起"),
        ({"day": date(2026, 5, 1)}, "off_list", "5月30日“改进建议与志愿服务”不在那份清单上"),
        ({"actor": "han"}, "forbidden", "调整岗位类别由支部书记办理"),
    ],
)
def test_what_is_refused_leaves_no_standing(given: dict[str, Any], code: str, words: str) -> None:
    people = cast()
    claim(people, "he", date(2026, 5, 30), item="DA5", said="提出改进建议，已采纳。")
    before = Standing.objects.count(), AuditEvent.objects.count()
    with pytest.raises(Refused) as refused:
        changed(people, **given)
    assert refused.value.code == code
    assert words in refused.value.sentence
    assert (Standing.objects.count(), AuditEvent.objects.count()) == before


def test_a_foreign_branch_and_a_second_form_get_nowhere() -> None:
    people = cast()
    with pytest.raises(NotFound):
        changed(people, actor="deng")
    used = key()
    changed(people, used=used)
    with pytest.raises(AlreadyDone):
        changed(people, used=used)
    assert Standing.objects.filter(membership_id=people.m_he).count() == 2
