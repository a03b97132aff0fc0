"""Word documents by docxtpl: a template, ours or a branch's own, filled with the data that the PDF is made of.

A branch's template is a stranger's text run through a template engine. It is looked through each time before the engine
sees it (`word_file`, `word_fields`), and the engine itself knows only names, loops and conditions, calls nothing, reads
no attribute of anything and stops at a size.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, Final
from zipfile import ZipFile

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, Template, nodes
from jinja2.exceptions import SecurityError, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from fenming.prints.word_fields import WordForm, missing_fields
from fenming.prints.word_file import packed, parts_of
from fenming.rules.terms import Refused

TEMPLATES: Final = Path(__file__).with_name("word_templates")
_LARGEST: Final = 6_000_000
"""Characters of one filled part."""
_KNOWN: Final = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.For, nodes.If, nodes.Not,
)  # fmt: skip
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_KEPT_RELATIONS: Final = ("officeDocument", "core-properties")
_CORE = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{}</dc:title></cp:coreProperties>'
)


class _Bounded(Template):
    """A template that stops when what it writes grows beyond any form."""

    def render(self, *args: Any, **given: Any) -> str:
        made: list[str] = []
        size = 0
        for piece in self.generate(*args, **given):
            size += len(piece)
            if size > _LARGEST:
                raise SecurityError("too much")
            made.append(piece)
        return "".join(made)


class _FieldsOnly(ImmutableSandboxedEnvironment):
    """Jinja with nothing in it but fields: look-ups in plain data, no attribute, no call, no filter."""

    template_class = _Bounded

    def __init__(self) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined)
        self.globals.clear()
        self.filters.clear()
        self.tests.clear()

    def from_string(self, source: Any, *args: Any, **given: Any) -> Template:
        tree = self.parse(source)
        if strange := [one for one in tree.find_all(nodes.Node) if not isinstance(one, _KNOWN)]:
            raise SecurityError(type(strange[0]).__name__)
        if any(loop.find(nodes.For) for loop in tree.find_all(nodes.For)):
            raise SecurityError("nested loops")
        return super().from_string(source, *args, **given)

    def getattr(self, obj: Any, attribute: str) -> Any:
        if isinstance(obj, dict) and attribute in obj:
            return obj[attribute]
        return self.undefined(obj=obj, name=attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        return self.undefined(obj=obj, name=str(argument))


def docx(form: WordForm, words: Mapping[str, Any], template: bytes | None = None) -> bytes:
    """The form filled into its template, or into `template`: the same bytes for the same words, and no trace of a maker.

    `words` has exactly the fields of the form, texts or lists of lines. Refused as `check_template` says.
    """
    if not _fits(form, words):
        raise ValueError(f"the words of {form.code} are not its fields")
    if template is None:
        return _filled(form, words, default_template(form.code))
    parts = parts_of(template)
    missing_fields(form, parts)
    return _filled(form, words, packed(parts))


def _fits(form: WordForm, words: Mapping[str, Any]) -> bool:
    """Every field of the form and no other, texts where texts belong, and each line of a list with its columns."""
    lists = {one.word: {column.word for column in one.columns} for one in form.fields if one.columns}
    return set(words) == {one.word for one in form.fields} and all(
        all(set(line) == lists[name] and all(isinstance(one, str) for one in line.values()) for line in value)
        if name in lists
        else isinstance(value, str)
        for name, value in words.items()
    )


def check_template(form: WordForm, template: bytes) -> tuple[str, ...]:
    """The fields that a template leaves out, after it was looked through and filled with examples once.

    Refused: what `word_file.parts_of` and `word_fields.missing_fields` say, and `cannot_fill` when filling fails.
    """
    parts = parts_of(template)
    missing = missing_fields(form, parts)
    _filled(form, form.example(), packed(parts))
    return missing


@cache
def default_template(code: str) -> bytes:
    """The template of a form as it is delivered."""
    return (TEMPLATES / f"{code}.docx").read_bytes()


def _filled(form: WordForm, words: Mapping[str, Any], content: bytes) -> bytes:
    made = BytesIO()
    try:
        template = DocxTemplate(BytesIO(content))
        template.render_init()
        _drop_relations(template.docx)
        template.render(_clean(words), _FieldsOnly())
        template.save(made)
    except (TemplateError, ValueError, LookupError, TypeError, AttributeError, SyntaxError) as error:
        raise Refused(
            "cannot_fill",
            f"《{form.title}》的模板填不进内容，版式可能有损坏。请用 Word 或 WPS 打开，另存为 .docx 再上传，或者恢复默认模板。",
        ) from error
    return _anonymous(made.getvalue(), form.title)


def _drop_relations(document: Any) -> None:
    """Who made the template with what program, and data that only that program reads, go no further."""
    package = document.part.package
    for part in (package, document.part):
        for key, one in list(part.rels.items()):
            kind = one.reltype.rsplit("/", 1)[-1]
            if (part is package and kind not in _KEPT_RELATIONS) or kind in ("customXml", "people"):
                part.rels.pop(key)


def _anonymous(content: bytes, title: str) -> bytes:
    with ZipFile(BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return packed({**parts, "docProps/core.xml": _CORE.format(title).encode()})


def _clean(value: Any) -> Any:
    """Without the signs that no document may hold; docxtpl takes some of them for breaks."""
    if isinstance(value, str):
        return _UNPRINTABLE.sub("", value)
    if isinstance(value, Mapping):
        return {key: _clean(one) for key, one in value.items()}
    return [_clean(one) for one in value]
