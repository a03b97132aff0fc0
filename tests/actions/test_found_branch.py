"""建立支部: once, whole, and with a secretary who can sign in."""

from __future__ import annotations

import dataclasses
import itertools

import pytest

from fenming.actions.found_branch import found_branch
from fenming.queries.access import roles_in
from fenming.queries.chain import first_broken_event
from fenming.records.models import Account, AuditEvent, Month, Organisation, Person
from fenming.rules.authority import Role
from fenming.rules.terms import Refused
from tests.cast import SINCE, _founding, at, cast, key
from tests.racing import THREADS, race

pytestmark = [pytest.mark.database]
in_transaction = pytest.mark.django_db

FOUNDING = _founding("教工第二党支部", "林曼青", "lin")


@in_transaction
def test_the_first_run_page_founds_a_branch_with_its_year_and_secretary() -> None:
    founded = found_branch(actor_id=None, founding=FOUNDING, key=key(), now=at(2026, 1, 5))
    roles = roles_in(person_id=founded.person_id, organisation_id=founded.branch_id, on=SINCE)
    assert roles == {Role.SECRETARY, Role.ADMINISTRATOR, Role.MEMBER}
    assert Month.objects.filter(branch_id=founded.branch_id).count() == 12
    assert Account.objects.get(login="lin").check_password(FOUNDING.password)
    assert AuditEvent.objects.get(branch_id=founded.branch_id).verb == "found_branch"
    assert first_broken_event(branch_id=founded.branch_id) is None


@in_transaction
def test_a_second_first_run_is_refused() -> None:
    found_branch(actor_id=None, founding=FOUNDING, key=key(), now=at(2026, 1, 5))
    with pytest.raises(Refused) as refused:
        found_branch(actor_id=None, founding=FOUNDING, key=key(), now=at(2026, 1, 5))
    assert refused.value.code == "already_founded"
    assert "已经建过支部" in refused.value.sentence


@in_transaction
@pytest.mark.parametrize(
    ("change", "code", "words"),
    [
        ({"resolution": " "}, "incomplete", "依据的决议或文件"),
        ({"superior_name": "", "branch_name": ""}, "incomplete", "上级党委名称、支部名称"),
        ({"password": "12345678"}, "weak_password", "请换一个"),
        ({"password": "yanshi-2026"}, "weak_password", "演示系统公开的密码"),
        ({"login": "林"}, "bad_login", "英文字母"),
    ],
)
def test_what_is_missing_or_weak_is_said_and_nothing_is_kept(
    change: dict[str, str], code: str, words: str
) -> None:
    with pytest.raises(Refused) as refused:
        found_branch(
            actor_id=None, founding=dataclasses.replace(FOUNDING, **change), key=key(), now=at(2026, 1, 5)
        )
    assert refused.value.code == code
    assert words in refused.value.sentence
    assert not Organisation.objects.exists()
    assert not Person.objects.exists()


@in_transaction
def test_only_the_superior_founds_another_branch() -> None:
    people = cast()
    with pytest.raises(Refused) as refused:
        found_branch(
            actor_id=people.zhou,
            founding=_founding("教工第三党支部", "唐子墨", "tang"),
            key=key(),
            now=at(2026, 1, 6),
        )
    assert refused.value.code == "forbidden"


def test_32_first_runs_at_once_found_one_branch(committed: None) -> None:
    """Each with names of its own, so that no unique constraint helps: there is no row yet that could be locked."""
    numbers = itertools.count(1)

    def first_run() -> None:
        number = next(numbers)
        founding = dataclasses.replace(
            FOUNDING, superior_name=f"第{number}党委", branch_name=f"第{number}支部", login=f"lin{number}"
        )
        found_branch(actor_id=None, founding=founding, key=key(), now=at(2026, 1, 5))

    assert race(first_run) == ["already_founded"] * (THREADS - 1) + ["done"]
    assert Organisation.objects.filter(kind=Organisation.Kind.BRANCH).count() == 1
    assert Organisation.objects.filter(kind=Organisation.Kind.COMMITTEE).count() == 1
    assert (Person.objects.count(), Account.objects.count()) == (1, 1)
