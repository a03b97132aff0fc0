"""Degrees of a veto, where a standard has them: what is refused, and how they read (R24, A10)."""

import pytest

from fenming.queries.item_words import rule_in_words
from fenming.rules.standard import load_standard
from tests.rules.case_files import default_text, with_degrees
from tests.rules.test_standard import changed, faults_of, with_item

BY_DEGREE = with_degrees(default_text(), {"较轻": 60, "严重": 0})


@pytest.mark.parametrize(
    ("text", "where", "words"),
    [
        (
            with_item("V1", 'id = "V1"', 'id = "V1"\ndegrees = [{ name = "严重", most = 0 }]'),
            "",
            "只有一档时不写档次",
        ),
        (changed('veto_levels = "one"', 'veto_levels = "by_degree"'), "", "至少写两档"),
        (BY_DEGREE.replace('"严重", most = 0', '"严重", most = 1'), "", "最重的一档 most 填 0"),
        (BY_DEGREE.replace("most = 60", "most = 100"), "", "低于总分上限"),
        (BY_DEGREE.replace('"较轻"', '"严重"'), "", "档次名称有重复"),
        (BY_DEGREE.replace("most = 60", "points = 60"), "[0].most", "缺少这一键"),
    ],
)
def test_degrees_that_do_not_fit_are_refused(text: str, where: str, words: str) -> None:
    found = dict(faults_of(text))
    assert words in found[f"items[47].degrees{where}"]


def test_degrees_read_as_people_say_them() -> None:
    item = load_standard(BY_DEGREE).by_id["V5"]
    assert rule_in_words(item) == "较轻的全年总分至多 60 分，严重的全年总分为 0 分"
    assert rule_in_words(load_standard(default_text()).by_id["V5"]) == "全年总分为 0 分"
