"""A signed withdrawal of an objection or an appeal, entered from paper; and the receipt for a decision."""

from __future__ import annotations

import pytest

from fenming.records.models import Account, Appeal
from tests.actions import test_appeal_for as appeal_for_scene
from tests.actions import test_withdraw_appeal_for as appeal_scene
from tests.actions import test_withdraw_objection_for as objection_scene
from tests.actions.appeal_scene import decided
from tests.cast import at, key
from tests.pages.browse import client_of, stop_clock, text
from tests.pages.test_paper import words

pytestmark = pytest.mark.django_db
GIVEN = {"signed_on": "2026-04-07", "paper_kept": "on"}


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    stop_clock(monkeypatch, at(2026, 4, 21))


def test_an_objection_is_taken_back_from_its_page() -> None:
    scene, pk = objection_scene.filed()
    lin, path = client_of(scene.people.lin), f"/objections/{pk}"
    assert "代录撤回" in words(lin.get(path))
    assert "代录撤回" not in words(client_of(scene.people.han).get(path))
    form = words(lin.get(f"{path}/withdraw-for"))
    assert "代录周予安撤回异议" in form
    assert "签字的日期" in form
    bad = lin.post(f"{path}/withdraw-for", GIVEN | {"signed_on": "2026-04-01", "key": key()})
    assert (bad.status_code, "撤回不会更早" in text(bad)) == (422, True)
    done = words(lin.post(f"{path}/withdraw-for", GIVEN | {"key": key()}, follow=True))
    assert "已代录周予安撤回第 1 号异议" in done
    page = words(lin.get(path))
    assert "周予安，书面撤回，签于4月7日，由林曼青代录。" in page
    assert "代录撤回" not in page


def test_an_appeal_is_taken_back_by_the_committee_above_and_a_decision_is_signed_for_on_paper() -> None:
    scene, pk = appeal_scene.filed()
    gao, lin, path = client_of(scene.people.gao), client_of(scene.people.lin), f"/appeals/{pk}"
    assert "代录撤回" in words(gao.get(path))
    assert "代录签收" not in words(lin.get(path))
    assert "代录周予安撤回申诉" in words(gao.get(f"{path}/withdraw-for"))
    finding = decided(scene.people, pk)
    page = words(lin.get(path))
    assert "代录签收" in page
    assert f"{path}/answer.pdf" in text(lin.get(path))
    assert "在末尾的回执上签收，由支部登记。" in words(gao.get(path))
    assert "代录撤回" not in page
    assert "代录签收" not in words(gao.get(path))
    slip = f"/findings/{finding}/receipt-for"
    assert "申诉第 1 号" in words(lin.get(slip))
    lin.post(slip, {"signed_on": "2026-04-20", "paper_kept": "on", "key": key()})
    assert "书面回执，签于4月20日，由林曼青代录。" in words(lin.get(path))


def test_who_has_an_account_is_not_spoken_for() -> None:
    scene, pk = objection_scene.filed()
    Account.objects.update(is_active=True)
    lin = client_of(scene.people.lin)
    assert "代录撤回" not in words(lin.get(f"/objections/{pk}"))
    assert lin.get(f"/objections/{pk}/withdraw-for").status_code == 409


def test_a_signed_appeal_is_entered_by_the_committee_above_which_reads_no_sentence_before() -> None:
    scene = appeal_for_scene.on_paper()
    people, path = scene.people, f"/appeals/for/{scene.people.m_zhou}"
    gao, xu = client_of(people.gao), client_of(people.xu)
    assert path in text(gao.get("/appeals"))
    assert path in text(xu.get("/desk/sheets"))
    listed = text(gao.get(path))
    assert "代录周予安的书面申诉" in listed
    assert "布置学院读书会会场。" not in listed
    assert "布置学院读书会会场。" in text(xu.get(path))
    form = words(gao.get(f"{path}?matter={scene.plus.pk}"))
    assert "照书面申诉的原文录入" in form
    given = {"matter": scene.plus.pk, "text": "做了两次。", "signed_on": "2026-04-14", "paper_kept": "on"}
    bad = gao.post(path, given | {"text": "", "key": key()})
    assert (bad.status_code, "还没有写申诉" in text(bad)) == (422, True)
    done = words(gao.post(path, given | {"key": key()}, follow=True))
    assert "已代录周予安的书面申诉" in done
    assert "正在申诉或已有决定" in done
    page = words(gao.get(f"/appeals/{Appeal.objects.get().pk}"))
    assert "直接向上级申诉。书面申诉，签于4月14日，由高远代录。" in page
    assert client_of(people.han).get(path).status_code == 403
    assert client_of(people.deng).get(path).status_code == 404
