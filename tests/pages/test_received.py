"""收档: from the file to the receipt, in the reviewer's browser."""

from __future__ import annotations

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from fenming.queries.files.year_zip import read_archive
from fenming.rules.year_receipt import read_receipt
from tests.actions.received_scene import RECEIVED_DAY, archived, one_entry_less
from tests.cast import Cast, cast, key
from tests.pages.browse import client_of, stop_clock, text
from tests.prints.looking import read
from tests.queries.year_scene import content_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> Cast:
    stop_clock(monkeypatch, RECEIVED_DAY)
    return cast()


def handed_in(content: bytes, **more: str) -> dict[str, object]:
    return {"key": key(), "file": SimpleUploadedFile("fenming-2026-2.zip", content), **more}


def test_from_the_file_to_the_receipt(people: Cast) -> None:
    content = content_of(people, archived(people))
    client = client_of(people.gao)
    assert 'href="/superior/received"' in text(client.get("/superior"))
    assert "还没有收到年度档案" in text(client.get("/superior/received"))
    code = read_archive(content).code
    response = client.post("/superior/received", handed_in(content, code=code), follow=True)
    page, (address, _) = text(response), response.redirect_chain[-1]
    assert "已收下，并照档案里的标准重新算过" in page
    assert "7 名党员的每一项都与报送的一样" in page
    assert f'<strong class="text-nowrap">{code}</strong>' in page
    assert client.get(f"{address}/receipt.pdf").status_code == 404
    page = text(client.post("/superior/received", handed_in(content), follow=True))
    assert "这一份以前收过，没有重复收下" in page
    page = text(client.post(f"{address}/accept", {"key": key(), "number": "院备〔2027〕8号"}, follow=True))
    assert "已备案，编号 院备〔2027〕8号。请把回执交给支部。" in page
    (paper,) = read(b"".join(client.get(f"{address}/receipt.pdf").streaming_content))
    assert "各项都与报送的一致，准予备案，备案编号院备〔2027〕8号。" in paper
    assert "周予安" not in paper
    receipt = read_receipt(client.get(f"{address}/receipt.json").content)
    assert (receipt.number, receipt.year, receipt.round) == ("院备〔2027〕8号", 2026, 2)


def test_differences_are_shown_row_by_row_and_it_goes_back(people: Cast) -> None:
    client = client_of(people.gao)
    forged = one_entry_less(content_of(people, archived(people)))
    response = client.post("/superior/received", handed_in(forged), follow=True)
    page, (address, _) = text(response), response.redirect_chain[-1]
    assert "重新算出来的与报送的不一样，共 2 处" in page
    assert '<td role="cell" data-l="重算的">没有这一笔</td>' in page
    assert "重算没有通过，不能备案" in page
    response = client.post(f"{address}/return", {"key": key(), "remarks": " "})
    assert response.status_code == 422
    assert "还没有写退回的意见" in text(response)
    client.post(f"{address}/return", {"key": key(), "remarks": "请核对周予安的一笔。"})
    assert json.loads(client.get(f"{address}/receipt.json").content)["remarks"] == "请核对周予安的一笔。"
    assert "已退回" in text(client.get("/superior/received"))


def test_what_is_refused_stands_at_its_field(people: Cast) -> None:
    content = content_of(people, archived(people))
    client = client_of(people.gao)
    for data, words in (
        ({"key": key()}, "还没有选年度档案"),
        (handed_in(b"%PDF-1.7"), "打不开这个 ZIP 文件"),
        (handed_in(content, code="7K3M-92QF-0AXB"), "档案编号不符"),
        (handed_in(b"0" * (11 << 20)), "文件超过 8 MB"),
    ):
        response = client.post("/superior/received", data)
        assert response.status_code == 422
        assert words in text(response)
        assert "有 1 处要改，改好再点“收下并重算”" in text(response)
