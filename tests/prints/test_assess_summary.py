"""《月度初评汇总表》 as it is printed: everyone in roster order, every matter, who assessed it and when."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import unquote

import pytest

from fenming.prints.assess_summary import assess_summary_data, assess_summary_name, assess_summary_pdf
from fenming.rules.terms import Refused
from tests.actions._objections import decided
from tests.actions.meeting_scene import month_of
from tests.cast import at
from tests.pages.browse import client_of, stop_clock, text
from tests.prints.a_month import SUMMARY
from tests.prints.looking import looks_as_kept, read


def test_each_matter_has_its_figures_its_result_and_who_assessed_it() -> None:
    rows = assess_summary_data(SUMMARY)["rows"]
    assert rows[0] == ["1", "林曼青", "本月无新增", "", "", "—", "—", "已核实", "", "沈知行，4月10日"]
    assert rows[1][:3] + rows[1][5:] == [
        "5", "周予安", "教书育人、指导学生", "2", "1", "改动", "与同类事项核对，按一次计。", "韩若水，4月10日"
    ]  # fmt: skip
    assert [row[6:8] for row in rows[2:]] == [
        ["0", "不认定"], ["−0.5", "认定"], ["—", "退回补充"], ["—", "待初评"], ["—", "待初评"]
    ]  # fmt: skip
    assert rows[-1][2] == "未申报"


def test_it_counts_names_its_meeting_and_is_a_draft_until_everyone_is_assessed() -> None:
    (page,) = read(assess_summary_pdf(SUMMARY))
    for words in (
        "初评会议：支委会，2026年4月10日",
        "党员4名，5件事项：认定1件，改动1件，不认定1件，退回补充1件，待初评1件；没有事项的2名。",
        "支部书记（签名）",
        "不公示；初评结果在党员大会上通报并评定。",
    ):
        assert words in page, words
    assert "草稿" not in page
    early = read(assess_summary_pdf(replace(SUMMARY, draft=True, meeting=None, rows=())))[0]
    assert "草稿" in early
    assert "初评会议：还没有召集" in early
    assert "名册上没有这个月应当初评的党员。" in early


def test_a_large_month_goes_on_with_its_heading_and_every_line_named() -> None:
    pages = read(assess_summary_pdf(replace(SUMMARY, rows=SUMMARY.rows * 12)))
    assert len(pages) > 2
    assert all("初评人和日期" in page for page in pages[:-1])


def test_it_looks_as_it_did() -> None:
    assert assess_summary_name(SUMMARY) == "月度初评汇总表_青岚大学人文学院教工第二党支部_2026年3月"
    assert looks_as_kept("assess_summary", assess_summary_pdf(SUMMARY))
    with pytest.raises(Refused, match="在打印用的字库里没有"):
        assess_summary_pdf(replace(SUMMARY, rows=(replace(SUMMARY.rows[0], name="周\U00030edd安"),)))


@pytest.mark.django_db
def test_those_who_assess_print_it_from_their_desk(monkeypatch: pytest.MonkeyPatch) -> None:
    people, *_ = decided()
    stop_clock(monkeypatch, at(2026, 4, 2))
    month = month_of(people, 2).pk
    address = f"/desk/assess/{month}.pdf"
    han = client_of(people.han)
    assert f'href="{address}"' in text(han.get(f"/desk/assess/{month}"))
    response = han.get(address)
    assert "月度初评汇总表_" in unquote(response["Content-Disposition"])
    words = "".join(read(b"".join(response.streaming_content)))
    assert "布置学院读书会会场。" in words
    assert "不认定与同类事项核对。韩若水，3月10日" in words
    assert client_of(people.zhou).get(address).status_code == 403
    assert client_of(people.deng).get(address).status_code == 404
