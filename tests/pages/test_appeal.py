"""申诉: choosing what to appeal about, the file as member, branch and committee above see it, the decision."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from fenming.actions.ask_record import ask_record
from fenming.actions.give_record import give_record
from fenming.queries.appealing import Which
from fenming.records.models import (
    Acknowledgement,
    Appeal,
    Evidence,
    Finding,
    LedgerEntry,
    Membership,
    Office,
    Organisation,
    Person,
    RecordRequest,
    Veto,
)
from fenming.rules.authority import Role
from tests.actions._files import PDF
from tests.actions._objections import Wall, found, objected, wall
from tests.actions.appeal_scene import appealed, decided
from tests.actions.veto_scene import confirmed
from tests.cast import at, key
from tests.pages.browse import client_of, stop_clock, text

pytestmark = pytest.mark.django_db

WORDS = "当天做了两次，只记了一次。"
UPHELD = {
    "outcome": "upheld", "item": "DT2", "day": "2026-02-11", "quantity": "2", "level": "", "each": "",
    "reason": "签到表上有两次签名。", "inquiry": "看了支部的说明和签到表。",
}  # fmt: skip
HEARD = {"who": "周予安本人", "heard_on": "2026-04-07", "said": "当天上下午各一次。"}


@pytest.fixture
def scene(monkeypatch: pytest.MonkeyPatch) -> Wall:
    stop_clock(monkeypatch, at(2026, 4, 7))
    return wall()


def get(person_id: int, path: str, status: int = 200) -> str:
    response = client_of(person_id).get(path)
    assert response.status_code == status, text(response)
    return text(response)


def post(person_id: int, path: str, data: dict[str, Any] | None = None) -> Any:
    return client_of(person_id).post(path, (data or {}) | {"key": key()})


def asked(scene: Wall, pk: int) -> int:
    return ask_record(
        actor_id=scene.people.gao,
        appeal_id=pk,
        question="请说明两次活动的签到情况。",
        key=key(),
        now=at(2026, 4, 3),
    )


def test_a_member_chooses_a_posted_matter_and_reads_what_will_happen(scene: Wall) -> None:
    page = get(scene.people.zhou, "/appeals/new")
    assert "可提到4月15日" in page
    assert f"?matter={scene.plus.pk}" in page
    assert f"?matter={scene.minus.pk}" not in page
    form = get(scene.people.zhou, f"/appeals/new?matter={scene.plus.pk}")
    assert "可提到2026年4月15日（含当日）" in form
    assert "2026年5月8日前作出决定" in form
    assert "申诉交给青岚大学人文学院党委，不经过支部。" in form
    assert "为什么现在才提" not in form
    response = post(scene.people.zhou, "/appeals/new", {"matter": scene.plus.pk, "text": WORDS})
    appeal = Appeal.objects.get()
    assert (response.status_code, response.url) == (302, f"/appeals/{appeal.pk}")
    assert appeal.text.text == WORDS
    again = client_of(scene.people.zhou).get(f"/appeals/new?matter={scene.plus.pk}")
    assert again.url == f"/appeals/{appeal.pk}"
    twice = post(scene.people.zhou, "/appeals/new", {"matter": scene.plus.pk, "text": WORDS})
    assert twice.status_code == 422
    assert "正在办理，5月8日前答复" in text(twice)


def test_after_the_term_a_reason_is_asked_and_nonsense_is_sent_back(
    scene: Wall, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop_clock(monkeypatch, at(2026, 4, 20))
    form = get(scene.people.zhou, f"/appeals/new?matter={scene.plus.pk}")
    assert "申诉的期限到2026年4月15日，已经过了" in form
    sent = {"matter": scene.plus.pk, "text": WORDS, "late_reason": ""}
    refused = post(scene.people.zhou, "/appeals/new", sent)
    assert refused.status_code == 422
    assert "请写明为什么迟交" in text(refused)
    empty = post(scene.people.zhou, "/appeals/new", sent | {"text": " "})
    assert "还没有写申诉" in text(empty)
    assert not Appeal.objects.exists()
    assert post(scene.people.zhou, "/appeals/new", sent | {"late_reason": "在外地。"}).status_code == 302
    assert "迟交的原因：在外地。" in get(scene.people.gao, f"/appeals/{Appeal.objects.get().pk}")


def test_something_left_out_is_named_with_its_day(scene: Wall) -> None:
    assert "漏记的是哪一项" in get(scene.people.zhou, "/appeals/new?omitted=1")
    sent = {"omitted": "on", "item": "DT5", "day": "2026-03-03", "text": WORDS}
    assert "请从列出的项目里选" in text(post(scene.people.zhou, "/appeals/new", sent | {"item": "K03"}))
    future = post(scene.people.zhou, "/appeals/new", sent | {"day": "2026-04-30"})
    assert future.status_code == 422
    assert "还没有到" in text(future)
    assert post(scene.people.zhou, "/appeals/new", sent).status_code == 302
    page = get(scene.people.gao, f"/appeals/{Appeal.objects.get().pk}")
    assert "对漏记的事项" in page
    assert "3月3日" in page


def test_what_is_not_ones_own_or_does_not_exist_leads_nowhere(scene: Wall) -> None:
    get(scene.people.zhou, f"/appeals/new?matter={scene.minus.pk}", 403)
    get(scene.people.deng, f"/appeals/new?matter={scene.minus.pk}", 404)
    for path in ("?matter=987654", "?entry=987654", "?veto=987654", "?objection=987654", "?matter=x"):
        get(scene.people.zhou, f"/appeals/new{path}", 404)
    get(scene.people.gao, "/appeals/new", 403)
    pk = appealed(scene)
    get(scene.people.deng, f"/appeals/{pk}", 404)
    get(scene.people.zhou, "/appeals/987654", 404)


def test_after_the_answer_of_the_branch_the_objection_leads_up(scene: Wall) -> None:
    objection = objected(scene)
    found(scene, objection)
    assert f"?objection={objection}" in get(scene.people.zhou, "/appeals/new")
    form = get(scene.people.zhou, f"/appeals/new?objection={objection}")
    assert "支部已经答复您的第 1 号异议" in form
    assert post(scene.people.zhou, "/appeals/new", {"objection": objection, "text": WORDS}).status_code == 302
    pk = Appeal.objects.get(objection=objection).pk
    page = get(scene.people.gao, f"/appeals/{pk}")
    assert "支部答复：维持原评定" in page
    assert "核实：查了签到表，问了活动负责人。" in page
    assert f"/appeals/{pk}" in get(scene.people.zhou, f"/objections/{objection}")


def test_the_branch_sees_that_it_runs_and_never_what_it_says(scene: Wall) -> None:
    pk, people = appealed(scene), scene.people
    for person in (people.lin, people.han):
        page = get(person, f"/appeals/{pk}")
        assert WORDS not in page
        assert "本人写的内容只有本人和上级看得到" in page
        assert "周予安" in get(person, "/appeals")
    for person in (people.zhou, people.gao):
        assert WORDS in get(person, f"/appeals/{pk}")
    for person in (people.he, people.xu, people.jiang):
        assert WORDS not in get(person, f"/appeals/{pk}", 403)
    assert "您没有提出过申诉" in get(people.he, "/appeals")
    assert "本支部的" not in get(people.he, "/appeals")
    assert "下级支部的" in get(people.gao, "/appeals")
    assert "周予安" not in get(people.deng, "/appeals")


def test_the_branch_is_asked_and_answers_once(scene: Wall) -> None:
    pk, people = appealed(scene), scene.people
    question = {"question": "请说明两次活动的签到情况。"}
    assert "还没有写请支部说明什么" in text(post(people.gao, f"/appeals/{pk}/question", {"question": ""}))
    assert post(people.gao, f"/appeals/{pk}/question", question).status_code == 302
    request = RecordRequest.objects.get().pk
    secretary = get(people.lin, f"/appeals/{pk}")
    assert "请说明两次活动的签到情况。" in secretary
    assert "支部4月14日前答复" in secretary
    assert "请支部说明</button>" not in get(people.gao, f"/appeals/{pk}")
    record = {"request": request, "answer": "上午一次有签到，下午一次没有。"}
    assert "还没有写说明" in text(post(people.lin, f"/appeals/{pk}/record", record | {"answer": ""}))
    assert post(people.lin, f"/appeals/{pk}/record", record | {"request": 987654}).status_code == 404
    assert post(people.lin, f"/appeals/{pk}/record", record | {"request": ""}).status_code == 422
    assert post(people.lin, f"/appeals/{pk}/record", record).status_code == 302
    assert "支部已经作过说明" in text(post(people.han, f"/appeals/{pk}/record", record))
    for person in (people.gao, people.zhou, people.han):
        assert "下午一次没有" in get(person, f"/appeals/{pk}")
    assert "请支部说明</button>" in get(people.gao, f"/appeals/{pk}")


def test_heard_and_upheld_with_new_figures(scene: Wall) -> None:
    pk, people = appealed(scene), scene.people
    assert post(people.gao, f"/appeals/{pk}/hearing", HEARD | {"said": ""}).status_code == 422
    assert post(people.gao, f"/appeals/{pk}/hearing", HEARD).status_code == 302
    assert "听取意见：周予安本人" in get(people.zhou, f"/appeals/{pk}")
    assert "周予安本人" not in get(people.lin, f"/appeals/{pk}")
    response = post(people.gao, f"/appeals/{pk}/decision", UPHELD)
    assert (response.status_code, response.url) == (302, f"/appeals/{pk}")
    assert LedgerEntry.objects.get(kind="correction").quantity == 2
    own = get(people.zhou, f"/appeals/{pk}")
    assert "更正为“教书育人、指导学生”，2月11日，2 次，计 2 分。" in own
    assert "核实：看了支部的说明和签到表。" in own
    branch = get(people.lin, f"/appeals/{pk}")
    assert "决定：申诉成立" in branch
    assert "理由：签到表上有两次签名。" in branch
    assert "看了支部的说明和签到表" not in branch
    assert "申诉成立" in get(people.zhou, "/appeals")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"outcome": ""}, "还没有选结论"),
        ({"reason": ""}, "还没有写理由"),
        ({"inquiry": ""}, "还没有写怎么核实的"),
        ({"quantity": "1"}, "填的和原来评定的一样"),
        ({"outcome": "reversed"}, "请从列出的结论里选"),
    ],
)
def test_a_wrong_decision_is_sent_back_with_what_to_do(
    scene: Wall, change: dict[str, str], words: str
) -> None:
    pk = appealed(scene)
    response = post(scene.people.gao, f"/appeals/{pk}/decision", UPHELD | change)
    assert response.status_code == 422
    assert words in text(response)
    assert not Finding.objects.exists()


def test_a_refused_matter_and_a_minus_have_their_own_outcomes(scene: Wall) -> None:
    refused = appealed(scene, Which(matter_id=scene.refused.pk))
    sent = UPHELD | {"item": "DT5", "day": "2026-02-13", "quantity": "1"}
    assert post(scene.people.gao, f"/appeals/{refused}/decision", sent).status_code == 302
    assert "补记“" in get(scene.people.zhou, f"/appeals/{refused}")
    minus = appealed(scene, Which(matter_id=scene.minus.pk), actor_id=scene.people.he)
    assert "申诉成立，原来扣的分全部冲回" in get(scene.people.gao, f"/appeals/{minus}")
    back = UPHELD | {"outcome": "reversed", "item": "K03"}
    assert post(scene.people.gao, f"/appeals/{minus}/decision", back).status_code == 302
    assert "原来扣的分已全部冲回" in get(scene.people.he, f"/appeals/{minus}")


def test_a_veto_is_lifted_or_kept_without_figures(scene: Wall) -> None:
    people = scene.people
    veto = confirmed(people, now=at(2026, 4, 2))
    assert f"/appeals/new?veto={veto}" in get(people.he, f"/vetoes/{veto}")
    assert f"?veto={veto}" in get(people.he, "/appeals/new")
    form = get(people.he, f"/appeals/new?veto={veto}")
    assert "对一票否决" in form
    assert post(people.he, "/appeals/new", {"veto": veto, "text": "处理决定与我无关。"}).status_code == 302
    pk = Appeal.objects.get(veto=veto).pk
    page = get(people.gao, f"/appeals/{pk}")
    assert "申诉成立，解除一票否决" in page
    assert "认定的事实：" in page
    assert 'name="quantity"' not in page
    sent = {"outcome": "upheld", "reason": "决定已被撤销。", "inquiry": "核对了文件。"}
    assert post(people.gao, f"/appeals/{pk}/decision", sent).status_code == 302
    assert Veto.objects.get(pk=veto).state == "lifted"
    assert "一票否决已经解除，积分照各项计算。" in get(people.he, f"/appeals/{pk}")


def test_a_decision_is_signed_for_and_the_appeal_is_closed(scene: Wall) -> None:
    pk, people = appealed(scene), scene.people
    decided(people, pk, now=at(2026, 4, 7))
    page = get(people.zhou, f"/appeals/{pk}")
    assert "签收表示您收到了决定，不表示同意。" in page
    assert "签收这份决定" not in get(people.lin, f"/appeals/{pk}")
    receipt = page.split('action="/findings/')[1].partition('"')[0]
    assert post(people.zhou, f"/findings/{receipt}").status_code == 302
    assert Acknowledgement.objects.get().by_id == people.zhou
    assert "签收这份决定" not in get(people.zhou, f"/appeals/{pk}")
    late = post(people.gao, f"/appeals/{pk}/decision", UPHELD)
    assert late.status_code == 409
    assert "这件申诉现在是“已答复”" in text(late)
    assert "撤回这件申诉" not in page
    assert post(people.zhou, f"/appeals/{pk}/withdraw").status_code == 409


def test_taken_back_it_stays_readable(scene: Wall) -> None:
    pk, people = appealed(scene), scene.people
    assert post(people.lin, f"/appeals/{pk}/withdraw").status_code == 403
    assert post(people.zhou, f"/appeals/{pk}/withdraw").status_code == 302
    assert "本人撤回了这件申诉" in get(people.zhou, f"/appeals/{pk}")
    assert "作出决定</button>" not in get(people.gao, f"/appeals/{pk}")


def test_overdue_is_said_to_member_branch_and_superior_and_nothing_lapses(
    scene: Wall, monkeypatch: pytest.MonkeyPatch
) -> None:
    pk, people = appealed(scene), scene.people
    asked(scene, pk)
    stop_clock(monkeypatch, at(2026, 5, 8))
    for person in (people.zhou, people.lin, people.gao):
        page = get(person, f"/appeals/{pk}")
        assert "逾期未答复" in page
        assert "已经过了，支部还没有说明" in page
        assert "逾期未答复" in get(person, "/appeals")
    assert post(people.gao, f"/appeals/{pk}/decision", UPHELD).status_code == 302


def test_nobody_without_the_office_decides_by_sending_a_form(scene: Wall) -> None:
    pk, people = appealed(scene), scene.people
    steps: tuple[tuple[str, dict[str, str]], ...] = (
        ("decision", UPHELD), ("hearing", HEARD), ("question", {"question": "请说明。"}),
    )  # fmt: skip
    for person, status in ((people.zhou, 403), (people.lin, 403), (people.xu, 403), (people.deng, 404)):
        for step, form in steps:
            assert post(person, f"/appeals/{pk}/{step}", form).status_code == status, (person, step)
    record = {"request": "1", "answer": "属实。"}
    assert post(people.gao, f"/appeals/{pk}/record", record).status_code == 404
    assert not Finding.objects.exists()
    assert not RecordRequest.objects.exists()


def test_to_another_committees_reviewer_it_does_not_exist(scene: Wall) -> None:
    pk = appealed(scene)
    elsewhere = Organisation.objects.create(kind="committee", name="另一个学院党委", since=date(2026, 1, 5))
    other = Person.objects.create(name="庄未明")
    Office.objects.create(
        organisation=elsewhere,
        person=other,
        role=Role.SUPERIOR_REVIEWER,
        since=date(2026, 1, 5),
        resolution="党委会",
    )
    get(other.pk, f"/appeals/{pk}", 404)
    get(other.pk, f"/appeals/{pk}/evidence/1", 404)
    for step, form in (("decision", UPHELD), ("hearing", HEARD), ("question", {"question": "请说明。"})):
        assert post(other.pk, f"/appeals/{pk}/{step}", form).status_code == 404
    assert "周予安" not in get(other.pk, "/appeals")
    assert not Finding.objects.exists()


def test_each_finds_on_the_home_page_what_waits(scene: Wall, monkeypatch: pytest.MonkeyPatch) -> None:
    pk, people = appealed(scene), scene.people
    assert "办理第 1 号申诉" in get(people.gao, "/")
    desk = get(people.gao, "/superior")
    assert "2026年5月6日前答复，还有 29 天" in desk
    assert f"/appeals/{pk}" in desk
    asked(scene, pk)
    assert "就第 1 号申诉向上级说明情况" in get(people.lin, "/?all=1")
    assert "等支部答复" in get(people.gao, "/superior")
    stop_clock(monkeypatch, at(2026, 5, 8))
    assert "第 1 号申诉逾期未答复" in get(people.zhou, "/?all=1")
    assert "已过期 2 天" in get(people.gao, "/superior")
    decided(people, pk, now=at(2026, 5, 8))
    assert "签收第 1 号申诉的决定" in get(people.zhou, "/?all=1")
    assert "眼下没有等决定的申诉" in get(people.gao, "/superior")


def test_who_had_a_hand_in_it_reads_why_and_may_not_decide(scene: Wall) -> None:
    """韩若水, who assessed it, has since gone to the committee above."""
    pk, people, gone = appealed(scene), scene.people, date(2026, 4, 3)
    Membership.objects.filter(pk=people.m_han).update(until=gone)
    Office.objects.filter(person_id=people.han).update(until=gone)
    Office.objects.create(
        organisation_id=people.superior_id, person_id=people.han, role=Role.SUPERIOR_REVIEWER, since=date(2026, 4, 4),
        resolution="党委会",
    )  # fmt: skip
    page = get(people.han, f"/appeals/{pk}")
    assert "您参与过，不能由您办理申诉" in page
    assert "作出决定</button>" not in page
    for step, form in (("decision", UPHELD), ("hearing", HEARD)):
        refused = post(people.han, f"/appeals/{pk}/{step}", form)
        assert refused.status_code == 409
        assert "您参与过" in text(refused)
    assert "作出决定</button>" in get(people.gao, f"/appeals/{pk}")


def test_the_reviewer_reads_the_files_beside_the_matter_and_nobody_else_through_this_door(
    scene: Wall, settings: Any, tmp_path: Path
) -> None:
    people, pk = scene.people, appealed(scene)
    settings.EVIDENCE_DIR = tmp_path
    (tmp_path / "stored").write_bytes(PDF)
    name = type(scene.plus.said).objects.create(
        branch_id=people.branch_id, text="签到表.pdf", salt="s", digest="0" * 64
    )
    Evidence.objects.create(
        branch_id=people.branch_id, matter=scene.plus, number=1, name=name, content_type="application/pdf",
        size=len(PDF), digest="0" * 64, stored_as="stored", by_id=people.zhou, at=at(2026, 3, 1),
    )  # fmt: skip
    assert "签到表.pdf" in get(people.gao, f"/appeals/{pk}")
    response = client_of(people.gao).get(f"/appeals/{pk}/evidence/1")
    assert b"".join(response.streaming_content) == PDF  # type: ignore[attr-defined]
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert client_of(people.zhou).get(f"/appeals/{pk}/evidence/1").status_code == 200
    for person, status in ((people.lin, 403), (people.he, 403), (people.deng, 404)):
        get(person, f"/appeals/{pk}/evidence/1", status)
    get(people.gao, f"/appeals/{pk}/evidence/2", 404)
    get(people.gao, f"/matters/{scene.plus.pk}/evidence/1", 403)


def test_what_the_branch_said_is_read_by_the_member_too(scene: Wall) -> None:
    pk = appealed(scene)
    request = asked(scene, pk)
    give_record(
        actor_id=scene.people.shen, request_id=request, answer="只有一次签到。", key=key(), now=at(2026, 4, 6)
    )
    assert "只有一次签到。" in get(scene.people.zhou, f"/appeals/{pk}")
