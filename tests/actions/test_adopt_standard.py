"""启用积分标准: whole, by resolution, later than the one before, and kept as it was."""

from __future__ import annotations

from datetime import date

import pytest

from fenming.actions import AlreadyDone
from fenming.actions.adopt_standard import adopt_standard
from fenming.queries.access import NotFound
from fenming.queries.chain import first_broken_event
from fenming.queries.scores import standard_of, version_on
from fenming.records.models import AuditEvent, StandardVersion
from fenming.rules.standard import load_standard
from fenming.rules.terms import Refused
from tests.cast import DEFAULT_STANDARD, Cast, at, cast, key
from tests.racing import THREADS, race

pytestmark = [pytest.mark.database]
in_transaction = pytest.mark.django_db
GROSS = DEFAULT_STANDARD.replace('cap_stage = "net"', 'cap_stage = "gross_then_deduct"')


def adopt(
    people: Cast, text: str = GROSS, *, actor: str = "lin", start: date = date(2026, 7, 1),
    resolution: str = "支部党员大会 2026年6月20日", used: str = "",
) -> int:  # fmt: skip
    return adopt_standard(
        actor_id=getattr(people, actor), branch_id=people.branch_id, text=text, in_force_from=start,
        resolution=resolution, key=used or key(), now=at(2026, 6, 21),
    )  # fmt: skip


@in_transaction
def test_a_new_version_holds_from_its_day_and_the_old_one_before_it() -> None:
    people = cast()
    version = StandardVersion.objects.get(pk=adopt(people))
    assert (version.number, version.text, version.digest) == (2, GROSS, load_standard(GROSS).digest)
    before = version_on(branch_id=people.branch_id, day=date(2026, 6, 30))
    after = version_on(branch_id=people.branch_id, day=date(2026, 7, 1))
    assert (standard_of(before).cap_stage, standard_of(after).cap_stage) == ("net", "gross_then_deduct")
    event = AuditEvent.objects.filter(branch_id=people.branch_id).latest("seq")
    assert (event.verb, event.subject_id) == ("adopt_standard", version.pk)
    assert version.digest in event.detail
    assert first_broken_event(branch_id=people.branch_id) is None


@in_transaction
@pytest.mark.parametrize(
    ("given", "code", "words"),
    [
        ({"text": DEFAULT_STANDARD.replace("duty = 25 ", "duty = 26 ")}, "bad_standard", "totals.duty"),
        ({"text": "这不是标准"}, "bad_standard", "处要改"),
        (
            {"text": GROSS.replace("declare_day = 5", "declare_day = 9")},
            "bad_standard",
            "settings.declare_day",
        ),
        ({"resolution": " "}, "no_resolution", "还没有写通过这个标准的决议"),
        ({"start": date(2026, 1, 1)}, "not_later", "要晚于第1版的"),
        ({"text": DEFAULT_STANDARD}, "same_standard", "和第1版完全一样"),
        ({"actor": "zhou"}, "forbidden", "启用积分标准由支部书记办理"),
        ({"actor": "han"}, "forbidden", "启用积分标准由支部书记办理"),
    ],
)
def test_what_is_refused_leaves_the_old_version_alone(
    given: dict[str, object], code: str, words: str
) -> None:
    people = cast()
    trail = AuditEvent.objects.count()
    with pytest.raises(Refused) as refused:
        adopt(people, **given)  # type: ignore[arg-type]
    assert refused.value.code == code
    assert words in refused.value.sentence
    assert StandardVersion.objects.filter(branch_id=people.branch_id).count() == 1
    assert AuditEvent.objects.count() == trail


@in_transaction
def test_the_secretary_of_another_branch_finds_no_such_branch() -> None:
    people = cast()
    with pytest.raises(NotFound):
        adopt(people, actor="deng")
    assert StandardVersion.objects.filter(branch_id=people.branch_id).count() == 1


@in_transaction
def test_the_same_form_twice_counts_once() -> None:
    people = cast()
    used = key()
    adopt(people, used=used)
    with pytest.raises(AlreadyDone):
        adopt(people, used=used, start=date(2026, 8, 1))
    assert StandardVersion.objects.filter(branch_id=people.branch_id).count() == 2


def test_32_at_once_adopt_one_version(committed: None) -> None:
    people = cast()
    assert race(lambda: adopt(people)) == ["done"] + ["not_later"] * (THREADS - 1)
    assert StandardVersion.objects.filter(branch_id=people.branch_id).count() == 2
    assert AuditEvent.objects.filter(verb="adopt_standard", branch_id=people.branch_id).count() == 2
