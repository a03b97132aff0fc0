"""What may stand in the template of a form: its fields by their Chinese names, written `{{ 姓名 }}`.

A template says what to fill in and nothing else: a field, a loop over the lines of a list, a condition on a field.
No other expression is known, so that whoever writes a template can neither reach what it was not given nor keep the
machine busy. Loops do not nest.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from fenming.prints.word_file import FILLED, W, parsed
from fenming.rules.terms import Refused

_PLACES: Final = {"document": "正文", "header": "页眉", "footer": "页脚", "footnotes": "脚注"}
_MARK = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_LOOSE = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
_BEGUN = re.compile(rb"\{[{%#]")
_NAME = r"[^\W\d]\w{0,30}"
_VALUE = re.compile(rf"\{{\{{\s*({_NAME})(?:\.({_NAME}))?\s*\}}\}}")
_LOOP = re.compile(rf"\{{%(tr|p|)\s+for\s+({_NAME})\s+in\s+({_NAME})\s*%\}}")
_CASE = re.compile(rf"\{{%(tr|p|)\s+if\s+(?:not\s+)?({_NAME})(?:\.({_NAME}))?\s*%\}}")
_TURN = re.compile(r"\{%(tr|p|)\s+(else|endif|endfor)\s*%\}")
_MOST = 1000


@dataclass(frozen=True, slots=True)
class Field:
    """A field by the name a clerk writes, what it means, and an example; with `columns` it is a list of lines."""

    word: str
    meaning: str
    example: str = ""
    columns: tuple[Field, ...] = ()

    @property
    def mark(self) -> str:
        """How it is written in a template; in a line of a list as the line's."""
        return f"{{{{ {self.word} }}}}"

    @property
    def mark_in_line(self) -> str:
        return f"{{{{ 行.{self.word} }}}}"

    @property
    def begins(self) -> str:
        """What stands before the line of a list."""
        return f"{{%tr for 行 in {self.word} %}}"

    @property
    def ends(self) -> str:
        return "{%tr endfor %}"


DRAFT: Final = Field("草稿字样", "定下来以前是“草稿”二字和原因，定下来以后是空的", "草稿，尚未评定")


@dataclass(frozen=True, slots=True)
class WordForm:
    """A form that Word can be asked for: its code, title, clause and fields."""

    code: str
    title: str
    clause: str
    fields: tuple[Field, ...]

    def example(self) -> dict[str, Any]:
        """Data to try a template with: two lines in every list."""
        return {
            one.word: [{column.word: column.example for column in one.columns}] * 2
            if one.columns
            else one.example
            for one in self.fields
        }


def draft_words(draft: bool, words: str = "草稿，尚未评定") -> str:
    """The value of DRAFT."""
    return words if draft else ""


def paragraphs(texts: Iterable[str]) -> list[dict[str, str]]:
    """Running text as a list with one column."""
    return [{"段落": one} for one in texts]


def headed_lines(parts: Iterable[tuple[str, Iterable[str]]]) -> list[dict[str, str]]:
    """Headings and their paragraphs as one list, each line the one or the other."""
    return [
        line
        for heading, texts in parts
        for line in ({"小标题": heading, "段落": ""}, *({"小标题": "", "段落": one} for one in texts))
    ]


@dataclass(slots=True)
class _Reading:
    """What is found while a template is read; `open` are the loops and conditions not yet closed."""

    form: WordForm
    used: set[str] = field(default_factory=set)
    unknown: list[str] = field(default_factory=list)
    open: list[tuple[str, str, Any, str, str]] = field(default_factory=list)
    marks: int = 0


def missing_fields(form: WordForm, parts: Mapping[str, bytes]) -> tuple[str, ...]:
    """The fields of the form that the template does not show, in their order, columns as `事项.日期`.

    Refused: `bad_marks` for anything in braces that is no field, loop or condition, or stands where it cannot;
    `unknown_fields` for fields that the form does not have, each with its place.
    """
    reading = _Reading(form)
    for name, part in parts.items():
        if not name.endswith(".xml"):
            continue
        found = FILLED.fullmatch(name)
        if found is not None:
            root = parsed(name, part)
            _read_part(reading, root, _PLACES[found[1].rstrip("0123456789")])
        elif _BEGUN.search(part) or _BEGUN.search(re.sub(rb"<[^>]*>", b"", part)):
            raise _bad(name, "", "这里不能填写内容")
    if reading.unknown:
        listed = "；".join(reading.unknown[:10])
        raise Refused(
            "unknown_fields",
            f"模板里有《{form.title}》没有的栏：{listed}。请对照下面的栏目表改正。",
        )
    return tuple(one for one in _all(form) if one not in reading.used)


def _all(form: WordForm) -> Iterator[str]:
    for one in form.fields:
        if one.columns:
            yield from (f"{one.word}.{column.word}" for column in one.columns)
        else:
            yield one.word


def _read_part(reading: _Reading, root: Any, where: str) -> None:
    """Every mark of a part stands whole in one paragraph; none is hidden across paragraphs or in an attribute."""
    found = 0
    for number, paragraph in enumerate(root.iter(f"{W}p"), 1):
        text = _text(paragraph)
        place = _place(paragraph, where, number, text)
        if "｛｛" in text or "｝｝" in text:
            raise _bad(place, text, "花括号要用半角的 {{ 和 }}")
        for mark in _MARK.finditer(text):
            found += len(_LOOSE.findall(mark[0]))
            _read_mark(reading, mark[0], paragraph, text, place)
        if any(one[2] is paragraph for one in reading.open):
            raise _bad(place, text, "循环或条件没有在同一段里结束")
    flat = "".join(one for one in root.itertext())
    hidden = any(_LOOSE.search(value) for one in root.iter() for value in one.attrib.values())
    if hidden or len(_LOOSE.findall(flat)) != found:
        raise _bad(where, "", "有花括号没有成对，或者一对花括号不在同一段里")
    if reading.open:
        raise _bad(where, reading.open[-1][1], "循环或条件没有结束")


def _read_mark(reading: _Reading, mark: str, paragraph: Any, text: str, place: str) -> None:
    reading.marks += 1
    if reading.marks > _MOST:
        raise Refused("bad_marks", f"模板里要填的地方超过 {_MOST} 处，请核对是不是选错了文件。")
    if value := _VALUE.fullmatch(mark):
        _read_field(reading, value[1], value[2], place)
    elif loop := _LOOP.fullmatch(mark):
        if any(one[0] == "for" for one in reading.open):
            raise _bad(place, text, "循环里不能再套循环")
        lists = {one.word for one in reading.form.fields if one.columns}
        if loop[3] not in lists:
            reading.unknown.append(f"“{loop[3]}”（{place}，循环）")
        reading.open.append(("for", mark, _home(loop[1], paragraph, text, place), loop[2], loop[3]))
    elif case := _CASE.fullmatch(mark):
        if case[3] or case[2] not in {one.word for one in reading.form.fields if one.columns}:
            _read_field(reading, case[2], case[3], place, shows=False)
        reading.open.append(("if", mark, _home(case[1], paragraph, text, place), "", ""))
    elif turn := _TURN.fullmatch(mark):
        _close(reading, turn[1], turn[2], paragraph, text, place)
    else:
        raise _bad(place, text, f"看不懂“{mark[:40]}”")


def _close(reading: _Reading, kind: str, word: str, paragraph: Any, text: str, place: str) -> None:
    home = _home(kind, paragraph, text, place)
    begun = reading.open[-1] if reading.open else None
    if begun is None or begun[2] is not home or begun[0] != ("for" if word == "endfor" else "if"):
        raise _bad(place, text, f"“{word}”与前面的循环或条件对不上")
    if word != "else":
        reading.open.pop()


def _home(kind: str, paragraph: Any, text: str, place: str) -> Any:
    """Where a loop or condition lives: the paragraph itself, what holds the paragraph, or the table; it ends there too."""
    alone = _MARK.sub("", text).strip() == "" and len(_MARK.findall(text)) == 1
    if kind == "":
        return paragraph
    if kind == "p":
        if not alone:
            raise _bad(place, text, "带 p 的循环或条件要单独占一段")
        return paragraph.getparent()
    row = next(paragraph.iterancestors(f"{W}tr"), None)
    if (
        row is None
        or "".join(one.text or "" for one in row.iter(f"{W}t")).strip() != text.strip()
        or not alone
    ):
        raise _bad(place, text, "带 tr 的循环或条件要单独占表格的一行，这一行里不写别的")
    return row.getparent()


def _read_field(reading: _Reading, name: str, column: str | None, place: str, *, shows: bool = True) -> None:
    """A field of the form, or a column of the list that is being looped over; a condition asks and shows nothing."""
    shown = f"“{name}.{column}”" if column else f"“{name}”"
    loop = next((one for one in reading.open if one[0] == "for" and one[3] == name), None)
    listed = loop[4] if loop else ""
    known = {one.word: {column.word for column in one.columns} for one in reading.form.fields}
    if loop is not None and column in known.get(listed, set()):
        word = f"{listed}.{column}"
    elif loop is None and column is None and name in known and not known[name]:
        word = name
    else:
        reading.unknown.append(f"{shown}（{place}）")
        return
    if shows:
        reading.used.add(word)


def _text(paragraph: Any) -> str:
    """The words of a paragraph, without those of a text box in it."""
    return "".join(
        one.text or "" for one in paragraph.iter(f"{W}t") if next(one.iterancestors(f"{W}p")) is paragraph
    )


def _place(paragraph: Any, where: str, number: int, text: str) -> str:
    """`表格“序号　日期”一行` would need the heading; the words of the paragraph say best where it is."""
    in_table = next(paragraph.iterancestors(f"{W}tc"), None) is not None
    said = " ".join(text.split())
    return f"{where}{'表格里' if in_table else f'第{number}段'}“{said[:30]}{'…' if len(said) > 30 else ''}”"


def _bad(place: str, text: str, why: str) -> Refused:
    said = f"：“{' '.join(text.split())[:40]}”" if text and text[:10] not in place else ""
    return Refused(
        "bad_marks",
        f"{place}{said}，{why}。模板里只能写 {{{{ 栏名 }}}}，表格的循环写 {{%tr for 行 in 事项 %}} 和 {{%tr endfor %}}，"
        "各占一行。请改正再上传。",
    )
