"""第一次使用: from an empty system to a branch that works, in three steps."""

from __future__ import annotations

import pytest
from django.test import Client

from fenming.records.models import Account, Membership, Office, Organisation, StandardVersion, Year
from tests.cast import Cast, at, cast, key
from tests.pages.browse import client_of, stop_clock, text

pytestmark = pytest.mark.django_db

BRANCH = {
    "superior_name": "青岚大学人文学院党委", "branch_name": "教工第二党支部", "long_name": "青岚大学人文学院",
    "contact": "文学馆 204 室", "resolution": "院党委〔2026〕1号", "since": "2026-03-02", "name": "林曼青",
    "post": "T", "status": "formal", "joined": "2026-01-01", "login": "linmanqing",
    "password": "qinglan-shan-7", "again": "qinglan-shan-7",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    stop_clock(monkeypatch, at(2026, 3, 5))


def found(client: Client, **change: str) -> object:
    return client.post("/setup", BRANCH | change | {"key": key()})


def test_an_empty_system_leads_to_the_first_run_page() -> None:
    client = Client()
    assert client.get("/").url == "/setup"
    assert client.get("/sign-in").url == "/setup"
    page = client.get("/setup")
    assert page.status_code == 200
    assert "第 1 步，共 3 步" in text(page)


def test_three_steps_make_a_branch_that_works() -> None:
    client = Client()
    assert found(client).url == "/setup/members"  # type: ignore[attr-defined]
    lines = "周予安　教师　正式\n何苗 管理 正式 2024-09-01\n蒋雨桐，教师，预备"
    sent = {"lines": lines, "since": "2026-01-01", "resolution": "支部党员大会", "key": key()}
    assert "第 2 步，共 3 步" in text(client.get("/setup/members"))
    assert client.post("/setup/members", sent).url == "/setup/standard"
    third = text(client.get("/setup/standard"))
    for words in ("重建示例", "总分也有 60 分", "先按 100 分封顶，再减去扣分", "教书育人、指导学生"):
        assert words in third
    answer = {
        "cap_stage": "gross_then_deduct", "in_force_from": "2026-01-01", "resolution": "支部党员大会 2026年3月5日",
        "seen": "on", "key": key(),
    }  # fmt: skip
    assert client.post("/setup/standard", answer).url == "/roster"
    version = StandardVersion.objects.get()
    assert 'cap_stage = "gross_then_deduct"' in version.text
    year = Year.objects.get()
    assert (year.number, year.start.isoformat()) == (2026, "2026-03-01")
    assert list(Membership.objects.values_list("person__name", flat=True)) == [
        "林曼青",
        "周予安",
        "何苗",
        "蒋雨桐",
    ]
    assert set(Office.objects.values_list("role", flat=True)) == {"secretary", "administrator"}
    page = text(client.get("/roster"))
    assert "支部可以开始用了" in page
    assert 'value="zhouyuan"' in page


def test_the_box_for_namesakes_is_offered_when_a_name_stands_there_twice() -> None:
    client = Client()
    found(client)
    sent = {"since": "2026-01-01", "resolution": "介绍信", "key": key()}
    assert "同名的是不同的人" not in text(client.post("/setup/members", sent | {"lines": "周予安"}))
    twice = text(client.post("/setup/members", sent | {"lines": "周予安 教师 正式\n周予安 管理 正式"}))
    assert "第2行“周予安”：这个姓名已经有了" in twice
    assert 'name="namesakes"' in twice


def test_once_there_is_a_branch_the_first_run_page_is_gone() -> None:
    client = Client()
    found(client)
    client.logout()
    assert client.get("/setup").url == "/sign-in"
    assert found(client, branch_name="教工第三党支部").url == "/sign-in"  # type: ignore[attr-defined]
    assert Organisation.objects.filter(kind="branch").count() == 1


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"branch_name": ""}, "还没有填支部名称。"),
        ({"since": "2025-12-31"}, "请填2026年1月1日到今天（3月5日）之间的一天。"),
        ({"since": "2026-03-06"}, "请填2026年1月1日到今天（3月5日）之间的一天。"),
        ({"joined": "2026-04-01"}, "加入日期在今天以后"),
        ({"post": ""}, "还没有选岗位。"),
        ({"login": "林"}, "登录名用 2 至 40 个英文字母"),
        ({"password": "12345678", "again": "12345678"}, "请换一个"),
        ({"again": ""}, "还没有再输一遍密码。"),
        ({"again": "something-else-9"}, "两次输入的密码不一样"),
        ({"password": "yanshi-2026", "again": "yanshi-2026"}, "演示系统公开的密码"),
    ],
)
def test_what_is_wrong_is_said_beside_what_was_typed_and_nothing_is_kept(
    change: dict[str, str], words: str
) -> None:
    response = found(Client(), **change)
    page = text(response)
    assert response.status_code == 422  # type: ignore[attr-defined]
    assert words in page
    assert "人文学院党委" in page
    assert "qinglan-shan-7" not in page
    assert not Organisation.objects.exists()
    assert not Account.objects.exists()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"cap_stage": ""}, "还没有选总分封顶的算法。"),
        ({"cap_stage": "other"}, "请从列出的总分封顶的算法里选。"),
        ({"resolution": ""}, "还没有填通过标准的决议。"),
        ({"seen": ""}, "请先看全文和上面的两点说明，再勾选。"),
    ],
)
def test_a_standard_is_adopted_only_with_answer_resolution_and_knowledge(
    change: dict[str, str], words: str
) -> None:
    client = Client()
    found(client)
    answer = {"cap_stage": "net", "in_force_from": "2026-01-01", "resolution": "支部党员大会", "seen": "on"}
    given = {name: value for name, value in (answer | change).items() if value}
    response = client.post("/setup/standard", given | {"key": key()})
    assert response.status_code == 422
    assert words in text(response)
    assert not StandardVersion.objects.exists()


def test_the_later_steps_are_the_secretarys() -> None:
    people: Cast = cast()
    member, secretary = client_of(people.zhou), client_of(people.lin)
    assert member.get("/setup/members").url == "/roster"
    assert member.get("/setup/standard").url == "/standard"
    assert secretary.get("/setup/members").status_code == 200
    assert secretary.get("/setup/standard").url == "/standard"


def test_a_name_already_on_the_roster_is_pointed_out() -> None:
    client = Client()
    found(client)
    sent = {"lines": "林曼青 教师 正式", "since": "2026-01-01", "resolution": "支部党员大会", "key": key()}
    response = client.post("/setup/members", sent)
    assert response.status_code == 422
    assert "这个姓名已经有了" in text(response)
    assert Membership.objects.count() == 1
