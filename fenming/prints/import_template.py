"""导入模板 as a workbook: the columns with drop-downs and an example row, and a sheet that says how (R64, A17)."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import Any, Final

import xlsxwriter

from fenming.prints.paper import file_name
from fenming.queries.imports.template import ImportTemplate, TemplateColumn

ROWS: Final = 1000  # so many rows have their drop-downs and formats
_HEADING: Final = {"bold": True, "bg_color": "#E7ECF1", "border": 1, "valign": "vcenter", "text_wrap": True}
_EXAMPLE: Final = {"italic": True, "font_color": "#595959"}
_DAY: Final = {"num_format": "yyyy-mm-dd", "align": "left"}
_WORDS: Final = 70  # width of a column of sentences; a Chinese character takes two
_LINE: Final = 16  # points
_WIDE: Final = frozenset({"事由", "成果", "项目"})


def import_template_name(template: ImportTemplate) -> str:
    """``党员名册_导入模板``."""
    return file_name(template.title, "导入模板")


def import_template_xlsx(template: ImportTemplate) -> bytes:
    """The workbook: first the table to fill in, then 填写说明; what may be chosen lies on a hidden sheet."""
    made = BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties({"created": datetime(2000, 1, 1)})  # noqa: DTZ001 (the same bytes)
        sheet = book.add_worksheet(template.title)
        explained = book.add_worksheet("填写说明")
        choices = book.add_worksheet("选项")
        choices.hide()
        _fill(book, sheet, template)
        for at, column in enumerate(template.columns):
            if column.choices:
                _offer(sheet, choices, at, column)
        _explain(book, explained, template)
    return made.getvalue()


def _fill(book: Any, sheet: Any, template: ImportTemplate) -> None:
    heading, example, day = (book.add_format(one) for one in (_HEADING, _EXAMPLE, _DAY))
    for at, column in enumerate(template.columns):
        width = 28 if column.label in _WIDE else max(16, 2 * len(column.label) + 4)
        sheet.set_column(at, at, width, day if column.is_day else None)
        sheet.write_string(0, at, column.label, heading)
        sheet.write_string(1, at, column.example, example)
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.repeat_rows(0)
    sheet.fit_to_pages(1, 0)


def _offer(sheet: Any, choices: Any, at: int, column: TemplateColumn) -> None:
    """A drop-down; a value that is not in it is let in all the same: the import says what it takes."""
    for row, choice in enumerate(column.choices):
        choices.write_string(row, at, choice)
    letter = chr(ord("A") + at)
    source = f"=选项!${letter}$1:${letter}${len(column.choices)}"
    sheet.data_validation(
        1, at, ROWS, at, {"validate": "list", "source": source, "error_type": "information", "ignore_blank": True}
    )  # fmt: skip


def _explain(book: Any, sheet: Any, template: ImportTemplate) -> None:
    heading, wrapped = book.add_format(_HEADING), book.add_format({"text_wrap": True, "valign": "top"})
    title = book.add_format({"bold": True, "font_size": 14})
    sheet.set_column(0, 0, 18, wrapped)
    sheet.set_column(1, 1, _WORDS, wrapped)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.merge_range(0, 0, 0, 1, f"{template.title}导入模板填写说明", title)
    sheet.set_row(0, 24)
    lines = (
        ("支部", template.branch),
        ("用途", template.about),
        (
            "怎样填",
            "从表头下面起每行填一条。第 2 行是示例，写着“示例”的行不导入，可以删去。日期写成 2026-03-01。",
        ),
        ("怎样导入", "在系统的“导入”页面选这个文件，逐行核对以后再确认。核对以前什么也不会写入。"),
        ("怎样撤回", template.undo),
        ("不要填", "身份证号、手机号、住址等。表里有这些列的，系统不读、不保存。"),
    )
    for row, (label, words) in enumerate(lines, 1):
        sheet.set_row(row, _LINE * -(-len(words) * 2 // _WORDS))
        sheet.write_string(row, 0, label, wrapped)
        sheet.write_string(row, 1, words, wrapped)
    start = len(lines) + 2
    for at, words in enumerate(("列", "填什么")):
        sheet.write_string(start, at, words, heading)
    for row, column in enumerate(template.columns, start + 1):
        sheet.write_string(row, 0, column.label, wrapped)
        sheet.write_string(row, 1, column.hint, wrapped)
