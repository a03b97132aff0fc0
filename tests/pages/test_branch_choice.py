"""Which branch the roster, the offices and the standard are about: chosen by whoever has an office above several."""

from __future__ import annotations

import pytest

from fenming.records.models import Office
from tests.actions.tree_scene import NOW, officer, placed, with_general
from tests.cast import Cast, key
from tests.pages.browse import client_of, stop_clock, text
from tests.pages.test_matter import words

pytestmark = pytest.mark.django_db
PAGES = ("/roster", "/offices", "/standard")


@pytest.fixture
def scene(monkeypatch: pytest.MonkeyPatch) -> tuple[Cast, int]:
    stop_clock(monkeypatch, NOW)
    return with_general()


def test_the_reviewer_chooses_among_the_branches_below(scene: tuple[Cast, int]) -> None:
    people, _ = scene
    gao = client_of(people.gao)
    for page in PAGES:
        assert f'href="?branch={people.other_branch_id}"' in text(gao.get(page)), page
        other = gao.get(f"{page}?branch={people.other_branch_id}")
        assert "<strong>教工第一党支部</strong>" in text(other), page
        assert gao.get(f"{page}?branch=987654").status_code == 404
        assert gao.get(f"{page}?branch=x").status_code == 404
    assert "邓可为" in words(gao.get(f"/roster?branch={people.other_branch_id}"))
    given = {"person": people.deng, "role": "recorder", "since": "2026-03-02", "resolution": "支部党员大会"}
    done = gao.post(f"/offices/give?branch={people.other_branch_id}", given | {"key": key()}, follow=True)
    assert done.redirect_chain == [(f"/offices?branch={people.other_branch_id}", 302)]
    office = Office.objects.get(role="recorder", person_id=people.deng)
    assert office.organisation_id == people.other_branch_id


def test_a_member_has_nothing_to_choose(scene: tuple[Cast, int]) -> None:
    people, _ = scene
    zhou = client_of(people.zhou)
    for page in PAGES:
        assert "看哪个支部" not in text(zhou.get(page))
        assert zhou.get(f"{page}?branch={people.other_branch_id}").status_code == 404
        assert zhou.get(f"{page}?branch={people.branch_id}").status_code == 200


def test_who_heads_a_general_branch_reads_its_branches_and_enters_nothing_there(
    scene: tuple[Cast, int],
) -> None:
    people, general = scene
    officer(people, general)
    placed(people, general)
    deng = client_of(people.deng)
    page = text(deng.get(f"/roster?branch={people.branch_id}"))
    assert "周予安" in page
    assert "登记到名册" not in page
    assert "登记任职" not in words(deng.get(f"/offices?branch={people.branch_id}")).partition("<main")[2]
    given = {"person": people.zhou, "role": "recorder", "since": "2026-03-02", "resolution": "支部党员大会"}
    refused = deng.post(f"/offices/give?branch={people.branch_id}", given | {"key": key()})
    assert refused.status_code == 403
    assert not Office.objects.filter(role="recorder", person_id=people.zhou).exists()
