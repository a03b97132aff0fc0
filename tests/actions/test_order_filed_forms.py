"""成批打印报送年度的积分登记表: for the committee, what was filed with it, without words."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest

from fenming.actions.make_forms import make_forms
from fenming.actions.order_filed_forms import order_filed_forms
from fenming.queries.access import NotFound
from fenming.queries.form_batches import made_path
from fenming.rules.terms import Refused
from tests.actions._year import FILE_DAY, appraised, filed
from tests.actions.forms_scene import files
from tests.cast import cast, key
from tests.prints.looking import read

pytestmark = [pytest.mark.django_db, pytest.mark.database]
__all__ = ["files"]


def test_the_committee_has_the_filed_year_without_words(files: Path) -> None:
    people = cast()
    appraised(people)
    with pytest.raises(Refused, match="没有可以打印的登记表"):
        order_filed_forms(actor_id=people.gao, year=2026, ending="zip", key=key(), now=FILE_DAY)
    filed(people)
    with pytest.raises(Refused):
        order_filed_forms(actor_id=people.lin, year=2026, ending="zip", key=key(), now=FILE_DAY)
    batch = order_filed_forms(actor_id=people.gao, year=2026, ending="zip", key=key(), now=FILE_DAY)
    make_forms(now=FILE_DAY)
    path, name, _ = made_path(actor_id=people.gao, batch_id=batch, on=FILE_DAY.date())
    assert name.endswith("_2026年度")
    with ZipFile(path) as archive:
        zhou = next(one for one in archive.namelist() if "周予安" in one)
        page = "".join(read(archive.read(zhou)))
    assert zhou.startswith("教工第二党支部/")
    assert "报送上级的年度结算" in page
    assert "理由" not in page
    with pytest.raises(NotFound):
        made_path(actor_id=people.deng, batch_id=batch, on=FILE_DAY.date())
