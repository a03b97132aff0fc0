"""年度: the checklist, the settlement, the announcement, and the files that settle to the same bytes."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from fenming.actions.end_due import end_due
from fenming.actions.give_office import give_office
from fenming.actions.return_filing import return_filing
from fenming.actions.settle import settle
from fenming.jobs.cli import main
from fenming.records.models import Settlement, SettlementEvent, Standing
from fenming.rules.authority import Role
from tests.actions._walk import all_locked, assessed, determine, locked, posted, vetoed, year
from tests.actions._year import filed, graded, members_meeting
from tests.cast import DEFAULT_STANDARD, Cast, at, cast, key
from tests.once import once
from tests.pages.browse import client_of, stop_clock, text
from tests.telling import sign_and_announce

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


@once
def ready(people: Cast) -> None:
    """A year lived through: 周予安 earns, 何苗 is late, 蒋雨桐 turns formal in July and earns on both lists."""
    for day in range(1, 8):
        assessed(people, people.m_zhou, "DT2", date(2026, 2, day))
    assessed(people, people.m_zhou, "DT3", date(2026, 5, 20), each_centi=250)
    assessed(people, people.m_zhou, "J01", date(2026, 5, 21), level="校", achievement="教学比赛")
    for day in range(3, 7):
        assessed(people, people.m_he, "K03", date(2026, 4, day), quantity=2)
    assessed(people, people.m_jiang, "DP5", date(2026, 5, 21))
    Standing.objects.create(
        branch_id=people.branch_id, membership_id=people.m_jiang, status="formal", type="T",
        since=date(2026, 7, 1), resolution="支部党员大会 2026年6月28日",
    )  # fmt: skip
    assessed(people, people.m_jiang, "DT5", date(2026, 9, 2))
    all_locked(people)


def settled(people: Cast) -> Settlement:
    ready(people)
    pk = settle(actor_id=people.lin, year_id=year(people).pk, key=key(), now=at(2027, 1, 27))
    return Settlement.objects.get(pk=pk)


def gates(page: str) -> list[tuple[str, str, str]]:
    """(word, sentence, figure behind it) of each condition."""
    found = re.findall(
        r'<li><span class="fm-tick[^>]*>(.*?)</span><div><p>(.*?)</p><p class="[^"]*">(.*?)</p>', page
    )
    return [(word, sentence, more) for word, sentence, more in found]


def form(page: str, action: str) -> dict[str, str]:
    """The hidden fields of the form with that address."""
    body = re.search(rf'action="{action}">(.*?)</form>', page, re.DOTALL)
    assert body is not None, f"no form {action}"
    fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', body[1]))
    fields.pop("csrfmiddlewaretoken", None)
    return fields


def open_steps(page: str) -> list[str]:
    """The titles of the steps that can be done now."""
    steps = re.findall(r'<li><div>\s*<p class="fw-bold">(.*?)</p>', page)
    return [str(one) for one in steps]


def page_forms(page: str) -> list[str]:
    """The addresses of the page's own forms."""
    return [str(one) for one in re.findall(r'action="(/year/[^"]*)"', page)]


def results(page: str) -> dict[str, list[str]]:
    """Name → figures and grade of each line of the results, in the order of the page."""
    lines = re.findall(r'<tr role="row"><th scope="row"[^>]*>(.*?)</th>(.*?)</tr>', page)
    cells = {name: re.findall(r"<td[^>]*>(.*?)</td>", rest) for name, rest in lines}
    return {name: [re.sub("<.*?>", "", cell) for cell in row] for name, row in cells.items()}


def test_the_conditions_say_what_waits_for_whom(people: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    determine(people)
    locked(people)
    determine(people, 2)
    posted(people, 2)
    determine(people, 3)
    assessed(people, people.m_zhou, "DT2", date(2026, 11, 3))
    stop_clock(monkeypatch, at(2026, 10, 6))
    page = text(client_of(people.lin).get("/year/2026"))
    assert gates(page) == [
        ("等您办", "四个季度都已公示", "第三季度、第四季度还没有公示"),
        ("等到期", "四个季度都开过党员大会，事项都已评定", "第四季度还没有开党员大会，还有 1 件没有评定"),
        ("等到期", "公示期、异议期都已满，四个季度都已锁定", "第二季度公示到7月8日，异议可提到7月15日"),
        ("等到期", "年度已结束", "2026年度到2026年12月31日才结束"),
        ("已齐", "名册资料齐全", "7 名，身份和岗位都已登记"),
        ("已齐", "异议都已办结", "没有待答复的异议"),
        ("已齐", "台账核对无误", "台账还没有分录"),
    ]
    assert "结算前要齐的七项" in page
    assert "已齐 3 项，还差 4 项" in page
    assert page.count("btn-primary") == 1
    assert "结算2026年度积分" not in page


def test_settling_and_announcing_one_step_after_the_other(
    people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    ready(people)
    stop_clock(monkeypatch, at(2027, 1, 27))
    client = client_of(people.lin)
    page = text(client.get("/year/2026"))
    assert "已齐 7 项" in page
    assert "还差" not in page
    assert "第 1 至 15 号，刚才逐笔核对" in page
    page = text(client.post("/year/2026/settle", form(page, "/year/2026/settle"), follow=True))
    assert "2026年度积分已结算" in page
    assert results(page) == {
        "林曼青": ["60", "0", "0", "0", "60", "基本合格"],
        "许明远": ["60", "0", "0", "0", "60", "基本合格"],
        "韩若水": ["60", "0", "0", "0", "60", "基本合格"],
        "沈知行": ["60", "0", "0", "0", "60", "基本合格"],
        "周予安": ["60", "7.5", "2", "0", "69.5", "基本合格"],
        "何苗": ["60", "0", "0", "−4", "56", "不合格"],
        "蒋雨桐": ["60", "2", "0", "0", "62", "基本合格"],
    }
    assert list(results(page)) == ["林曼青", "许明远", "韩若水", "沈知行", "周予安", "何苗", "蒋雨桐"]
    assert "位次只给本人看" in page
    assert 'action="/year/2026/announce"' not in page
    page = text(client.post("/year/2026/sign", form(page, "/year/2026/sign"), follow=True))
    assert "您已签署2026年度结算。" in page
    assert "现在没有任命领导小组，由支部书记一人签署" in page
    page = text(client.post("/year/2026/announce", form(page, "/year/2026/announce"), follow=True))
    assert "2026年度积分已公布" in page
    assert "公布。每名党员" in page
    assert SettlementEvent.objects.count() == 1
    assert open_steps(page) == ["民主评议，登记等次"]
    assert page.count("btn-primary") == 1


def test_settling_too_early_is_refused_in_words(people: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    stop_clock(monkeypatch, at(2026, 6, 1))
    response = client_of(people.lin).post(
        "/year/2026/settle", {"key": key(), "year_id": str(year(people).pk)}
    )
    assert response.status_code == 409
    assert "还不能结算2026年度积分：" in text(response)
    assert "第一季度、第二季度、第三季度、第四季度还没有开党员大会" in text(response)
    assert not Settlement.objects.exists()


def test_too_many_excellent_is_a_warning_and_no_more(people: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    for member in (people.m_zhou, people.m_lin, people.m_han):
        for day in range(1, 6):
            assessed(people, member, "DT2", date(2026, 2, day))
            assessed(people, member, "DT5", date(2026, 2, day))
            assessed(people, member, "J01", date(2026, 2, day), level="省", achievement=f"{day}号奖")
        assessed(people, member, "J05", date(2026, 2, 6), quantity=2)
    all_locked(people)
    settle(actor_id=people.lin, year_id=year(people).pk, key=key(), now=at(2027, 1, 27))
    stop_clock(monkeypatch, at(2027, 1, 27))
    page = text(client_of(people.lin).get("/year/2026"))
    assert results(page)["周予安"] == ["60", "10", "10", "0", "80", "优秀"]
    assert "建议优秀的 3 名，有建议等次的 6 名，超过三分之一" in page
    assert "系统不作改动" in page


def test_only_secretary_leading_group_and_auditor_see_the_year(
    people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    settled(people)
    stop_clock(monkeypatch, at(2027, 1, 27))
    give_office(
        actor_id=people.lin, branch_id=people.branch_id, person_id=people.shen, role=Role.LEADING_GROUP,
        since=date(2026, 3, 1), resolution="支部党员大会 2026年3月1日", key=key(), now=at(2027, 1, 27),
    )  # fmt: skip
    leader = text(client_of(people.shen).get("/year/2026"))
    assert results(leader)["周予安"][-1] == "基本合格"
    assert open_steps(leader) == ["书记和领导小组签署"]
    assert page_forms(leader) == ["/year/2026/sign"]
    for stranger in (people.zhou, people.xu):
        for address in ("/year/2026", "/year/2026/results.csv", "/year/2026/ledger.csv"):
            response = client_of(stranger).get(address)
            assert response.status_code == 403
            assert "何苗" not in text(response)
            assert "合格" not in text(response)


def test_what_belongs_to_others_or_does_not_exist_is_not_found(
    people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    settlement = settled(people)
    stop_clock(monkeypatch, at(2027, 1, 27))
    lin, deng = client_of(people.lin), client_of(people.deng)
    assert lin.get("/year/2019").status_code == 404
    assert lin.get("/year/2026/passwords.csv").status_code == 404
    assert deng.get("/year/2026/results.csv").status_code == 404  # their own year has no settlement
    for forged in (str(settlement.pk), "999999", "-1", "x", "", "9" * 40, "１"):
        response = deng.post("/year/2026/announce", {"key": key(), "settlement_id": forged})
        assert response.status_code == 404
        response = deng.post("/year/2026/settle", {"key": key(), "year_id": str(year(people).pk)})
        assert response.status_code == 404
    assert not SettlementEvent.objects.exists()
    assert Client().get("/year/2026/results.csv").status_code == 302


def test_the_files_settle_to_the_same_bytes(
    people: Cast, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settlement = settled(people)
    sign_and_announce(actor_id=people.lin, settlement_id=settlement.pk, now=at(2027, 1, 28))
    stop_clock(monkeypatch, at(2027, 1, 28))
    client = client_of(people.lin)
    for name in ("results", "roster", "ledger"):
        response = client.get(f"/year/2026/{name}.csv")
        assert response["Content-Type"] == "text/csv; charset=utf-8"
        assert response["Content-Disposition"] == f'attachment; filename="2026-{name}.csv"'
        (tmp_path / f"{name}.csv").write_bytes(response.content)
    (tmp_path / "standard.toml").write_text(DEFAULT_STANDARD, encoding="utf-8")
    roster = (tmp_path / "roster.csv").read_text("utf-8-sig")
    assert (
        roster.splitlines()[0] == "编号,姓名,类别,人员类别,加入日期,离开日期,转正日期,免予积分起,免予积分止"
    )
    assert f"{people.m_jiang},蒋雨桐,T,正式,2026-01-05,,2026-07-01" in roster
    assert f"{people.m_zhou},周予安,T,正式,2026-01-05,," in roster
    ledger = (tmp_path / "ledger.csv").read_text("utf-8-sig").splitlines()
    assert ledger[0] == "编号,日期,项目,次数,分值,级别,成果,事由"
    assert f"{people.m_zhou},2026-05-20,DT3,1,2.50,,,做了第" in "\n".join(ledger)
    assert f"{people.m_zhou},2026-05-21,J01,1,,校,教学比赛,做了第" in "\n".join(ledger)
    assert [line.split(",")[1] for line in ledger[1:]] == sorted(line.split(",")[1] for line in ledger[1:])
    code = main([
        "settle", "--year", "2026", "--standard", str(tmp_path / "standard.toml"),
        "--roster", str(tmp_path / "roster.csv"), "--ledger", str(tmp_path / "ledger.csv"),
        "--out", str(tmp_path / "out"),
    ])  # fmt: skip
    assert code == 0, capsys.readouterr().err
    assert (tmp_path / "out" / "results.csv").read_bytes() == (tmp_path / "results.csv").read_bytes()


def test_the_way_in_leads_to_the_year_that_wants_attention(
    people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    settlement = settled(people)
    end_due(now=at(2027, 1, 1))
    stop_clock(monkeypatch, at(2027, 1, 27))
    client = client_of(people.lin)
    assert client.get("/year").url == "/year/2026"
    sign_and_announce(actor_id=people.lin, settlement_id=settlement.pk, now=at(2027, 1, 28))
    assert client.get("/year").url == "/year/2026"
    graded(people, members_meeting(people))
    pk = filed(people)
    assert client.get("/year").url == "/year/2027"
    assert '<a href="/year" aria-current="page">年度</a>' in text(client.get("/year/2027"))
    return_filing(actor_id=people.gao, filing_id=pk, remarks="请核对。", key=key(), now=at(2027, 3, 25))
    assert client.get("/year").url == "/year/2026"


def test_the_page_takes_few_queries_before_and_after(
    people: Cast, monkeypatch: pytest.MonkeyPatch, django_assert_max_num_queries: object
) -> None:
    ready(people)
    stop_clock(monkeypatch, at(2027, 1, 27))
    client = client_of(people.lin)
    with django_assert_max_num_queries(9):  # type: ignore[operator]
        assert client.get("/year/2026").status_code == 200
    settle(actor_id=people.lin, year_id=year(people).pk, key=key(), now=at(2027, 1, 27))
    with django_assert_max_num_queries(9):  # type: ignore[operator]
        assert client.get("/year/2026").status_code == 200


def test_the_auditor_reads_everything_and_finds_no_form(
    people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    pk = settled(people).pk
    stop_clock(monkeypatch, at(2027, 3, 24))
    give_office(
        actor_id=people.lin, branch_id=people.branch_id, person_id=people.zhou, role=Role.AUDITOR,
        since=date(2026, 3, 1), resolution="支部党员大会 2026年3月1日", key=key(), now=at(2027, 1, 27),
    )  # fmt: skip
    client = client_of(people.zhou)
    assert page_forms(text(client.get("/year/2026"))) == []
    sign_and_announce(actor_id=people.lin, settlement_id=pk, now=at(2027, 1, 28))
    graded(people, members_meeting(people))
    filing_id = filed(people)
    for path in ("/year/2026", "/year/2026/appraisal", f"/superior/filings/{filing_id}"):
        page = text(client.get(path))
        assert "何苗" in page
        assert page_forms(page) == []
        assert "btn-primary" not in page


def test_what_moved_the_ledger_is_settled_again_first(people: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    pk = settled(people).pk
    stop_clock(monkeypatch, at(2027, 1, 28))
    vetoed(people, people.m_zhou, date(2026, 3, 2))
    client = client_of(people.lin)
    page = text(client.get("/year/2026"))
    assert "这一年的台账在结算之后多了 1 笔" in page
    assert page.count("btn-primary") == 1
    page = text(client.post("/year/2026/settle-again", form(page, "/year/2026/settle-again"), follow=True))
    assert "2026年度积分已更正结算" in page
    assert "已结算（更正结算）" in page
    assert results(page)["周予安"][-2:] == ["0", "不合格，一票否决"]
    assert open_steps(page) == ["书记和领导小组签署"]
    assert Settlement.objects.latest("pk").corrects_id == pk
