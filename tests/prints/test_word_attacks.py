"""What a template from elsewhere must not be able to do: run, fetch, read what it was not given, or keep the machine busy."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from fenming.prints.register_form import WORD
from fenming.prints.word import _FieldsOnly, check_template, default_template
from fenming.rules.terms import Refused
from tests.prints.word_reading import MAIN, changed, document

PLAIN = document("{{ 姓名 }}")
RELATIONS = "word/_rels/document.xml.rels"
_OFFICE = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_TEXT = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"


def refused(template: bytes) -> Refused:
    with pytest.raises(Refused) as found:
        check_template(WORD, template)
    return found.value


def inside(xml: str, *, of: bytes = PLAIN) -> bytes:
    """The document with this as its body."""
    with ZipFile(BytesIO(of)) as archive:
        main = archive.read(MAIN).decode()
    begin, end = main.index("<w:body>") + 8, main.index("<w:sectPr")
    return changed(of, {MAIN: (main[:begin] + xml + main[end:]).encode()})


def related(kind: bytes, target: bytes, *, outside: bool = True) -> bytes:
    """The document with one more relationship."""
    mode = b' TargetMode="External"' if outside else b""
    one = b'<Relationship Id="rIdX" Type="%s" Target="%s"%s/></Relationships>' % (
        _OFFICE + kind,
        target,
        mode,
    )
    return changed(PLAIN, {RELATIONS: (b"</Relationships>", one)})


@pytest.mark.parametrize(
    "mark",
    [
        "{{ 姓名.__class__.__mro__ }}",
        "{{ ''.__class__ }}",
        "{{ 姓名.__class__ }}{{ config }}",
        "{{ self.__init__.__globals__ }}",
        "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
        "{{ 姓名|attr('__class__') }}",
        "{{ 姓名['__class__'] }}",
        "{{ 姓名.format(姓名) }}",
        "{{ lipsum() }}",
        "{{ range(999999999) }}",
        "{{ 9**9**9 }}",
        "{{ 'x' * 999999999 }}",
        "{% for x in range(9) %}{% endfor %}",
        "{% set x = 1 %}",
        "{% include '/etc/passwd' %}",
        "{% import 'os' as os %}",
        "{% extends 'base.html' %}",
        "{% macro a() %}{% endmacro %}",
        "{% raw %}{% endraw %}",
        "{# 姓名 #}",
        "{{r 姓名 }}",
        "{{ 姓名 if True }}",
        "{% if 姓名 == '周予安' %}{% endif %}",
        "{%- if 姓名 -%}{%- endif -%}",
        "{% vm %}",
        "{% colspan 9 %}",
        "{% cellbg 姓名 %}",
        "｛｛ 姓名 ｝｝",
        "{{ 姓名",
        "姓名 }}",
    ],
)
def test_nothing_but_a_field_a_loop_or_a_condition_is_known(mark: str) -> None:
    found = refused(document(mark))
    assert found.code in ("bad_marks", "unknown_fields"), found.sentence
    assert "正文第1段" in found.sentence or "正文，" in found.sentence


@pytest.mark.parametrize(
    "source",
    ["{{ a.__class__ }}", "{{ a['b'] }}", "{{ a() }}", "{{ a|upper }}", "{% for x in a %}{% for y in a %}{% endfor %}{% endfor %}", "{{ [1] }}"],
)  # fmt: skip
def test_the_engine_itself_knows_no_more(source: str) -> None:
    with pytest.raises(Exception, match=r".") as found:
        _FieldsOnly().from_string(source).render({"a": "words"})
    assert type(found.value).__name__ in ("SecurityError", "UndefinedError", "TemplateAssertionError")


def test_fields_the_form_does_not_have_are_listed_with_their_place() -> None:
    own = document(
        "{{ 姓名 }}与{{ 工号 }}", row=("{%tr for 行 in 事项 %}", "{{ 行.身份证号 }}", "{%tr endfor %}")
    )
    sentence = refused(own).sentence
    assert "“工号”（正文第1段“{{ 姓名 }}与{{ 工号 }}”）" in sentence
    assert "“行.身份证号”（正文表格里“{{ 行.身份证号 }}”）" in sentence


@pytest.mark.parametrize(
    ("lines", "row", "why"),
    [
        (("{% for 行 in 事项 %}", "{% endfor %}"), (), "没有在同一段里结束"),
        (("{%p for 行 in 事项 %}",), (), "循环或条件没有结束"),
        (("{%p for 行 in 事项 %}", "{%p for 列 in 事项 %}", "{%p endfor %}", "{%p endfor %}"), (), "不能再套循环"),
        (("甲{%p if 姓名 %}", "{%p endif %}"), (), "要单独占一段"),
        ((), ("甲{%tr for 行 in 事项 %}", "{%tr endfor %}"), "要单独占表格的一行"),
        (("{%p endfor %}",), (), "对不上"),
        (("{{ 事项 }}",), (), "“事项”"),
        (("{% for 字 in 姓名 %}{% endfor %}",), (), "循环"),
        (("{", "{ 姓名 }}"), (), "不在同一段里"),
    ],
)  # fmt: skip
def test_slips_are_told_where_they_are(lines: tuple[str, ...], row: tuple[str, ...], why: str) -> None:
    assert why in refused(document(*lines, row=row)).sentence


def bomb() -> bytes:
    return changed(PLAIN, {"word/media/a.png": b"\0" * (40 << 20)})


def lying_bomb() -> bytes:
    """A part that says it is small and unpacks to much more."""
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for name in ("[Content_Types].xml", MAIN):
            archive.writestr(name, b"<a>" + b" " * 900_000 + b"</a>")
    content = bytearray(stream.getvalue())
    for mark, place in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        at = content.find(mark)
        while at >= 0:
            content[at + place : at + place + 4] = (1000).to_bytes(4, "little")
            at = content.find(mark, at + 4)
    return bytes(content)


def entities() -> bytes:
    declared = b'<!DOCTYPE x [<!ENTITY a "b"><!ENTITY c SYSTEM "file:///etc/passwd">]><w:document'
    return changed(PLAIN, {MAIN: (b"<w:document", declared)})


def utf16() -> bytes:
    with ZipFile(BytesIO(PLAIN)) as archive:
        main = archive.read(MAIN).decode()
    return changed(PLAIN, {MAIN: main[main.index("<w:document") :].encode("utf-16")})


def field(said: str) -> str:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    split = "".join(f"<w:r><w:instrText>{one}</w:instrText></w:r>" for one in (said[:3], said[3:]))
    return f"<w:p>{mark.format('begin')}{split}{mark.format('end')}</w:p>"


FILES: dict[str, tuple[Callable[[], bytes] | bytes, str, str]] = {
    "nothing": (b"", "not_a_document", "这不是 Word 文档"),
    "text": ("姓名".encode(), "not_a_document", "这不是 Word 文档"),
    "old or locked": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "locked", "加了密码"),
    "cut off": (PLAIN[:-200], "not_a_document", "打不开"),
    "too large": (PLAIN + b"\0" * (3 << 20), "too_large", "超过 2 MB"),
    "bomb": (bomb, "too_large", "展开以后太大"),
    "lying bomb": (lying_bomb, "not_a_document", "打不开"),
    "many parts": (lambda: changed(PLAIN, {f"word/a{n}.xml": b"<a/>" for n in range(300)}), "too_large", "太大"),
    "many elements": (lambda: inside("<w:p/>" * 40_000), "too_large", "太大"),
    "out of the folder": (lambda: changed(PLAIN, {"../../evil.xml": b"<a/>"}), "not_a_document", "路径不对"),
    "spreadsheet": (lambda: changed(PLAIN, {"[Content_Types].xml": (b"wordprocessingml.document.main", b"spreadsheetml.sheet.main")}), "not_a_document", "不是普通的 Word 文档"),
    "macro document": (lambda: changed(PLAIN, {"[Content_Types].xml": (b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml", b"application/vnd.ms-word.document.macroEnabled.main+xml")}), "macros", "宏"),
    "macros": (lambda: changed(PLAIN, {"word/vbaProject.bin": b"x"}), "macros", "宏"),
    "embedded": (lambda: changed(PLAIN, {"word/embeddings/a.xlsx": b"x"}), "foreign_parts", "嵌入"),
    "entities": (entities, "not_a_document", "不该有的声明"),
    "utf-16": (utf16, "not_a_document", "不该有的声明"),
    "not xml": (lambda: changed(PLAIN, {"word/settings.xml": b"<a>"}), "not_a_document", "读不出来"),
    "hyperlink": (lambda: related(b"hyperlink", b"http://example.invalid/"), "outside_links", "指向外部的链接"),
    "outside template": (lambda: related(b"attachedTemplate", b"file:///x.dotm"), "outside_links", "指向外部的链接"),
    "outside picture": (lambda: related(b"image", b"http://example.invalid/a.png"), "outside_links", "指向外部的链接"),
    "other document": (lambda: related(b"aFChunk", b"a.xml", outside=False), "foreign_parts", "aFChunk"),
    "comments": (lambda: related(b"comments", b"comments.xml", outside=False), "foreign_parts", "批注"),
    "changes": (lambda: inside("<w:p><w:ins w:author='x'><w:r><w:t>x</w:t></w:r></w:ins></w:p>"), "changes", "修订"),
    "fetching field": (lambda: inside(field('INCLUDETEXT "file:///etc/passwd"')), "foreign_parts", "INCLUDETEXT"),
    "running field": (lambda: inside(field("DDEAUTO cmd")), "foreign_parts", "DDEAUTO"),
    "simple field": (lambda: inside('<w:p><w:fldSimple w:instr="LINK Excel.Sheet"/></w:p>'), "foreign_parts", "LINK"),
    "mail merge": (lambda: changed(PLAIN, {"word/settings.xml": (b"</w:settings>", b"<w:mailMerge/></w:settings>")}), "foreign_parts", "邮件合并"),
    "mark in an attribute": (lambda: inside('<w:p><w:pPr w:x="{{ 姓名 }}"/></w:p>'), "bad_marks", "成对"),
    "mark across tags": (lambda: inside(_TEXT.format("{") + _TEXT.format("{ x }}")), "bad_marks", "成对"),
    "mark elsewhere": (lambda: changed(PLAIN, {"word/webSettings.xml": b"<a>{{ x }}</a>"}), "bad_marks", "这里不能填写内容"),
    "table without a grid": (lambda: inside("<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>"), "cannot_fill", "填不进内容"),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_files_that_are_no_template_are_refused_at_once(name: str) -> None:
    content, code, words = FILES[name]
    made = content if isinstance(content, bytes) else content()
    began = time.perf_counter()
    found = refused(made)
    assert (found.code, words in found.sentence) == (code, True), (found.code, found.sentence)
    assert time.perf_counter() - began < 2


@pytest.mark.parametrize(
    "xml",
    ['<w:p w:x=""/>' * 9_000, '<w:p><w:r w:x=""/></w:p>' * 5_000, _TEXT.format("{") * 5_000, _TEXT.format("{{ 姓名 }}") * 900],
    ids=["empty", "empty runs", "braces", "marks"],
)  # fmt: skip
def test_what_is_just_small_enough_takes_no_time(xml: str) -> None:
    slim = default_template("register_form")
    began, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    try:
        check_template(WORD, inside(xml, of=slim))
    except Refused as found:
        assert found.code in ("bad_marks", "too_large")  # noqa: PT017
    assert time.perf_counter() - began < 4
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 256 * 1024
