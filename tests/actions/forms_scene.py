"""Orders of the first quarter's register forms, and their files in a folder of the test."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from fenming.actions.order_forms import order_forms
from fenming.queries.form_batches import Order, made_path, order_page
from tests.cast import Cast, at, key

NOW = at(2026, 4, 2)
TODAY = NOW.date()


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(settings, "FORMS_DIR", tmp_path / "forms")
    return tmp_path / "forms"


def ordered(people: Cast, **change: Any) -> int:
    plain: dict[str, Any] = {
        "actor_id": people.xu, "branch_id": people.branch_id, "year": 2026, "quarter": 1, "ending": "zip",
        "key": key(), "now": NOW,
    }  # fmt: skip
    return order_forms(**plain | change)


def made(people: Cast, batch_id: int) -> Path:
    return made_path(actor_id=people.xu, batch_id=batch_id, on=TODAY)[0]


def page_of(people: Cast, batch_id: int) -> Order:
    return order_page(actor_id=people.xu, batch_id=batch_id, on=TODAY)
