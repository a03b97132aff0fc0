"""组织: the tree on the reviewer's pages, each change a form, and what the officer of a general branch is shown."""

from __future__ import annotations

import pytest

from fenming.records.models import Affiliation, Office, Organisation
from tests.actions.tree_scene import DOCUMENT, NOW, officer, placed, with_general
from tests.cast import Cast, key
from tests.pages.browse import client_of, stop_clock, text
from tests.pages.test_matter import words

pytestmark = pytest.mark.django_db
GROUND = {"resolution": DOCUMENT}
TREE = "/superior/organisations"


@pytest.fixture
def scene(monkeypatch: pytest.MonkeyPatch) -> tuple[Cast, int]:
    stop_clock(monkeypatch, NOW)
    return with_general()


def test_a_general_branch_is_founded_named_filled_and_ended(scene: tuple[Cast, int]) -> None:
    people, general = scene
    gao, step = client_of(people.gao), f"{TREE}/{general}"

    def send(path: str, **given: object) -> str:
        return words(gao.post(path, GROUND | {"key": key()} | given, follow=True))

    new = {"committee": people.superior_id, "since": "2026-03-02"}
    assert "这个党委下面已经有“教工党总支”" in send(TREE, **new, name="教工党总支")
    assert "党总支已登记" in send(TREE, **new, name="机关党总支")
    assert "原名教工党总支" in send(f"{step}/name", name="文学党总支", day="2026-03-02")
    page = send(f"{step}/officer", person=people.deng, since="2026-03-02")
    assert "党总支委员：邓可为" in page
    page = send(f"{TREE}/{people.branch_id}/place", general=general, since="2026-03-02")
    assert "划归文学党总支" in page
    assert Affiliation.objects.get().general_id == general
    refused = gao.post(f"{step}/end", GROUND | {"until": "2026-03-02", "key": key()})
    assert refused.status_code == 422
    assert "到这一天还有支部隶属于它：教工第二党支部" in words(refused)
    (office,) = Office.objects.filter(role="general_officer")
    assert f'href="/offices/{office.pk}/end"' in text(gao.get(TREE))
    assert gao.get(f"{TREE}/{people.branch_id}/end").status_code == 404
    assert gao.get(f"{TREE}/{general}/place").status_code == 404
    assert Organisation.objects.filter(kind="general_branch", until=None).count() == 2


def test_the_desk_keeps_together_what_belongs_together(scene: tuple[Cast, int]) -> None:
    people, general = scene
    placed(people, general)
    desk = words(client_of(people.gao).get("/superior"))
    assert (
        desk.index("教工第一党支部")
        < desk.index("教工党总支")
        < desk.index("教工第二党支部", desk.index("教工党总支"))
    )


def test_the_officer_sees_how_far_the_branches_are_and_no_form(scene: tuple[Cast, int]) -> None:
    people, general = scene
    officer(people, general)
    placed(people, general)
    deng = client_of(people.deng)
    assert 'href="/superior"' in text(deng.get("/"))
    desk = words(deng.get("/superior"))
    assert "支部进度" in desk
    assert "教工第二党支部" in desk
    assert "教工第一党支部" not in desk.partition("各支部的进度")[2]
    assert "申诉" not in desk.partition("<main")[2]
    assert "等审核的年度积分" not in desk
    tree = words(deng.get(TREE))
    assert "划归教工党总支" in tree
    assert "建立党总支" not in tree
    for shut in ("/superior/statistics", "/superior/reports", f"{TREE}/{people.branch_id}/name"):
        assert deng.get(shut).status_code == 403, shut
    refused = deng.post(
        TREE,
        GROUND | {"committee": people.superior_id, "name": "又一个", "since": "2026-03-02", "key": key()},
    )
    assert refused.status_code == 422
    assert Organisation.objects.filter(kind="general_branch").count() == 1
