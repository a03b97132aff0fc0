"""删去过期的打印文件: handed out to who may order them, taken away after a week."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from fenming.actions.clear_forms import clear_forms
from fenming.actions.make_forms import make_forms
from fenming.queries.access import NotFound
from fenming.queries.form_batches import made_path
from fenming.rules.terms import Refused
from tests.actions._objections import wall
from tests.actions.forms_scene import NOW, TODAY, files, made, ordered, page_of

pytestmark = [pytest.mark.django_db, pytest.mark.database]
__all__ = ["files"]


def test_it_is_handed_out_to_who_may_order_it_and_taken_away_after_a_week(files: Path) -> None:
    people = wall().people
    batch = ordered(people)
    with pytest.raises(Refused, match="还没有做好"):
        made(people, batch)
    make_forms(now=NOW)
    assert made(people, batch).is_file()
    with pytest.raises(Refused):
        made_path(actor_id=people.zhou, batch_id=batch, on=TODAY)
    for stranger in (people.deng,):
        with pytest.raises(NotFound):
            made_path(actor_id=stranger, batch_id=batch, on=TODAY)
    assert clear_forms(now=NOW + timedelta(days=7)) == 0
    assert clear_forms(now=NOW + timedelta(days=8)) == 1
    assert clear_forms(now=NOW + timedelta(days=9)) == 0
    with pytest.raises(Refused, match="只保存 7 天"):
        made(people, batch)
    assert list(files.iterdir()) == []
    assert page_of(people, batch).word == "已过保存期，需要时请重新打印"
