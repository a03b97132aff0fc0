"""The forms of taking over a paper book: what it is, and the same again with the check."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from fenming.pages.roster_forms import day_field, text_field

LARGEST = 1_000_000
COLUMNS_HELP = (
    "第一行是表头：姓名（或编号，即名册里的序号）、日期、项目、次数、分值、级别、成果、事由。"
    "次数不填算 1 次；分值只在有幅度的项目填，级别只在分级的项目填。"
)


class BookForm(forms.Form):
    """The resolution, the last day of the book, and its rows: pasted or as a file."""

    closed_on = day_field(
        "纸质台账截至哪天", help_text="这一天以前的在纸上，之后的在这里记。最好是一个季度的最后一天。"
    )
    resolution = text_field("依据的决议", longest=120, help_text="如：支部党员大会 2026年9月1日。")
    text = forms.CharField(
        label="各笔积分，从表格里整块复制（或在下面选文件）",
        required=False,
        help_text=COLUMNS_HELP,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false", "wrap": "off"}),
    )
    file = forms.FileField(
        label="或者选文件",
        required=False,
        help_text="Excel 工作簿（.xlsx）或 CSV，1 MB 以内，列和上面一样。",
        error_messages={"empty": "这个文件是空的。请重新选。"},
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )

    def clean_file(self) -> UploadedFile[bytes] | None:
        file: UploadedFile[bytes] | None = self.cleaned_data["file"]
        if file is not None and (file.size or 0) > LARGEST:
            raise forms.ValidationError("文件超过 1 MB。请只留要转入的这一张表。")
        return file

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        has_text, has_file = bool(given.get("text", "").strip()), bool(given.get("file"))
        if not has_text and not has_file and "file" not in self.errors:
            self.add_error("text", "还没有填各笔积分。请从表格里复制过来，或者选文件。")
        if has_text and has_file:
            self.add_error("file", "粘贴的和文件只能用一种。请清空上面的内容，或者不选文件。")
        return given
