"""异议: choosing what to object to, the file as its owner and its handlers see it, the answer."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from fenming.records.models import Finding, LedgerEntry, Objection, Office
from tests.actions._objections import Wall, found, objected, wall
from tests.cast import at, key
from tests.pages.browse import client_of, stop_clock, text

pytestmark = pytest.mark.django_db

WORDS = "当天做了两次，签到表上有两次签名。"
ANSWER = {
    "outcome": "upheld", "item": "DT2", "day": "2026-02-11", "quantity": "2", "level": "", "each": "",
    "reason": "签到表上有两次签名。", "inquiry": "查了签到表，问了活动负责人。",
}  # fmt: skip


@pytest.fixture
def scene(monkeypatch: pytest.MonkeyPatch) -> Wall:
    stop_clock(monkeypatch, at(2026, 4, 7))
    return wall()


def get(person_id: int, path: str, status: int = 200) -> str:
    response = client_of(person_id).get(path)
    assert response.status_code == status, text(response)
    return text(response)


def post(person_id: int, path: str, data: dict[str, Any]) -> Any:
    return client_of(person_id).post(path, data | {"key": key()})


def test_a_member_finds_own_posted_matters_and_objects_to_one(scene: Wall) -> None:
    page = get(scene.people.zhou, "/objections/new")
    assert "2026年第一季度" in page
    assert "可提到4月15日" in page
    assert f"?matter={scene.plus.pk}" in page
    assert f"?matter={scene.minus.pk}" not in page
    form = get(scene.people.zhou, f"/objections/new?matter={scene.plus.pk}")
    assert "为什么现在才提" not in form
    response = post(scene.people.zhou, "/objections/new", {"matter": scene.plus.pk, "text": WORDS})
    objection = Objection.objects.get()
    assert (response.status_code, response.url) == (302, f"/objections/{objection.pk}")
    assert objection.text.text == WORDS
    assert "正在核实" in get(scene.people.zhou, "/objections/new")
    again = client_of(scene.people.zhou).get(f"/objections/new?matter={scene.plus.pk}")
    assert again.url == f"/objections/{objection.pk}"


def test_an_empty_objection_is_sent_back_with_what_is_missing(scene: Wall) -> None:
    response = post(scene.people.zhou, "/objections/new", {"matter": scene.plus.pk, "text": " "})
    assert response.status_code == 422
    assert "还没有写异议" in text(response)
    assert not Objection.objects.exists()


def test_after_the_term_the_form_asks_why(scene: Wall, monkeypatch: pytest.MonkeyPatch) -> None:
    stop_clock(monkeypatch, at(2026, 4, 20))
    assert "已过" in get(scene.people.zhou, "/objections/new")
    assert "为什么现在才提" in get(scene.people.zhou, f"/objections/new?matter={scene.plus.pk}")
    sent = {"matter": scene.plus.pk, "text": WORDS, "late_reason": ""}
    response = post(scene.people.zhou, "/objections/new", sent)
    assert response.status_code == 422
    assert "期限到4月15日，已经过了" in text(response)
    assert post(scene.people.zhou, "/objections/new", sent | {"late_reason": "在外地。"}).status_code == 302


def test_something_left_out_is_named_with_its_day(scene: Wall) -> None:
    page = get(scene.people.zhou, "/objections/new?omitted=1")
    assert "漏记的是哪一项" in page
    sent = {"omitted": "on", "item": "DT5", "day": "2026-03-03", "text": WORDS}
    bad = post(scene.people.zhou, "/objections/new", sent | {"item": "K03"})
    assert bad.status_code == 422
    assert "请从列出的项目里选" in text(bad)
    assert post(scene.people.zhou, "/objections/new", sent).status_code == 302
    assert Objection.objects.get().day == date(2026, 3, 3)


def test_another_members_matter_and_nonsense_lead_nowhere(scene: Wall) -> None:
    get(scene.people.zhou, f"/objections/new?matter={scene.minus.pk}", 403)
    get(scene.people.deng, f"/objections/new?matter={scene.minus.pk}", 404)
    get(scene.people.zhou, "/objections/new?matter=987654", 404)
    get(scene.people.zhou, "/objections/new?matter=x", 404)
    get(scene.people.gao, "/objections/new", 403)
    assert (
        post(scene.people.zhou, "/objections/new", {"matter": scene.minus.pk, "text": WORDS}).status_code
        == 403
    )


def test_the_lists_show_each_what_is_theirs(scene: Wall) -> None:
    objected(scene)
    own = get(scene.people.zhou, "/objections")
    assert "教书育人、指导学生" in own
    assert "本支部的" not in own
    assert "您没有提出过异议" in get(scene.people.he, "/objections")
    handler = get(scene.people.shen, "/objections")
    assert "本支部的" in handler
    assert "周予安" in handler
    get(scene.people.gao, "/objections", 403)
    assert "周予安" not in get(scene.people.deng, "/objections")


def test_the_file_is_open_to_its_owner_and_its_handlers_alone(scene: Wall) -> None:
    pk = objected(scene, scene.changed)
    for person in (scene.people.zhou, scene.people.shen, scene.people.lin):
        page = get(person, f"/objections/{pk}")
        assert WORDS in page
        assert "与同类事项核对" in page  # why it was changed
        assert "韩若水" in page
    for person in (scene.people.he, scene.people.xu, scene.people.gao):
        assert WORDS not in get(person, f"/objections/{pk}", 403)
    get(scene.people.deng, f"/objections/{pk}", 404)
    get(scene.people.zhou, "/objections/987654", 404)


def test_who_may_answer_has_the_form_and_who_may_not_reads_why(scene: Wall) -> None:
    pk = objected(scene)
    assert "怎么核实的" in get(scene.people.shen, f"/objections/{pk}")
    assessor = get(scene.people.han, f"/objections/{pk}")
    assert "怎么核实的" not in assessor
    assert "您参与过，不能由您核实答复" in assessor
    owner = get(scene.people.zhou, f"/objections/{pk}")
    assert "撤回这件异议" in owner
    assert "怎么核实的" not in owner


def test_nobody_left_is_said_with_who_helps(scene: Wall) -> None:
    pk = objected(scene)
    Office.objects.filter(person_id__in=(scene.people.shen, scene.people.lin)).update(until=date(2026, 4, 3))
    assert "请上级党组织指定办理人" in get(scene.people.han, f"/objections/{pk}")


def test_an_answer_with_new_figures_is_booked_and_told(scene: Wall) -> None:
    pk = objected(scene)
    response = post(scene.people.shen, f"/objections/{pk}/answer", ANSWER)
    assert (response.status_code, response.url) == (302, f"/objections/{pk}")
    new = LedgerEntry.objects.get(kind="correction")
    assert new.quantity == 2
    page = get(scene.people.zhou, f"/objections/{pk}")
    assert "更正为“教书育人、指导学生”，2月11日，2 次，计 2 分。" in page
    assert "核实：查了签到表，问了活动负责人。" in page
    assert "您不服的，可以向上级党组织申诉，可提到4月21日。" in page
    assert f"/appeals/new?objection={pk}" in page
    assert f"{new.seq} 号" in page


def test_a_minus_is_taken_back_whole(scene: Wall) -> None:
    pk = objected(scene, scene.minus)
    assert "原来扣的分全部冲回" in get(scene.people.shen, f"/objections/{pk}")
    sent = ANSWER | {"outcome": "reversed", "item": "K03"}
    assert post(scene.people.shen, f"/objections/{pk}/answer", sent).status_code == 302
    assert Finding.objects.get().points_centi == 0
    assert "原来扣的分已全部冲回" in get(scene.people.he, f"/objections/{pk}")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"outcome": ""}, "还没有选结论"),
        ({"reason": ""}, "还没有写理由"),
        ({"inquiry": ""}, "还没有写怎么核实的"),
        ({"inquiry": "一" * 301}, '<a href="#id_inquiry">核实经过请写在 300 字以内'),
        ({"reason": "一" * 301}, '<a href="#id_reason">理由请写在 300 字以内'),
        ({"quantity": "1"}, "填的和原来评定的一样"),
        ({"quantity": "x"}, "次数请填 1 到 99 的整数"),
        ({"each": "x"}, "分值读不出来"),
        ({"day": "2026-02-30"}, "“发生的那一天”读不出来"),
        ({"item": "XX"}, "请从列出的项目里选"),
        ({"outcome": "reversed"}, "请从列出的结论里选"),
    ],
)
def test_a_wrong_answer_is_sent_back_with_what_to_do(scene: Wall, change: dict[str, str], words: str) -> None:
    pk = objected(scene)
    response = post(scene.people.shen, f"/objections/{pk}/answer", ANSWER | change)
    assert response.status_code == 422
    assert words in text(response)
    assert not Finding.objects.exists()


def test_a_kept_determination_and_the_list_afterwards(scene: Wall) -> None:
    pk = objected(scene)
    found(scene, pk)
    page = get(scene.people.zhou, f"/objections/{pk}")
    assert "积分不变。" in page
    assert "维持原评定" in get(scene.people.zhou, "/objections")
    assert "看答复" in get(scene.people.zhou, "/objections/new")
    late = post(scene.people.shen, f"/objections/{pk}/answer", ANSWER)
    assert late.status_code == 409
    assert "这件异议现在是“已答复”" in text(late)


def test_who_decided_it_or_has_no_office_cannot_answer_by_sending_a_form(scene: Wall) -> None:
    pk = objected(scene)
    for person, status in ((scene.people.han, 409), (scene.people.zhou, 403), (scene.people.xu, 403)):
        assert post(person, f"/objections/{pk}/answer", ANSWER).status_code == status
    assert post(scene.people.deng, f"/objections/{pk}/answer", ANSWER).status_code == 404
    assert not Finding.objects.exists()


def test_the_owner_takes_it_back(scene: Wall) -> None:
    pk = objected(scene)
    assert post(scene.people.zhou, f"/objections/{pk}/withdraw", {}).status_code == 302
    assert "本人撤回了这件异议" in get(scene.people.zhou, f"/objections/{pk}")
    assert post(scene.people.zhou, f"/objections/{pk}/withdraw", {}).status_code == 409


def test_the_one_concerned_signs_for_the_answer_once(scene: Wall) -> None:
    objection_id = objected(scene, scene.plus)
    found(scene, objection_id)
    path, people = f"/objections/{objection_id}", scene.people
    page = get(people.zhou, path)
    assert "签收表示您收到了答复，不表示同意，也不影响申诉。" in page
    assert "签收这份答复" not in get(people.lin, path)
    receipt = page.split('action="/findings/')[1].partition('"')[0]
    response = client_of(people.zhou).post(
        f"/findings/{receipt}", {"key": key()}, headers={"Referer": f"http://testserver{path}"}
    )
    assert (response.status_code, response.url) == (302, f"http://testserver{path}")
    page = get(people.zhou, path)
    assert "本人收到了答复。" in page
    assert "签收这份答复" not in page
    again = post(people.zhou, f"/findings/{receipt}", {})
    assert again.status_code == 409
    assert "您已经签收过" in text(again)


HEARD = {"who": "周予安本人", "heard_on": "2026-04-07", "said": "当天上下午各一次。"}


def test_who_looks_into_it_notes_whom_they_heard(scene: Wall) -> None:
    pk, people = objected(scene), scene.people
    bad = post(people.shen, f"/objections/{pk}/hearing", HEARD | {"who": "", "heard_on": "2026-04-01"})
    assert bad.status_code == 422
    assert "还没有写听取了谁的意见" in text(bad)
    early = post(people.shen, f"/objections/{pk}/hearing", HEARD | {"heard_on": "2026-04-01"})
    assert early.status_code == 422
    assert "听取意见的日期要在" in text(early)
    assert post(people.shen, f"/objections/{pk}/hearing", HEARD).status_code == 302
    page = get(people.zhou, f"/objections/{pk}")
    assert "听取意见：周予安本人" in page
    assert "当天上下午各一次。" in page
    for person, status in ((people.han, 409), (people.zhou, 403), (people.xu, 403), (people.deng, 404)):
        assert post(person, f"/objections/{pk}/hearing", HEARD).status_code == status


def test_when_the_answer_falls_due_the_way_to_the_superior_is_shown(
    scene: Wall, monkeypatch: pytest.MonkeyPatch
) -> None:
    pk, people = objected(scene), scene.people
    assert "不等支部答复，直接向上级申诉" in get(people.zhou, f"/objections/{pk}")
    assert "直接向上级申诉" not in get(people.shen, f"/objections/{pk}")
    stop_clock(monkeypatch, at(2026, 4, 22))
    page = get(people.zhou, f"/objections/{pk}")
    assert "支部还没有答复。您可以向上级党组织申诉，可提到5月6日。" in page
    assert "请尽快答复" in get(people.shen, f"/objections/{pk}")
