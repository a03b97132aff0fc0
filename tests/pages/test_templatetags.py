"""How figures, days, names and states are written."""

from datetime import UTC, date, datetime

import pytest
from django import forms
from django.test import override_settings
from django.utils.safestring import SafeString

from fenming.pages.parts import ErrorLine
from fenming.pages.templatetags import fenming_tags as tags


class MatterForm(forms.Form):
    """A form with one of each kind of control the theme styles."""

    day = forms.DateField(help_text="连续几天的，填最后一天。", error_messages={"required": "还没有填日期"})
    what = forms.CharField(
        widget=forms.Textarea(attrs={"class": "own"}), error_messages={"required": "还没有写"}
    )
    item = forms.ChoiceField(choices=[("a", "甲")])
    verdict = forms.ChoiceField(
        choices=[("yes", "认定"), ("no", "不认定")],
        widget=forms.RadioSelect,
        error_messages={"required": "还没有选"},
    )
    agree = forms.BooleanField(required=False)

    def clean(self) -> None:
        raise forms.ValidationError("这个月已经初评。")


@pytest.mark.parametrize(
    ("centi", "plain", "html"),
    [
        (7950, "79.5", "<span>79.5</span>"),
        (6000, "60", '<span class="fm-i">60</span>'),
        (-50, "\u22120.5", "<span>\u22120.5</span>"),
        (-100, "\u22121", '<span class="fm-i">\u22121</span>'),
        (0, "0", '<span class="fm-i">0</span>'),
        (125, "1.25", "<span>1.25</span>"),
        (None, "—", '<span class="fm-nil fm-i">—</span>'),
    ],
)
def test_points_are_trimmed_and_columns_keep_the_room_of_a_decimal(
    centi: int | None, plain: str, html: str
) -> None:
    assert tags.points(centi) == plain
    assert tags.figure(centi) == html
    assert isinstance(tags.figure(centi), SafeString)


def test_days_are_written_without_leading_noughts() -> None:
    day = date(2025, 12, 3)
    assert tags.cn_date(date(2025, 11, 26)) == "11月26日"
    assert tags.cn_full_date(day) == "2025年12月3日"
    assert tags.cn_day(day) == "2025年12月3日，星期三"
    assert tags.weekday(day) == "周三"
    assert tags.weekday(date(2025, 12, 7)) == "周日"


def test_no_day_is_written_as_nothing() -> None:
    assert [tags.cn_date(None), tags.cn_full_date(None), tags.cn_day(None), tags.weekday(None)] == [""] * 4
    assert tags.cn_moment(None) == ""


@override_settings(USE_TZ=True, TIME_ZONE="Asia/Shanghai")
def test_a_moment_is_read_on_the_local_clock() -> None:
    late = datetime(2025, 12, 3, 16, 42, tzinfo=UTC)
    assert tags.cn_moment(late) == "2025年12月4日 00:42"
    assert tags.cn_date(late) == "12月4日"


@pytest.mark.parametrize(("days", "words"), [(2, "还有 2 天"), (0, "今天到期"), (-3, "已过期 3 天")])
def test_time_left_is_said_in_words(days: int, words: str) -> None:
    assert tags.days_left(days) == words


def test_a_long_name_breaks_after_its_middle_dot_only() -> None:
    assert tags.name_wbr("阿布都热合曼·吐尔逊江") == (
        '<span class="text-nowrap">阿布都热合曼·</span><wbr><span class="text-nowrap">吐尔逊江</span>'
    )
    assert tags.name_wbr("何苗") == "何苗"


def test_a_name_is_escaped_before_the_break_is_put_in() -> None:
    assert tags.name_wbr("<b>·&") == (
        '<span class="text-nowrap">&lt;b&gt;·</span><wbr><span class="text-nowrap">&amp;</span>'
    )


@pytest.mark.parametrize(
    ("state", "css"),
    [
        ("determined", "fm-st--determined"),
        ("changed", "fm-st--assessed"),
        ("declared", ""),
        ("unheard of", ""),
    ],
)
def test_a_state_has_its_mark_or_the_plain_ring(state: str, css: str) -> None:
    assert tags.state_class(state) == css


def test_a_title_breaks_between_its_parts() -> None:
    assert tags.phrases("2026年第二季度党员大会（第二次）") == "2026年第二季度<wbr>党员大会<wbr>（第二次）"


def test_a_telephone_number_is_not_broken_and_the_rest_is_escaped() -> None:
    assert tags.whole_numbers("电话 0571-8888-001，<b>204 室") == (
        '电话 <span class="text-nowrap">0571-8888-001</span>，&lt;b&gt;204 室'
    )


def test_errors_are_listed_all_at_once_and_lead_to_their_fields() -> None:
    form = MatterForm({"item": "a"}, auto_id="f_%s")
    assert tags.error_lines(form) == (
        ErrorLine("", "这个月已经初评。"),
        ErrorLine("f_day", "还没有填日期"),
        ErrorLine("f_what", "还没有写"),
        ErrorLine("f_verdict_0", "还没有选"),
    )


def test_controls_get_the_class_the_theme_styles_and_name_hint_and_error() -> None:
    form = MatterForm({"item": "a"})
    day = tags.field_input(form["day"])
    assert 'class="form-control"' in day
    assert 'aria-describedby="id_day_helptext id_day_error"' in day
    assert 'aria-invalid="true"' in day
    assert 'class="form-control own"' in tags.field_input(form["what"])
    assert 'class="form-select"' in tags.field_input(form["item"])
    assert 'class="form-check-input"' in tags.field_input(form["agree"])
    assert [tags.is_checkbox(form["agree"]), tags.is_checkbox(form["day"])] == [True, False]
