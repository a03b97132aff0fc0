"""A Word file from elsewhere, looked through before anything opens it: whole, small, and nothing in it but a document.

A branch may replace the template of a form, so the file is judged as a stranger's: its list of parts first, every part
unpacked only up to its limit, and then what the parts refer to. Whatever is not on the short lists below is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from lxml import etree

from fenming.queries.files.guard_zip import BROKEN
from fenming.rules.terms import Refused

LARGEST: Final = 2 << 20
"""Bytes of a template."""
_LARGEST_UNPACKED: Final = 12 << 20
_LARGEST_XML: Final = 5 << 19
_LARGEST_FILLED: Final = 1 << 19
_MOST_ELEMENTS: Final = 30_000
FILLED: Final = re.compile(r"word/(document|header\d*|footer\d*|footnotes)\.xml")
"""The parts that are filled in: docxtpl goes over these many times."""
_MOST_PARTS: Final = 200
_LISTED = b"PK\x01\x02"  # begins each line of an archive's list
W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MAIN: Final = "word/document.xml"
# What a document is made of. Embedded objects, other documents, controls, macros, comments are none of it.
_KINDS: Final = frozenset(
    {
        *("officeDocument", "styles", "numbering", "settings", "webSettings", "fontTable", "theme"),
        *("header", "footer", "footnotes", "endnotes", "image", "font", "glossaryDocument"),
        *("extended-properties", "custom-properties", "customXml", "customXmlProps"),
        *("core-properties", "thumbnail", "stylesWithEffects", "people"),
    }
)
# Fields that count, number or date. All that fetch, link, run or ask are left out.
_FIELDS: Final = frozenset(
    ["PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "DATE", "TIME", "SEQ", "STYLEREF", "SYMBOL"]
)
_ENDINGS: Final = frozenset(
    ["xml", "rels", "png", "jpg", "jpeg", "gif", "bmp", "tif", "tiff", "emf", "wmf", "odttf"]
)
_ELSEWHERE = re.compile(r"\s*(?:\\\\|//|(?:[a-z][a-z0-9+.-]*):)", re.IGNORECASE)
_ENCODING = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([\w.-]+)["']""")
_CHANGES = frozenset(
    {"ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "commentReference", "commentRangeStart"}
)
_AGAIN = "请用 Word 或 WPS 打开，另存为 .docx 再上传。"


def parts_of(content: bytes) -> dict[str, bytes]:
    """The parts of a Word document that holds nothing but text, tables, pictures and page numbers, written anew.

    Refused: `too_large`, `not_a_document`, `locked`, `macros`, `foreign_parts`, `outside_links`, `changes`.
    """
    parts = _unpacked(content)
    _require_document(parsed("[Content_Types].xml", parts["[Content_Types].xml"]))
    elements = 0
    for name, part in parts.items():
        if name.endswith((".xml", ".rels")):
            root = parsed(name, part)
            elements += sum(1 for _ in root.iter())
            if elements > _MOST_ELEMENTS:
                raise _too_much()
            parts[name] = _written(root)
            if name.endswith(".rels"):
                _require_own(root)
            elif name != "[Content_Types].xml" and not name.startswith(("docProps/", "customXml/")):
                _require_quiet(root)
    return parts


def parsed(name: str, part: bytes) -> Any:
    """A part as a tree; Refused `not_a_document` when it is none, or declares anything of its own."""
    declared = _ENCODING.match(part.removeprefix(b"\xef\xbb\xbf"))
    if declared is not None and declared[1].lower() not in (b"utf-8", b"us-ascii"):
        raise _broken(f"“{_shown(name)}”不是 UTF-8 编码")
    if b"<!DOCTYPE" in part or b"<!ENTITY" in part or b"\x00" in part:
        raise _broken(f"“{_shown(name)}”里有文档不该有的声明")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_blank_text=True, remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        return etree.fromstring(part, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise _broken(f"“{_shown(name)}”读不出来") from None


def _written(root: Any) -> bytes:
    """As docxtpl can read it: it looks for tags as text, and takes an empty one with attributes for an open one."""
    for name in ("p", "r", "t"):
        for one in root.iter(f"{W}{name}"):
            if len(one) == 0 and not one.text:
                one.attrib.clear()
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True))


def packed(parts: Mapping[str, bytes]) -> bytes:
    """The parts as one file; neither clock nor machine enters the bytes."""
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for name in sorted(parts, key=lambda one: (one != "[Content_Types].xml", one)):
            entry = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.create_system, entry.external_attr = 3, 0o100644 << 16
            entry.compress_type = ZIP_DEFLATED
            archive.writestr(entry, parts[name])
    return stream.getvalue()


def _unpacked(content: bytes) -> dict[str, bytes]:
    if len(content) > LARGEST:
        raise Refused("too_large", f"文件超过 {LARGEST >> 20} MB。模板里只留文字和表格，图片请压缩后再放。")
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise Refused(
            "locked", f"这是旧格式（.doc）或加了密码的文件。请去掉密码，{_AGAIN.removeprefix('请')}"
        )
    if not content.startswith(b"PK\x03\x04") or content.count(_LISTED) > _MOST_PARTS * 2:
        raise Refused("not_a_document", f"这不是 Word 文档（.docx）。{_AGAIN}")
    try:
        with ZipFile(BytesIO(content)) as archive:
            entries = archive.infolist()
            _require_small(entries)
            return {one.filename: _read(archive, one) for one in entries if not one.is_dir()}
    except BROKEN:
        raise _broken("打不开") from None


def _require_small(entries: list[ZipInfo]) -> None:
    names = [one.filename for one in entries]
    if MAIN not in names or "[Content_Types].xml" not in names:
        raise Refused("not_a_document", f"这不是 Word 文档（.docx）：里面没有正文。{_AGAIN}")
    if len(set(names)) != len(names) or any(
        ".." in one or one.startswith("/") or "\\" in one for one in names
    ):
        raise _broken("里面的文件重名，或路径不对")
    if any(one.flag_bits & 1 or one.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for one in entries):
        raise Refused(
            "locked", f"文件加了密码，或者用了不认识的压缩方法。请去掉密码，{_AGAIN.removeprefix('请')}"
        )
    if strange := [one for one in names if not one.endswith("/") and not _is_known(_ending(one))]:
        kind = "macros" if "vba" in strange[0].lower() else "foreign_parts"
        raise Refused(
            kind,
            f"文件里有宏或嵌入的文件（“{_shown(strange[0])}”），不能用作模板。请删去，{_AGAIN.removeprefix('请')}",
        )
    whole = sum(one.file_size for one in entries)
    xml = sum(one.file_size for one in entries if one.filename.endswith((".xml", ".rels")))
    filled = sum(one.file_size for one in entries if FILLED.fullmatch(one.filename))
    if (
        len(entries) > _MOST_PARTS
        or whole > _LARGEST_UNPACKED
        or xml > _LARGEST_XML
        or filled > _LARGEST_FILLED
    ):
        raise _too_much()


def _is_known(ending: str) -> bool:
    """Pictures and fonts in either case; XML only as it is looked through."""
    return ending in _ENDINGS or ending.lower() in _ENDINGS - {"xml", "rels"}


def _ending(name: str) -> str:
    return name.rsplit(".", 1)[-1]


def _read(archive: ZipFile, entry: ZipInfo) -> bytes:
    """Never more than the list says: a part that unpacks to more is broken."""
    with archive.open(entry) as stream:
        content = stream.read(entry.file_size + 1)
    if len(content) != entry.file_size:
        raise ValueError(entry.filename)
    return content


def _require_document(types: Any) -> None:
    """The kinds of the parts: a plain document, and nothing is read as XML that was not looked at as such."""
    for one in types:
        kind, name = str(one.get("ContentType", "")), str(one.get("PartName", one.get("Extension", "")))
        if "macroenabled" in kind.lower() or "vbaproject" in kind.lower():
            raise Refused("macros", f"文件里有宏，不能用作模板。{_AGAIN}")
        if "xml" in kind and not name.lower().endswith(("xml", "rels")):
            raise _broken(f"“{_shown(name)}”的类型不对")
        if name == f"/{MAIN}" and not kind.endswith("wordprocessingml.document.main+xml"):
            raise Refused("not_a_document", f"这不是普通的 Word 文档（.docx）。{_AGAIN}")


def _require_own(root: Any) -> None:
    """Relationships lead to parts of the file alone, and only to what a document is made of."""
    for one in root:
        kind = str(one.get("Type", ""))
        if one.get("TargetMode", "Internal").lower() != "internal" or "://" in one.get("Target", ""):
            raise Refused(
                "outside_links",
                f"模板里有指向外部的链接（“{_shown(str(one.get('Target', '')))}”）。请取消超链接和外部图片、外部模板，再上传。",
            )
        if kind.rsplit("/", 1)[-1] not in _KINDS:
            what = _shown(kind.rsplit("/", 1)[-1])
            raise Refused(
                "foreign_parts",
                f"模板里有文字、表格、图片以外的内容（{what}），例如批注、嵌入的对象、控件。请删去再上传。",
            )


def _require_quiet(root: Any) -> None:
    """No part asks for anything from elsewhere, runs anything, or carries the changes and remarks of its makers."""
    for one in root.iter(etree.Element):
        name = etree.QName(one).localname
        if name in _CHANGES:
            raise Refused("changes", "模板里还有修订或批注。请接受全部修订、删除批注，再上传。")
        if name in ("mailMerge", "altChunk", "subDoc", "control", "OLEObject", "object"):
            raise Refused("foreign_parts", "模板里有邮件合并、嵌入的对象或控件。请删去再上传。")
        for attribute, value in one.attrib.items():
            if etree.QName(attribute).localname in ("src", "href", "link") and _ELSEWHERE.match(value):
                raise Refused("outside_links", f"模板里有指向外部的链接（“{_shown(value)}”）。请删去再上传。")
    for field in _fields(root):
        if (field.split() or [""])[0].upper() not in _FIELDS:
            raise Refused(
                "foreign_parts",
                f"模板里有不能用的域“{_shown(field.strip())}”。可以用页码、总页数、日期等域，其他请删去再上传。",
            )


def _fields(root: Any) -> Iterator[str]:
    """The instruction of each field of a part, put together from its runs; of nested ones each piece."""
    said: list[str] = []
    for one in root.iter(etree.Element):
        name = etree.QName(one).localname
        if name == "fldSimple":
            yield _value(one, "instr")
        elif name == "fldChar":
            if said:
                yield "".join(said)
            said = []
        elif name in ("instrText", "delInstrText"):
            said.append(one.text or "")
    if said:
        yield "".join(said)


def _value(element: Any, name: str) -> str:
    return next((str(v) for k, v in element.attrib.items() if etree.QName(k).localname == name), "")


def _broken(what: str) -> Refused:
    return Refused("not_a_document", f"这份 Word 文档有损坏：{what}。{_AGAIN}")


def _too_much() -> Refused:
    return Refused("too_large", "文件展开以后太大，不像一份表格模板。请删去不用的内容和大图片，再上传。")


def _shown(text: str) -> str:
    return "".join(one if one.isprintable() else "?" for one in text[:40])
