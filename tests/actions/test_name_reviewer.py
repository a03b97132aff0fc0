"""确定上级审核人: entered from the committee's document, with a code; then the desk above the branches is open."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from fenming.actions import AlreadyDone
from fenming.actions._accounts import NewAccount
from fenming.actions.name_reviewer import name_reviewer
from fenming.actions.set_password import set_password
from fenming.jobs.cli import main
from fenming.queries.chain import first_broken_event
from fenming.queries.superior import superior_desk
from fenming.records.models import Account, AuditEvent, Office, Person
from fenming.rules.terms import Refused
from tests.cast import PASSWORD, Cast, at, cast, key

pytestmark = [pytest.mark.django_db, pytest.mark.database]
COMMITTEE = "青岚大学人文学院党委"
NOW = at(2026, 2, 2)


def named(**change: Any) -> NewAccount:
    plain = {
        "committee": COMMITTEE, "name": "季若谷", "login": "jiruogu", "since": date(2026, 2, 1),
        "document": "院党委〔2026〕5号", "key": key(), "now": NOW,
    }  # fmt: skip
    return name_reviewer(**plain | change)  # type: ignore[arg-type]


def counts() -> tuple[int, int, int, int]:
    return Person.objects.count(), Office.objects.count(), Account.objects.count(), AuditEvent.objects.count()


def refused(**change: Any) -> Refused:
    before = counts()
    with pytest.raises(Refused) as found:
        named(**change)
    assert counts() == before
    return found.value


def test_the_reviewer_signs_in_with_the_code_and_sees_the_desk() -> None:
    people = cast()
    made = named()
    office = Office.objects.get(person__name="季若谷")
    assert (office.organisation_id, office.role, office.since) == (
        people.superior_id, "superior_reviewer", date(2026, 2, 1),
    )  # fmt: skip
    assert Account.objects.get(pk=made.account_id).check_password(made.code)
    set_password(actor_id=office.person_id, current="", password=PASSWORD, key=key(), now=NOW)
    desk = superior_desk(actor_id=office.person_id, number=None, today=date(2026, 2, 2))
    assert [branch.name for branch in desk.branches] == ["教工第二党支部", "教工第一党支部"]
    assert desk.may_answer


def test_the_trail_of_the_committee_says_who_and_since_when_without_a_name() -> None:
    people = cast()
    named()
    event = AuditEvent.objects.get(branch_id=people.superior_id, verb="name_reviewer")
    assert (event.actor_id, event.subject, event.clause) == (None, "office", "R45 A34")
    assert "2026-02-01" in event.detail
    assert "季若谷" not in event.detail
    assert first_broken_event(branch_id=people.superior_id) is None


@pytest.mark.parametrize(
    ("change", "code", "sentence"),
    [
        ({"committee": "某学院党委"}, "no_superior", "没有名为“某学院党委”的上级党委"),
        ({"name": " "}, "incomplete", "请写明上级审核人的姓名和确定他的文件"),
        ({"document": " "}, "incomplete", "请写明上级审核人的姓名和确定他的文件"),
        ({"name": "长" * 61}, "too_long", "姓名超过 60 字"),
        ({"login": "一二"}, "bad_login", "登录名用 2 至 40 个英文字母"),
        ({"login": "lin"}, "login_taken", "登录名“lin”已经有人用"),
    ],
)
def test_what_is_missing_or_taken_is_refused(change: dict[str, Any], code: str, sentence: str) -> None:
    cast()
    found = refused(**change)
    assert found.code == code
    assert sentence in found.sentence


def test_once_only() -> None:
    cast()
    named(key="once")
    with pytest.raises(AlreadyDone):
        named(key="once", login="another")
    assert Office.objects.filter(person__name="季若谷").count() == 1


def words_for(committee: str) -> list[str]:
    return [
        "reviewer", "--committee", committee, "--name", "季若谷", "--login", "jiruogu", "--document", "院党委〔2026〕5号",
    ]  # fmt: skip


def test_the_command_prints_the_code_once(capsys: pytest.CaptureFixture[str]) -> None:
    people: Cast = cast()
    assert main(words_for(COMMITTEE)) == 0
    said = capsys.readouterr().out
    assert "季若谷已登记为青岚大学人文学院党委的上级审核人。" in said
    code = said.split("一次性密码 ")[1].split("，")[0]
    account = Account.objects.get(login="jiruogu")
    assert account.check_password(code)
    assert Office.objects.get(person_id=account.person_id).organisation_id == people.superior_id


def test_the_command_says_why_not(capsys: pytest.CaptureFixture[str]) -> None:
    cast()
    before = counts()
    assert main(words_for("某学院党委")) == 1
    assert "没有名为“某学院党委”的上级党委" in capsys.readouterr().err
    assert counts() == before
