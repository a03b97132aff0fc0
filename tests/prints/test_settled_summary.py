"""党员积分年度汇总表 of a settlement from files: what stands on it, and that it looks as it did (R44)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from fenming.prints.settled_summary import settled_summary_pdf
from fenming.queries.files.results import Result
from fenming.rules.standard import load_standard
from fenming.rules.terms import Refused
from tests.cast import DEFAULT_STANDARD
from tests.prints.looking import TOLERANCE, apart, drawn, looks_as_kept, read

STANDARD = load_standard(DEFAULT_STANDARD)
ZHOU = Result("1", "龑嬿骉", "T", 6000, 1950, 300, 50, 8200, "优秀", 1, True, False)
HE = replace(ZHOU, id="2", name="何苗", type="A", duty_centi=0, bonus_centi=0, total_centi=0, suggested_grade="", veto=True)  # fmt: skip


def printed(results: Sequence[Result] = (ZHOU, HE)) -> bytes:
    return settled_summary_pdf(
        results, standard=STANDARD, period="2016年度", branch="青岚大学人文学院教工第二党支部"
    )


def test_everybody_stands_on_it_in_the_order_of_the_roster() -> None:
    (page,) = read(printed())
    assert "党员积分年度汇总表" in page
    assert "11龑嬿骉教师6019.53−0.582优秀" in page
    assert "22何苗行政教辅6000−0.50一票否决" in page
    assert "共2人，建议等次：优秀1人；没有建议等次的1人。" in page


def test_it_looks_as_it_did() -> None:
    assert looks_as_kept("settled_summary", printed())
    other = printed((replace(ZHOU, total_centi=8250), HE))
    assert apart(drawn(printed()), drawn(other)) > TOLERANCE, "one figure more or less is seen"


def test_a_name_the_fonts_lack_is_told() -> None:
    with pytest.raises(Refused, match="“\U00030edd”"):
        printed((replace(ZHOU, name="周\U00030edd安"),))
