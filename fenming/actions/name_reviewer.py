"""确定上级审核人: who reviews for the college committee, on whose document, with an account (R45, R60, A34).

A reviewer is on no branch's roster. Whoever keeps the machine enters one from the committee's document at the command
line; nobody can in the browser.
"""

from __future__ import annotations

from datetime import date, datetime

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from fenming.actions._accounts import NewAccount, code_expires, new_account, one_time_code
from fenming.actions._people import LONGEST_NAME, put_in_office
from fenming.actions._writing import writing
from fenming.records.models import Organisation, Person
from fenming.rules.authority import Role
from fenming.rules.terms import Refused


def name_reviewer(
    *, committee: str, name: str, login: str, since: date, document: str, key: str, now: datetime
) -> NewAccount:
    """The reviewer's account with its one-time code; `committee` is the name given when a branch was founded.

    Refused: `no_superior` (no committee of that name), `incomplete`, `too_long`, `bad_login`, `login_taken`.
    """
    superior = Organisation.objects.filter(kind=Organisation.Kind.COMMITTEE, name=committee.strip()).first()
    if superior is None:
        raise Refused("no_superior", f"没有名为“{committee}”的上级党委。名称以建立支部时填写的为准，请核对。")
    _require_complete(name, document)
    code, expires_on = one_time_code(), code_expires(timezone.localdate(now))
    hashed = make_password(code)
    with writing(branch_id=superior.pk, actor_id=None, verb="name_reviewer", key=key, now=now) as act:
        person = Person.objects.create(name=name.strip())
        office = put_in_office(
            organisation=superior,
            person_id=person.pk,
            role=Role.SUPERIOR_REVIEWER,
            since=since,
            resolution=document.strip(),
        )
        account = new_account(person_id=person.pk, login=login, hashed=hashed, code_expires_on=expires_on)
        detail = {"person": person.pk, "since": since.isoformat(), "expires": expires_on.isoformat()}
        act.audit(subject="office", subject_id=office.pk, clause="R45 A34", detail=detail)
    return NewAccount(account.pk, person.name, account.login, code, expires_on)


def _require_complete(name: str, document: str) -> None:
    if not name.strip() or not document.strip():
        raise Refused("incomplete", "请写明上级审核人的姓名和确定他的文件。")
    if len(name.strip()) > LONGEST_NAME:
        raise Refused("too_long", f"姓名超过 {LONGEST_NAME} 字，请核对。")
