"""一票否决: who sees what of it, and that its reason is on nobody else's page."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from fenming.actions.deliver import deliver
from fenming.actions.give_office import give_office
from fenming.actions.propose_lifting import propose_lifting
from fenming.pages.urls import urlpatterns
from fenming.records.models import Posting, Veto
from fenming.rules.authority import Role
from tests.actions._walk import assessed, determine, posted
from tests.actions.veto_scene import DOCUMENT, REASON, REVOKED, answered, confirmed, lifted, proposed
from tests.cast import Cast, at, cast, key
from tests.pages.browse import client_of, stop_clock, text
from tests.pages.doors import address

pytestmark = pytest.mark.django_db

CANARY = "违反工作纪律，擅自离岗七日，查实。"


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    stop_clock(monkeypatch, at(2026, 3, 12))


@pytest.fixture
def people() -> Cast:
    return cast()


def test_the_list_and_the_way_to_it(people: Cast) -> None:
    secretary = client_of(people.lin)
    assert "没有一票否决" in text(secretary.get("/vetoes"))
    assert 'href="/vetoes"' in text(secretary.get("/roster"))
    assert 'href="/vetoes"' not in text(client_of(people.zhou).get("/roster"))
    veto_id = proposed(people)
    page = text(secretary.get("/vetoes"))
    assert f'href="/vetoes/{veto_id}"' in page
    assert "何苗" in page
    assert "待确认" in page
    assert "陈述期到3月16日" in page


def test_a_proposal_from_the_form(people: Cast) -> None:
    client = client_of(people.han)
    form = text(client.get(f"/vetoes/new?member={people.m_he}"))
    assert f'<option value="{people.m_he}" selected>' in form
    assert f'value="{people.m_han}"' not in form
    assert "本人有 5 个工作日可以陈述意见" in form
    sent = {
        "member": people.m_he,
        "item": "V5",
        "document": DOCUMENT,
        "decided_on": "2026-03-02",
        "text": REASON,
    }
    response = client.post("/vetoes/new", sent | {"key": key()})
    veto = Veto.objects.get()
    assert (response.status_code, response.url) == (302, f"/vetoes/{veto.pk}")
    assert "已经提出。本人陈述后或期满，由另一名书记或支委确认" in text(client.get(response.url))
    again = client.post("/vetoes/new", sent | {"key": key()})
    assert again.status_code == 422
    assert "已经对这名党员提出过" in text(again)
    late = client.post("/vetoes/new", sent | {"document": "另一号", "decided_on": "2026-03-13", "key": key()})
    assert late.status_code == 422
    assert "2026年3月13日还没有到" in text(late)


def test_an_empty_proposal_says_what_is_missing(people: Cast) -> None:
    response = client_of(people.han).post("/vetoes/new", {"key": key()})
    assert response.status_code == 422
    page = text(response)
    for words in (
        "还没有选党员。",
        "还没有选种类。",
        "还没有填处理决定的文号。",
        "还没有填“处理决定的日期”。",
        "还没有写处理决定认定的事实。",
    ):
        assert words in page


def test_the_one_concerned_reads_it_and_answers(people: Cast) -> None:
    veto_id = proposed(people)
    he = client_of(people.he)
    page = text(he.get(f"/vetoes/{veto_id}"))
    for words in ("待您陈述意见", REASON, DOCUMENT, "请在3月16日前陈述意见", "不陈述不会加重"):
        assert words in page
    assert "确认一票否决</button>" not in page
    empty = he.post(f"/vetoes/{veto_id}/answer", {"answer": " ", "key": key()})
    assert empty.status_code == 422
    assert "没有意见的，请写“没有意见”" in text(empty)
    response = he.post(f"/vetoes/{veto_id}/answer", {"answer": "事情属实。", "key": key()})
    assert response.status_code == 302
    page = text(he.get(f"/vetoes/{veto_id}"))
    assert "您的意见已收到" in page
    assert "事情属实。" in page
    assert "提交意见" not in page


def test_the_proposer_is_told_to_wait_for_another(people: Cast) -> None:
    veto_id = proposed(people)
    page = text(client_of(people.han).get(f"/vetoes/{veto_id}"))
    assert "这次一票否决是您提出的，要由另一名书记或支委确认。" in page
    assert "</button>" not in page.split("<main")[1]
    other = text(client_of(people.shen).get(f"/vetoes/{veto_id}"))
    assert "本人可以在3月16日前陈述意见。陈述后或期满，由提出人以外的书记或支委确认。" in other
    assert "不予确认</button>" in other
    assert "确认一票否决</button>" not in other


def test_confirmed_with_the_figures_under_the_zero(people: Cast) -> None:
    assessed(people, people.m_he, "DA5", date(2026, 2, 11))
    determine(people)
    veto_id = proposed(people)
    answered(people, veto_id)
    shen = client_of(people.shen)
    assert shen.post(f"/vetoes/{veto_id}/confirm", {"key": key()}).status_code == 302
    page = text(shen.get(f"/vetoes/{veto_id}"))
    for words in ("已经确认，记入台账", "2026年度总分为 0 分", "不计否决是 61 分", "确认一票否决", "沈知行"):
        assert words in page
    own = text(client_of(people.he).get("/me/statement"))
    for words in (
        f"一票否决（处理决定 {DOCUMENT}）",
        f'href="/vetoes/{veto_id}"',
        "实行一票否决，全年总分为 0 分",
    ):
        assert words in own
    assert "四、扣分和一票否决" in own


def test_the_line_about_it_leads_to_it(people: Cast) -> None:
    veto_id = proposed(people)
    deliver(now=at(2026, 3, 12))
    page = text(client_of(people.he).get("/notices"))
    assert "请在期限内陈述意见" in page
    assert f'href="/vetoes/{veto_id}"' in page


def test_declined_with_the_reason(people: Cast) -> None:
    veto_id = proposed(people)
    shen = client_of(people.shen)
    assert "还没有写不予确认的理由" in text(shen.post(f"/vetoes/{veto_id}/decline", {"key": key()}))
    assert (
        shen.post(f"/vetoes/{veto_id}/decline", {"reason": "决定还在复议。", "key": key()}).status_code == 302
    )
    page = text(client_of(people.he).get(f"/vetoes/{veto_id}"))
    assert "没有确认，对2026年度积分没有影响。" in page
    assert "决定还在复议。" in page


def test_lifted_by_two(people: Cast) -> None:
    veto_id = confirmed(people)
    lin, shen = client_of(people.lin), client_of(people.shen)
    same = lin.post(f"/vetoes/{veto_id}/lift", {"lift_document": DOCUMENT, "key": key()})
    assert same.status_code == 422
    assert "这是处理决定本身的文号" in text(same)
    assert lin.post(f"/vetoes/{veto_id}/lift", {"lift_document": REVOKED, "key": key()}).status_code == 302
    waiting = text(lin.get(f"/vetoes/{veto_id}"))
    assert f"林曼青已依据{REVOKED}提出解除，等另一名书记或支委确认。" in waiting
    assert "确认解除</button>" not in waiting
    assert "确认解除</button>" in text(shen.get(f"/vetoes/{veto_id}"))
    stale = shen.post(f"/vetoes/{veto_id}/lift/confirm", {"document": "别的", "key": key()})
    assert stale.status_code == 409
    response = shen.post(f"/vetoes/{veto_id}/lift/confirm", {"document": REVOKED, "key": key()})
    assert response.status_code == 302
    page = text(client_of(people.he).get(f"/vetoes/{veto_id}"))
    assert "已经解除，2026年度积分照各项计算" in page
    own = text(client_of(people.he).get("/me/statement"))
    assert f"冲正：一票否决已解除（{REVOKED}）" in own
    assert "已冲正" in own
    assert "实行一票否决，全年总分" not in own


def test_the_auditor_reads_and_does_nothing(people: Cast) -> None:
    veto_id = proposed(people)
    give_office(
        actor_id=people.lin, branch_id=people.branch_id, person_id=people.zhou, role=Role.AUDITOR,
        since=date(2026, 3, 1), resolution="院党委", key=key(), now=at(2026, 3, 10),
    )  # fmt: skip
    auditor = client_of(people.zhou)
    page = text(auditor.get(f"/vetoes/{veto_id}"))
    assert REASON in page
    assert "<form" not in page.split("<main")[1]
    assert "凭处理决定提出" not in text(auditor.get("/vetoes"))


def test_the_reason_is_on_nobody_elses_page(people: Cast) -> None:
    """Every address, opened by those who have no part in it, before and after, lifted too (A22)."""
    ids = {"veto_id": proposed(people, text=CANARY)}
    everyone(people, ids)
    answered(people, ids["veto_id"], f"我说明：{CANARY}")
    from fenming.actions.confirm_veto import confirm_veto

    confirm_veto(actor_id=people.shen, veto_id=ids["veto_id"], key=key(), now=at(2026, 3, 12))
    determine(people)
    posted(people)
    ids |= {"code": Posting.objects.get().code, "quarter_id": Posting.objects.get().quarter_id}
    everyone(people, ids)
    propose_lifting(
        actor_id=people.lin, veto_id=ids["veto_id"], document=REVOKED, key=key(), now=at(2026, 5, 6)
    )
    everyone(people, ids)
    lifted_id = confirmed(people, document="校纪〔2026〕4号", text=CANARY)
    lifted(people, lifted_id)
    everyone(people, ids | {"veto_id": lifted_id})


def everyone(people: Cast, ids: dict[str, object]) -> None:
    known = {"number": 2026, "name": "ledger", "matter_id": 1, "month_id": 1, "meeting_id": 1} | ids
    visitors = {"public": Client(), "superior": client_of(people.gao), "elsewhere": client_of(people.deng)}
    visitors |= {"member": client_of(people.zhou), "recorder": client_of(people.xu)}
    opened = 0
    for pattern in urlpatterns:
        if not set(pattern.pattern.converters) <= set(known):
            continue
        for who, client in visitors.items():
            response = client.get(address(str(pattern.name), known))
            opened += response.status_code == 200
            shown = text(response) if not response.streaming else ""
            assert CANARY not in shown, (who, pattern.name)
            if who != "elsewhere":
                assert "工作纪律" not in shown or pattern.name in ("standard", "setup_standard"), (
                    who,
                    pattern.name,
                )
    assert opened > 20
