"""A report looked into above, in the browser: referred, the reporter's door, the finding, and who reads it."""

from __future__ import annotations

import pytest

from tests.actions.inquiry_scene import FOUND, HEARD, JUDGED_ON, WHY, judged, referred, turned_down
from tests.cast import Cast, key
from tests.pages.browse import client_of, stop_clock
from tests.pages.test_matter import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene(monkeypatch: pytest.MonkeyPatch) -> tuple[Cast, int]:
    stop_clock(monkeypatch, JUDGED_ON)
    return turned_down()


def test_an_assessor_refers_it_from_the_page_of_who_reported(scene: tuple[Cast, int]) -> None:
    people, matter_id = scene
    shen, page = client_of(people.shen), f"/matters/{matter_id}/reporter"
    assert "提请上级核查" in words(shen.get(page))
    empty = shen.post(f"{page}/refer", {"text": " ", "key": key()})
    assert empty.status_code == 422
    assert "还没有写提请核查的理由" in words(empty)
    done = words(shen.post(f"{page}/refer", {"text": WHY, "key": key()}, follow=True))
    assert "2026年3月9日已提请上级核查这份报告" in done
    assert "何苗" not in done.partition("报告人的姓名")[0]


def test_the_reviewer_hears_the_reporter_and_finds(scene: tuple[Cast, int]) -> None:
    people, matter_id = scene
    pk = referred(people, matter_id)
    gao, page = client_of(people.gao), f"/superior/reports/{pk}"
    assert f'href="{page}"' in gao.get("/superior/reports").content.decode()
    assert 'href="/superior/reports"' in gao.get("/superior").content.decode()
    told = words(gao.get(page))
    assert WHY in told
    assert "初评不认定" in told
    assert "何苗" not in told
    looked = gao.post(f"{page}/reporter", {"key": key()})
    assert "报告人：何苗" in words(looked)
    assert looked.headers["Cache-Control"] == "no-store"
    sent = {"outcome": "false", "reason": FOUND, "key": key()}
    unheard = gao.post(page, sent)
    assert unheard.status_code == 422
    assert "认定故意虚报之前要先听取报告人的意见" in words(unheard)
    done = words(gao.post(page, sent | {"heard_on": "2026-03-06", "heard": HEARD, "key": key()}, follow=True))
    assert "报告人还没有看" in done
    assert FOUND in done
    assert "何苗" not in done


def test_the_reporter_alone_reads_what_was_found(scene: tuple[Cast, int]) -> None:
    people, matter_id = scene
    pk = referred(people, matter_id)
    judged(people, pk)
    he = client_of(people.he)
    own = words(he.get("/me/reports"))
    assert "上级核查结论：故意虚报" in own
    assert FOUND in own
    assert HEARD in own
    read = words(he.post(f"/me/reports/{matter_id}/read", {"key": key()}, follow=True))
    assert "您在2026年3月9日看过" in read
    matter, reporter = f"/matters/{matter_id}", f"/matters/{matter_id}/reporter"
    for who, paths in (
        (people.zhou, ("/", matter, f"{matter}/trail", "/me/reports", "/notices")),
        (people.han, ("/", matter, f"{matter}/trail", reporter, "/notices", "/desk/assess")),
        (people.lin, ("/", matter, f"{matter}/trail", "/notices")),
    ):
        for path in paths:
            page = words(client_of(who).get(path, follow=True))
            assert "虚报" not in page.replace("是故意虚报的，可以提请", ""), (who, path)
            assert "核查结论" not in page, (who, path)
