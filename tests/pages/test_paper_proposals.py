"""A veto, a correction, a reopening about somebody without an account: printed, handed over, answered on paper."""

from __future__ import annotations

from typing import Any

import pytest

from tests.actions import veto_scene
from tests.actions._objections import wall
from tests.actions.paper_scene import Papers, given_accounts, handed, papers
from tests.cast import at, key
from tests.pages.browse import client_of, stop_clock, text
from tests.pages.test_paper import words

pytestmark = pytest.mark.django_db

WHERE = {"veto": "vetoes", "correction": "corrections", "reopening": "reopenings"}
GIVEN = {"text": "那天在医院陪护。", "signed_on": "2026-04-15", "paper_kept": "on"}


@pytest.fixture
def scene(monkeypatch: pytest.MonkeyPatch) -> Papers:
    stop_clock(monkeypatch, at(2026, 4, 16))
    return papers()


def page(person_id: int, path: str) -> str:
    return words(client_of(person_id).get(path))


@pytest.mark.parametrize(
    ("subject", "name", "shown"),
    [
        (
            "veto",
            "何苗",
            ("一票否决告知书", "校纪〔2026〕3号", "违反工作纪律，经学校纪委查实。", "年度总分为 0 分"),
        ),
        ("correction", "何苗", ("笔误更正告知书", "台账第", "1 次 2 次", "签到表是两次，录入时写成一次。")),
        ("reopening", "周予安", ("重新审议告知书", "不是本人做的。", "1 分 不认定", "您也可以在会上说明")),
    ],
)
def test_it_is_printed_handed_over_and_answered(
    scene: Papers, subject: str, name: str, shown: tuple[str, ...]
) -> None:
    lin, path = client_of(scene.wall.people.lin), f"/{WHERE[subject]}/{scene.ids[subject]}"
    at_first = words(lin.get(path))
    assert "等告知书当面送达；期限从送达之日起算" in at_first
    assert "打印告知书、登记送达" in at_first
    assert "代录书面意见" not in at_first
    assert "当日送达" not in at_first
    home = words(lin.get("/?all=1"))
    what = shown[0].removesuffix("告知书")
    assert f"当面送达{name}的{what}告知书" in home
    notice = words(lin.get(f"{path}/notice"))
    for sentence in (*shown, f"{name}同志：", "5 个工作日内书面提出意见", "签收不等于同意"):
        assert sentence in notice
    given = {"handed_on": "2026-04-13", "receipt_kept": "on", "key": key()}
    told = words(lin.post(f"{path}/notice", given, follow=True))
    assert f"已登记送达，{name}可答复到4月20日。" in told
    assert "告知书当面送达，由林曼青登记，可" in told
    assert f"等{name}的书面意见" in words(lin.get("/?all=1"))
    assert f"代录{name}的书面意见" in words(lin.get(f"{path}/answer-for"))
    said = words(lin.post(f"{path}/answer-for", GIVEN | {"key": key()}, follow=True))
    assert f"已代录{name}的书面意见" in said
    assert f"{name}。书面意见，签于4月15日，由林曼青代录。 那天在医院陪护。" in said
    assert "代录书面意见" not in said
    again = lin.post(f"{path}/answer-for", GIVEN | {"key": key()})
    assert again.status_code == 409


@pytest.mark.parametrize(
    ("end", "given", "sentence"),
    [
        ("notice", {"receipt_kept": "on"}, "还没有填“当面送达的日期”。"),
        ("notice", {"handed_on": "2026-04-15"}, "还没有确认送达回执已由支部留存。"),
        ("notice", {"handed_on": "2026-04-17", "receipt_kept": "on"}, "2026年4月17日还没有到。"),
        ("notice", {"handed_on": "2026-04-01", "receipt_kept": "on"}, "送达不会更早。"),
        ("answer-for", GIVEN | {"text": ""}, "还没有写意见。"),
        ("answer-for", GIVEN | {"signed_on": ""}, "还没有填“签字的日期”。"),
        ("answer-for", GIVEN | {"signed_on": "2026-04-12"}, "早于告知书送达的日期"),
        ("answer-for", GIVEN | {"paper_kept": ""}, "还没有确认原件已由支部留存。"),
    ],
)
def test_what_is_wrong_stands_at_its_field(
    scene: Papers, end: str, given: dict[str, str], sentence: str
) -> None:
    if end == "answer-for":
        handed(scene, "veto")
    path = f"/vetoes/{scene.ids['veto']}/{end}"
    response = client_of(scene.wall.people.han).post(path, given | {"key": key()})
    assert (response.status_code, sentence in text(response)) == (422, True)


def test_the_recorder_sees_no_veto_and_who_has_an_account_speaks_for_themselves(scene: Papers) -> None:
    people, path = scene.wall.people, f"/vetoes/{scene.ids['veto']}"
    for end in ("notice", "answer-for"):
        assert client_of(people.xu).get(f"{path}/{end}").status_code == 403
    handed(scene, "veto")
    given_accounts()
    he: Any = client_of(people.he).get(path)
    assert "待您陈述意见" in words(he)
    assert "代录书面意见" not in page(people.lin, path)
    refused = client_of(people.lin).get(f"{path}/answer-for")
    assert (refused.status_code, "何苗本人有账号" in words(refused)) == (409, True)


def test_of_whoever_has_an_account_no_page_asks_for_a_print(monkeypatch: pytest.MonkeyPatch) -> None:
    stop_clock(monkeypatch, at(2026, 3, 10))
    people = wall().people
    veto_id = veto_scene.proposed(people)
    for who in (people.lin, people.he):
        seen = page(who, f"/vetoes/{veto_id}")
        assert "当日送达本人，可以在2026年3月16日前陈述意见。" in seen
        assert "打印" not in seen
    assert client_of(people.lin).get(f"/vetoes/{veto_id}/notice").status_code == 409
