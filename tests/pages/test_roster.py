"""名册: what each sees, and what the secretary and the administrator do there."""

from __future__ import annotations

import re
from datetime import date

import pytest

from fenming.actions.give_office import give_office
from fenming.queries.roster import login_from
from fenming.records.models import Account, Membership, Office, Standing
from fenming.rules.authority import Role
from tests.cast import Cast, at, cast, key
from tests.pages.browse import client_of, stop_clock, text

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    stop_clock(monkeypatch, at(2026, 1, 6))


@pytest.fixture
def people() -> Cast:
    return cast(accounts=False)


def office(people: Cast, person_id: int, role: Role) -> None:
    give_office(
        actor_id=people.lin,
        branch_id=people.branch_id,
        person_id=person_id,
        role=role,
        since=date(2026, 1, 5),
        resolution="支部党员大会 2026年1月5日",
        key=key(),
        now=at(2026, 1, 5),
    )


def test_every_member_sees_the_members_and_who_holds_which_office(people: Cast) -> None:
    response = client_of(people.zhou).get("/roster")
    page = text(response)
    assert response.status_code == 200
    assert page.index("支部书记") < page.index("积分记录员") < page.index("何苗") < page.index("蒋雨桐")
    assert "积分记录员" in page
    assert "2026年1月5日" in page
    assert "支部党员大会 2026年1月5日" in page
    assert "预备党员" in page
    for hidden in ("登记到名册", "开账号", "登录名", "邓可为"):
        assert hidden not in page


def test_secretary_and_administrator_each_find_their_own_forms(people: Cast) -> None:
    office(people, people.zhou, Role.ADMINISTRATOR)
    secretary, administrator = (
        text(client_of(people.lin).get("/roster")),
        text(client_of(people.zhou).get("/roster")),
    )
    assert "登记到名册" in secretary
    assert "登记任职" in secretary
    assert "登记到名册" not in administrator
    assert "登记任职" not in administrator
    assert 'value="hemiao"' in administrator


def test_pasted_members_go_on_the_roster(people: Cast) -> None:
    lines = "姓名\t岗位\t身份\n1\t唐子墨\t教师\t正式\t2025-09-01\n２，阿布都热合曼·吐尔逊江　管理岗，预备党员"
    sent = {"lines": lines, "since": "2026-01-01", "resolution": "支部党员大会", "key": key()}
    client = client_of(people.lin)
    response = client.post("/roster/members", sent)
    assert (response.status_code, response.url) == (302, "/roster")
    tang = Membership.objects.get(person__name="唐子墨")
    assert (tang.roster_no, tang.since) == (8, date(2025, 9, 1))
    other = Standing.objects.get(membership__person__name="阿布都热合曼·吐尔逊江")
    assert (other.type, other.status, other.since) == ("A", "probationary", date(2026, 1, 1))
    assert "已登记 2 名党员。" in text(client.get("/roster"))
    assert client.post("/roster/members", sent).status_code == 422
    assert Membership.objects.filter(branch_id=people.branch_id).count() == 9


def test_every_bad_line_is_named_and_nobody_is_put_on_the_roster(people: Cast) -> None:
    lines = "唐子墨 教师 正式\n周予安 教师 正式\n钱一 教师\n孙二 火星 正式\n李三 教师 正式 2026-02-30\n\n3\n吴四 教师 正式 9999-01-01"
    sent = {"lines": lines, "since": "2026-01-01", "resolution": "支部党员大会", "key": key()}
    response = client_of(people.lin).post("/roster/members", sent)
    page = text(response)
    assert response.status_code == 422
    for words in (
        "第2行“周予安”：这个姓名已经有了",
        "第3行“钱一 教师”：没有写身份",
        "第4行“孙二 火星 正式”：“火星”认不出",
        "没有“2026-02-30”这一天",
        "第7行“3”：没有写姓名",
        "加入日期在今天以后",
    ):
        assert words in page
    assert "唐子墨 教师 正式" in page
    assert Membership.objects.filter(branch_id=people.branch_id).count() == 7


def test_namesakes_are_put_on_when_they_are_meant(people: Cast) -> None:
    sent = {"lines": "周予安 教师 正式", "since": "2026-01-01", "resolution": "介绍信", "namesakes": "on"}
    assert client_of(people.lin).post("/roster/members", sent | {"key": key()}).status_code == 302
    assert Membership.objects.filter(branch_id=people.branch_id, person__name="周予安").count() == 2


def test_an_account_is_opened_and_its_code_shown_this_once(people: Cast) -> None:
    client = client_of(people.lin)
    sent = {"login": "hemiao", "key": key()}
    response = client.post(f"/roster/accounts/{people.m_he}", sent)
    page = text(response)
    found = re.search(r"(?<=fm-once\">)[2-9a-z]{5}-[2-9a-z]{5}", page)
    assert response.status_code == 200
    assert response["Cache-Control"] == "no-store"
    assert found
    assert "只在这里显示这一次" in page
    account = Account.objects.get(login="hemiao")
    assert account.check_password(found[0])
    assert account.must_set_password
    assert client.post(f"/roster/accounts/{people.m_he}", sent).status_code == 302
    after = text(client.get("/roster"))
    assert found[0] not in after
    assert "还没有换成自己的密码" in after


def test_a_taken_login_is_refused_on_the_roster(people: Cast) -> None:
    response = client_of(people.lin).post(f"/roster/accounts/{people.m_he}", {"login": "LIN", "key": key()})
    assert response.status_code == 422
    assert "登录名“LIN”已经有人用" in text(response)
    assert not Account.objects.filter(person_id=people.he).exists()


@pytest.mark.parametrize("path", ["/roster/members", "/offices/give", "/roster/accounts/{m_he}"])
def test_a_plain_member_changes_nothing(people: Cast, path: str) -> None:
    sent = {
        "lines": "唐子墨 教师 正式", "person": people.he, "role": "recorder", "since": "2026-01-06",
        "resolution": "支委会", "login": "hemiao", "key": key(),
    }  # fmt: skip
    accounts = Account.objects.count()
    response = client_of(people.zhou).post(path.format(m_he=people.m_he), sent)
    assert response.status_code in (403, 422)
    assert "您现在不担任这一职务" in text(response)
    assert Membership.objects.filter(branch_id=people.branch_id).count() == 7
    assert not Office.objects.filter(person_id=people.he).exists()
    assert Account.objects.count() == accounts + 1  # the member's own, for signing in


def test_an_account_for_another_branch_is_not_found(people: Cast) -> None:
    response = client_of(people.lin).post(f"/roster/accounts/{people.m_deng}", {"login": "x1", "key": key()})
    assert response.status_code == 404


def test_the_forms_addresses_lead_back_to_the_roster(people: Cast) -> None:
    client = client_of(people.lin)
    for path in ("/roster/members", f"/roster/accounts/{people.m_he}"):
        assert client.get(path).url == "/roster"


def test_a_login_is_proposed_from_the_name() -> None:
    assert login_from("林曼青") == "linmanqing"
    assert login_from("阿布都热合曼·吐尔逊江") == "abudourehemantuerxunjiang"
    assert login_from("·") == "dangyuan"


def test_the_roster_takes_as_many_queries_with_many_members(
    people: Cast, django_assert_max_num_queries: object
) -> None:
    client = client_of(people.lin)
    lines = "\n".join(f"党员甲{number} 教师 正式" for number in range(100))
    client.post(
        "/roster/members", {"lines": lines, "since": "2026-01-01", "resolution": "转入", "key": key()}
    )
    client.get("/roster")
    with django_assert_max_num_queries(10):  # type: ignore[operator]
        page = text(client.get("/roster"))
    assert "党员甲99" in page
