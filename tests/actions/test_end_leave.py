"""登记销假: the last day, brought forward or set at last, once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from fenming.actions import AlreadyDone
from fenming.actions.end_leave import end_leave
from fenming.queries.access import NotFound
from fenming.records.models import Absence, AuditEvent, Outbox
from fenming.rules.terms import Refused
from tests.actions.roster_scene import ASKED, NOW, entered, exempted, on_leave, out
from tests.cast import Cast, cast, key

pytestmark = [pytest.mark.django_db, pytest.mark.database]
OPEN = replace(ASKED, until=None)


def end(people: Cast, absence_id: int, **given: Any) -> int:
    common = entered(people, given)
    values = {"until": date(2026, 7, 15), "resolution": "支委会 2026年6月9日"} | given
    return end_leave(absence_id=absence_id, **common, **values)


def test_an_open_end_is_set_and_a_later_one_brought_forward() -> None:
    people = cast()
    for application, member in ((OPEN, "zhou"), (ASKED, "he")):
        absence = Absence.objects.get(pk=end(people, on_leave(people, member, application=application)))
        assert (absence.until, absence.end_resolution) == (date(2026, 7, 15), "支委会 2026年6月9日")
        event = AuditEvent.objects.filter(branch_id=people.branch_id).latest("seq")
        assert (event.verb, event.subject_id, event.clause) == ("end_leave", absence.membership_id, "A19")
    assert Outbox.objects.filter(kind="end_leave").count() == 2


@pytest.mark.parametrize(
    ("given", "code", "words"),
    [
        ({"resolution": " "}, "incomplete", "还没有写依据的决议"),
        ({"until": date(2026, 5, 31)}, "bad_span", "这次长期请假从2026年6月1日开始"),
        ({"until": date(2026, 8, 31)}, "not_earlier", "这次长期请假本来到2026年8月31日为止"),
        ({"actor": "han"}, "forbidden", "登记销假由支部书记办理"),
    ],
)
def test_what_is_refused_leaves_the_end_as_it_was(given: dict[str, Any], code: str, words: str) -> None:
    people = cast()
    absence_id = on_leave(people)
    before = AuditEvent.objects.count()
    with pytest.raises(Refused) as refused:
        end(people, absence_id, **given)
    assert refused.value.code == code
    assert words in refused.value.sentence
    absence = Absence.objects.get()
    assert (absence.until, absence.end_resolution, AuditEvent.objects.count()) == (
        date(2026, 8, 31),
        "",
        before,
    )


def test_an_end_is_set_once_and_not_for_who_has_left() -> None:
    people = cast()
    absence_id = end(people, on_leave(people))
    with pytest.raises(Refused) as refused:
        end(people, absence_id, until=date(2026, 7, 1))
    assert refused.value.code == "ended_already"
    other = on_leave(people, "he")
    out(people, "he", day=date(2026, 6, 9), now=NOW)
    with pytest.raises(Refused) as refused:
        end(people, other)
    assert refused.value.code == "left_already"


def test_the_other_kind_a_foreign_branch_and_a_second_form_get_nowhere() -> None:
    people = cast()
    other, own = exempted(people), on_leave(people)
    for absence_id, given in ((other, {}), (own, {"actor": "deng"}), (987654, {})):
        with pytest.raises(NotFound):
            end(people, absence_id, **given)
    used = key()
    end(people, own, used=used)
    with pytest.raises(AlreadyDone):
        end(people, own, used=used)
