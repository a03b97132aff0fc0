"""The forms of the first set-up: what the founding resolution says, and the standard that is adopted."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from fenming.actions.enrol_members import NewMember
from fenming.actions.found_branch import Founding
from fenming.pages.roster_forms import RESOLUTION_HELP, day_field, text_field
from fenming.queries.standard_page import cap_choices
from fenming.rules.terms import Status


def _choice(label: str, *choices: tuple[str, str], **more: Any) -> forms.ChoiceField:
    messages = {"required": f"还没有选{label}。", "invalid_choice": f"请从列出的{label}里选。"}
    return forms.ChoiceField(
        label=label, choices=choices, error_messages=messages, widget=forms.RadioSelect, **more
    )


def _password(label: str, **more: Any) -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": "new-password"})
    return text_field(label, longest=128, strip=False, widget=widget, **more)


class FoundForm(forms.Form):
    """The branch and its first account."""

    superior_name = text_field("上级党委名称", longest=80, help_text="如：青岚大学人文学院党委。")
    branch_name = text_field("支部名称", longest=80, help_text="如：教工第二党支部。")
    long_name = text_field(
        "学校和学院（可不填）",
        longest=120,
        required=False,
        help_text="印在支部名称上方，如：青岚大学人文学院。",
    )
    contact = text_field(
        "联系方式", longest=200, help_text="印在公示上，供党员和群众联系，如：电话、办公室。"
    )
    resolution = text_field("成立支部、确定书记的文件", longest=120, help_text="如：院党委〔2026〕1号。")
    since = day_field(
        "从哪天起在这里记积分",
        help_text="今年1月1日到今天之间，年度从这一天所在的月开始。要把今年的纸质台账转进来的，填台账开始的那一天。",
    )
    name = text_field("支部书记姓名", longest=60)
    post = _choice("岗位", ("T", "教师"), ("A", "管理"))
    status = _choice("身份", ("formal", "正式党员"), ("probationary", "预备党员"), initial="formal")
    joined = day_field("加入本支部的日期", help_text="往年就在的，用今年1月1日即可，不影响算分。")
    login = text_field(
        "登录名",
        longest=40,
        help_text="英文字母、数字、点、横线或下划线，如姓名拼音。",
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    password = _password("密码", help_text="至少 8 个字符，不能全是数字，也不能是常见的密码。")
    again = _password("再输一遍密码", missing="还没有再输一遍密码。")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._today = today

    def clean_since(self) -> date:
        since: date = self.cleaned_data["since"]
        if since.year != self._today.year or since > self._today:
            raise forms.ValidationError(
                f"请填{self._today.year}年1月1日到今天（{self._today.month}月{self._today.day}日）之间的一天。"
            )
        return since

    def clean_joined(self) -> date:
        joined: date = self.cleaned_data["joined"]
        if joined > self._today:
            raise forms.ValidationError("加入日期在今天以后。请改成今天或以前的日期。")
        return joined

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if "password" in given and "again" in given and given["password"] != given["again"]:
            self.add_error("again", "两次输入的密码不一样。请重新输入。")
        return given

    def founding(self) -> Founding:
        """What a valid form says."""
        given = self.cleaned_data
        secretary = NewMember(given["name"], given["post"], Status(given["status"]), given["joined"])
        names = ("superior_name", "branch_name", "long_name", "contact", "resolution", "since")
        return Founding(
            **{name: given[name] for name in names},
            secretary=secretary,
            login=given["login"],
            password=given["password"],
        )


class AdoptForm(forms.Form):
    """The default standard, with the one question a branch must answer itself (A11)."""

    cap_stage = _choice(
        "总分封顶的算法",
        *cap_choices(),
        initial="net",
        help_text="方案只说加分后总分最高 100 分，没有说扣分在封顶以前减还是以后减。两种算法只在各项之和超过 100 分、"
        "同时又有扣分时不同。例如各项之和 104 分、扣分 3 分：先减后封顶得 100 分，先封顶后减得 97 分。请支部党员大会定一种。",
    )
    in_force_from = day_field("从哪天起施行", help_text="一般填今年1月1日，全年按同一个标准。")
    resolution = text_field("通过标准的决议", longest=120, help_text=RESOLUTION_HELP)
    seen = forms.BooleanField(
        label="支部已看过全文，知道这是重建的示例，也知道什么都不做也有 60 分",
        error_messages={"required": "请先看全文和上面的两点说明，再勾选。"},
    )
