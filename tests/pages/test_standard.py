"""积分标准: the whole of it in words, for everyone, and the sentences a branch must not miss."""

from __future__ import annotations

from datetime import date

import pytest

from fenming.actions.adopt_standard import adopt_standard
from fenming.actions.enrol_members import NewMember, enrol_members
from fenming.actions.found_branch import found_branch
from fenming.actions.resolve_bottom_list import resolve_bottom_list
from fenming.queries.item_words import limit_in_words, rule_in_words
from fenming.queries.standard_page import default_page, default_text
from fenming.records.models import Membership
from fenming.rules.standard import load_standard
from fenming.rules.terms import Status
from tests.cast import DEFAULT_STANDARD, SINCE, Cast, _founding, at, cast, key
from tests.pages.browse import client_of, stop_clock, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> Cast:
    stop_clock(monkeypatch, at(2026, 3, 5))
    return cast()


def test_every_item_is_there_with_its_evidence_and_clause_and_no_code(people: Cast) -> None:
    page = text(client_of(people.zhou).get("/standard"))
    for item in load_standard(DEFAULT_STANDARD).items:
        for words in (item.title, item.evidence, item.clause, rule_in_words(item)):
            assert words in page
        assert f">{item.id}<" not in page


def test_the_page_says_which_version_since_when_by_which_resolution(people: Cast) -> None:
    page = text(client_of(people.zhou).get("/standard"))
    assert "第1版，2026年1月1日起施行。依据：支部党员大会 2026年1月5日。" in page
    assert "重建示例：附件一原图无法辨认，请支部以自有标准替换。" in page
    assert "由林曼青录入" in page
    assert 'href="/roster">名册和职务</a>' in page


def test_the_page_says_that_doing_nothing_still_brings_sixty(people: Cast) -> None:
    page = text(client_of(people.zhou).get("/standard"))
    assert "一年里什么都不申报、也没有扣分的党员，总分也有 60 分，参考等次是“基本合格”" in page
    assert "80 分及以上：优秀" in page
    assert "70 分及以上、不满 80 分：合格" in page
    assert "不满 60 分：不合格" in page


def test_how_the_total_is_capped_is_printed_with_the_standard(people: Cast) -> None:
    client = client_of(people.zhou)
    assert "先从各项之和里减去扣分，再按 100 分封顶，最低 0 分。" in text(client.get("/standard"))
    adopt_standard(
        actor_id=people.lin,
        branch_id=people.branch_id,
        text=default_text(cap_stage="gross_then_deduct"),
        in_force_from=date(2026, 2, 1),
        resolution="支部党员大会 2026年1月30日",
        key=key(),
        now=at(2026, 1, 31),
    )
    page = text(client.get("/standard"))
    assert "各项之和先按 100 分封顶，再减去扣分，最低 0 分。" in page
    assert "第2版，2026年2月1日起施行" in page
    assert "第1版，2026年1月1日起施行，依据支部党员大会 2026年1月5日" in page


def test_a_branch_without_a_standard_is_told_who_acts_next(people: Cast) -> None:
    third = found_branch(
        actor_id=people.gao,
        founding=_founding("教工第三党支部", "唐子墨", "tang"),
        key=key(),
        now=at(2026, 1, 6),
    )
    (member,) = enrol_members(
        actor_id=third.person_id,
        branch_id=third.branch_id,
        members=[NewMember("郁文", "A", Status.FORMAL, SINCE)],
        resolution="转入",
        key=key(),
        now=at(2026, 1, 6),
    )
    person_id = Membership.objects.get(pk=member).person_id
    assert "由支部书记启用" in text(client_of(person_id).get("/standard"))
    assert "/setup/standard" in text(client_of(third.person_id).get("/standard"))


@pytest.mark.parametrize(
    ("item", "words"),
    [
        ("B01", "年初计 5 分"),
        ("DT1", "每学期 3 分，全年至多 6 分"),
        ("DA2", "每季度 1.5 分，全年至多 6 分"),
        ("DT3", "每项 1 至 3 分，全年至多 5 分"),
        ("J01", "国 5、省 4、市 3、校 2、院 1 分，全年至多 8 分"),
        ("K01", "每次扣 2 分"),
        ("K02", "每次扣 0.5 分，每季度前 2 次不扣"),
        ("K12", "一般扣 2、较重扣 4 分"),
        ("V1", "全年总分为 0 分"),
    ],
)
def test_a_rule_in_words(item: str, words: str) -> None:
    found = load_standard(DEFAULT_STANDARD).item(item)
    assert found is not None
    assert rule_in_words(found).removesuffix("，须写理由") == words


def test_a_deduction_says_what_it_is_taken_from() -> None:
    standard = load_standard(DEFAULT_STANDARD)
    absent, mishap = standard.item("K01"), standard.item("K12")
    assert absent is not None
    assert mishap is not None
    assert limit_in_words(absent, standard=standard) == "从“三会一课与主题党日”里扣，扣完 5 分为止"
    assert limit_in_words(mishap, standard=standard) == ""


def test_the_default_text_answers_the_one_question_and_changes_nothing_else() -> None:
    net, gross = default_text(cap_stage="net"), default_text(cap_stage="gross_then_deduct")
    assert net == DEFAULT_STANDARD
    changed = [pair for pair in zip(net.splitlines(), gross.splitlines(), strict=True) if pair[0] != pair[1]]
    assert changed == [('cap_stage = "net"  # A11', 'cap_stage = "gross_then_deduct"  # A11')]
    assert load_standard(gross).cap_stage == "gross_then_deduct"
    assert load_standard(gross).digest != load_standard(net).digest
    with pytest.raises(ValueError, match="cap_stage"):
        default_text(cap_stage='net"\nfloor = 0')


def test_the_default_page_is_the_same_text_before_adoption() -> None:
    page = default_page()
    assert page.label.startswith("重建示例")
    assert [section.name for section in page.sections] == [
        "一、基础分",
        "二、履职分",
        "三、加分",
        "四、扣分",
        "五、一票否决",
    ]


def test_how_the_lists_are_made_and_what_the_branch_resolved_is_printed_with_it(people: Cast) -> None:
    client = client_of(people.zhou)
    page = text(client.get("/standard"))
    assert "年度积分排在前 20% 的列入名单" in page
    assert "方案的原文没有这一条，这是对党员有利的变通，随标准写明。" in page
    assert "本支部没有列靠后名单的决议。" in page
    resolve_bottom_list(
        actor_id=people.lin, branch_id=people.branch_id, is_on=True, resolution="支部党员大会决议〔2026〕2号",
        day=date(2026, 3, 4), key=key(), now=at(2026, 3, 5),
    )  # fmt: skip
    assert "本支部2026年3月4日决议列靠后的名单（支部党员大会决议〔2026〕2号）。" in text(
        client.get("/standard")
    )
