"""Files beside a matter, in the browser: handing in, downloading, and what keeps a file a file."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from fenming.actions.attach_evidence import attach_evidence
from fenming.queries.evidence import path_of, size_in_words
from fenming.queries.evidence_file import LARGEST
from fenming.records.models import Evidence, Office
from fenming.rules.authority import Role
from tests.actions._files import HTML, JPEG, PDF
from tests.actions._matters import declared
from tests.cast import SINCE, Cast, at, cast, key
from tests.pages.browse import client_of, stop_clock, text
from tests.pages.test_matter import words

pytestmark = pytest.mark.django_db

NAME = "指导记录（2月）.pdf"


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Cast:
    stop_clock(monkeypatch, at(2026, 3, 2))
    monkeypatch.setattr(settings, "EVIDENCE_DIR", tmp_path / "evidence")
    return cast()


def attached(people: Cast, matter_id: int) -> int:
    return attach_evidence(
        actor_id=people.zhou, matter_id=matter_id, name=NAME, content=PDF, key=key(), now=at(2026, 3, 2)
    )


def sent(client: Client, matter_id: int, name: str, content: bytes) -> object:
    given = {"key": key(), "file": SimpleUploadedFile(name, content)}
    return client.post(f"/matters/{matter_id}/evidence", given, follow=True)


def test_a_file_is_handed_in_and_listed(people: Cast) -> None:
    matter_id, zhou = declared(people), client_of(people.zhou)
    before = words(zhou.get(f"/matters/{matter_id}"))
    assert "处分决定、病历等材料不要放在这里" in before
    page = words(sent(zhou, matter_id, NAME, PDF))
    assert "材料已收到" in page
    assert f"{NAME} PDF，1 KB；周予安" in page
    assert "收回" in page


def test_it_comes_back_as_a_file_to_save_and_nothing_else(people: Cast) -> None:
    matter_id = declared(people)
    attached(people, matter_id)
    response = client_of(people.han).get(f"/matters/{matter_id}/evidence/1")
    assert b"".join(response.streaming_content) == PDF  # type: ignore[attr-defined]
    assert response.headers["Content-Disposition"] == f"attachment; filename*=utf-8''{quote(NAME)}"
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response.headers["Cache-Control"] == "no-store"


def test_a_name_with_a_line_break_breaks_no_header(people: Cast) -> None:
    matter_id = declared(people)
    attach_evidence(
        actor_id=people.zhou, matter_id=matter_id, name='a\r\nSet-Cookie: x=1;"b.pdf', content=PDF, key=key(),
        now=at(2026, 3, 2),
    )  # fmt: skip
    response = client_of(people.zhou).get(f"/matters/{matter_id}/evidence/1")
    assert "Set-Cookie" not in response.headers
    assert "\r" not in response.headers["Content-Disposition"]


def test_who_may_have_it(people: Cast) -> None:
    matter_id = declared(people)
    attached(people, matter_id)
    Office.objects.create(
        organisation_id=people.branch_id, person_id=people.jiang, role=Role.AUDITOR.value, since=SINCE,
        resolution="支部党员大会 2026年1月5日",
    )  # fmt: skip
    path = f"/matters/{matter_id}/evidence/1"
    allowed = {who: client_of(getattr(people, who)).get(path).status_code for who in WHO}
    assert allowed == WHO
    assert Client().get(path).status_code == 302


WHO = {
    "zhou": 200, "xu": 200, "han": 200, "shen": 200, "lin": 200, "jiang": 200, "he": 403, "gao": 403, "deng": 404,
}  # fmt: skip


def test_the_administrator_has_nothing_to_look_for_there(people: Cast) -> None:
    matter_id = declared(people)
    attached(people, matter_id)
    Office.objects.create(
        organisation_id=people.branch_id, person_id=people.he, role=Role.ADMINISTRATOR.value, since=SINCE,
        resolution="支部党员大会 2026年1月5日",
    )  # fmt: skip
    assert client_of(people.he).get(f"/matters/{matter_id}/evidence/1").status_code == 403


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("证书.pdf", b"", "是空文件"),
        ("证书.pdf", HTML, "不是可以提交的文件"),
        ("证书.pdf", JPEG, "内容却是JPEG 照片"),
        ("证书.pdf", PDF.ljust(LARGEST + 1), "文件超过 10 MB"),
    ],
)
def test_a_wrong_file_is_refused_at_its_field(people: Cast, name: str, content: bytes, sentence: str) -> None:
    matter_id, zhou = declared(people), client_of(people.zhou)
    response = sent(zhou, matter_id, name, content)
    assert response.status_code == 422  # type: ignore[attr-defined]
    assert words(response).count(sentence) == 2  # above the page and at the field
    assert not Evidence.objects.exists()


def test_without_a_file_it_is_asked_for(people: Cast) -> None:
    matter_id, zhou = declared(people), client_of(people.zhou)
    response = zhou.post(f"/matters/{matter_id}/evidence", {"key": key()})
    assert response.status_code == 422
    assert "还没有选文件" in words(response)


def test_others_get_no_form_and_cannot_send_one(people: Cast) -> None:
    matter_id = declared(people)
    assert "提交材料" not in words(client_of(people.han).get(f"/matters/{matter_id}"))
    response = sent(client_of(people.he), matter_id, NAME, PDF)
    assert response.status_code == 403  # type: ignore[attr-defined]
    assert not Evidence.objects.exists()


def test_it_is_taken_back_on_the_page(people: Cast) -> None:
    matter_id, zhou = declared(people), client_of(people.zhou)
    attached(people, matter_id)
    page = words(zhou.post(f"/matters/{matter_id}/evidence/1/remove", {"key": key()}, follow=True))
    assert "材料已收回，文件已删除" in page
    assert NAME not in page
    assert zhou.get(f"/matters/{matter_id}/evidence/1").status_code == 404


def test_a_file_the_disk_has_lost_is_told_in_a_sentence(people: Cast) -> None:
    matter_id = declared(people)
    attached(people, matter_id)
    path_of(Evidence.objects.get().stored_as).unlink()
    response = client_of(people.zhou).get(f"/matters/{matter_id}/evidence/1")
    assert response.status_code == 409
    assert "从备份里找回" in text(response)


def test_sizes_are_rounded_up() -> None:
    assert [size_in_words(one) for one in (1, 1025, 1024 * 1024, 10 * 1024 * 1024)] == [
        "1 KB", "2 KB", "1.0 MB", "10.0 MB",
    ]  # fmt: skip
