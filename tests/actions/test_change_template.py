"""更换表格模板: a branch's own Word template, looked through before it counts, and the default again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from fenming.actions.change_template import change_template
from fenming.prints.register_form import WORD
from fenming.prints.word import default_template
from fenming.queries.access import NotFound
from fenming.queries.form_templates import template_of
from fenming.queries.verification import verify
from fenming.records.models import AuditEvent, FormTemplate
from fenming.rules.terms import Refused
from tests.cast import Cast, at, cast, key
from tests.prints.word_reading import document

pytestmark = pytest.mark.django_db

OWN = document("{{ 姓名 }}同志的积分单")


@pytest.fixture(autouse=True)
def _folder(settings: Any, tmp_path: Path) -> None:
    settings.EVIDENCE_DIR = tmp_path / "evidence"


def changed_to(people: Cast, content: bytes | None, **change: Any) -> int:
    given: dict[str, Any] = {
        "actor_id": people.lin, "branch_id": people.branch_id, "form": WORD, "content": content, "missing_known": True,
        "key": key(), "now": at(2026, 4, 2),
    }  # fmt: skip
    return change_template(**(given | change))


def in_force(people: Cast) -> bytes | None:
    return template_of(form=WORD.code, of="member", pk=people.m_zhou)


def test_the_branch_has_its_own_from_then_on_and_the_default_again() -> None:
    people = cast()
    assert in_force(people) is None
    assert changed_to(people, OWN) == 1
    assert in_force(people) == OWN
    detail = AuditEvent.objects.get(verb="change_template").detail
    assert '"number":1' in detail
    assert '"missing":[' in detail
    assert changed_to(people, None) == 2
    assert in_force(people) is None
    assert changed_to(people, default_template(WORD.code), missing_known=False) == 3


@pytest.mark.parametrize(
    ("content", "change", "code", "words"),
    [
        (OWN, {"missing_known": False}, "missing_fields", "模板里少了这些栏：草稿字样、支部、期间"),
        (document("{{ 工号 }}"), {}, "unknown_fields", "“工号”（正文第1段“{{ 工号 }}”）"),
        (b"x", {}, "not_a_document", "这不是 Word 文档"),
        (None, {}, "default_already", "现在用的就是默认模板"),
    ],
)
def test_refusals(content: bytes | None, change: dict[str, Any], code: str, words: str) -> None:
    people = cast()
    with pytest.raises(Refused) as refused:
        changed_to(people, content, **change)
    assert refused.value.code == code
    assert words in refused.value.sentence
    assert not FormTemplate.objects.exists()


def test_the_same_file_twice_changes_nothing_and_leaves_no_file(settings: Any) -> None:
    people = cast()
    changed_to(people, OWN)
    with pytest.raises(Refused, match="与现在用的模板完全一样"):
        changed_to(people, OWN)
    assert len(list(Path(settings.EVIDENCE_DIR).iterdir())) == 1


def test_only_the_secretary_of_the_branch() -> None:
    people = cast()
    with pytest.raises(Refused) as refused:
        changed_to(people, OWN, actor_id=people.xu)
    assert refused.value.code == "forbidden"
    with pytest.raises(NotFound):
        changed_to(people, OWN, actor_id=people.deng)
    assert not FormTemplate.objects.exists()


def test_a_file_that_is_lost_or_changed_is_said(settings: Any) -> None:
    people = cast()
    changed_to(people, OWN)
    row = FormTemplate.objects.get()
    path = Path(settings.EVIDENCE_DIR) / str(row.stored_as)
    path.write_bytes(OWN + b" ")
    found = verify(step=lambda _done, _of: None).faults
    assert [one.broken.problem for one in found if one.broken.table == "表格模板"] == ["文件与交来时不一样"]
    path.unlink()
    with pytest.raises(Refused, match="模板文件不在存放的地方了"):
        in_force(people)
