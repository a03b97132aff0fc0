"""Tables that nobody should have to open: each made here, with the code and the words it is refused by (issue 5, part D)."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from random import Random
from typing import NamedTuple

from tests.queries import hostile_xls as x
from tests.queries.hostile_zip import (
    HEAD,
    NAMES,
    PLAIN_ROWS,
    Part,
    archive,
    book,
    book_parts,
    links,
    ods,
    sheet,
    zipped,
)


class Hostile(NamedTuple):
    """A file, what it is called, and how it is refused."""

    file_name: str
    make: Callable[[], bytes]
    code: str
    words: str


def dense(block: bytes, times: int) -> Part:
    """A part that is `times` the block, and is packed without ever being whole."""
    engine = zlib.compressobj(9, zlib.DEFLATED, -15)
    once = engine.compress(block) + engine.flush(zlib.Z_FULL_FLUSH)
    crc = 0
    for _ in range(min(times, 64)):
        crc = zlib.crc32(block, crc)
    end = zlib.compressobj(9, zlib.DEFLATED, -15).flush()
    return Part(
        "xl/media/a.bin", packed=once * times + end, declared=min(len(block) * times, 0xFFFFFFFF), crc=crc
    )


def cells(*places: str) -> str:
    return "".join(
        f'<row r="{p.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")}"><c r="{p}"><v>1</v></c></row>' for p in places
    )


def overlapping() -> bytes:
    """Many lines of the list that all point to one part."""
    same = Part("xl/media/a.xml", b"<a/>" * 100_000)
    packed = archive([*book_parts(), same])
    at = packed.rindex(b"PK\x03\x04")
    twice = [Part(f"xl/media/{n}.xml", b"<a/>" * 100_000, at=at) for n in range(50)]
    return archive([*book_parts(), same, *twice])


def quoted() -> bytes:
    """A part that begins inside the bytes of another, as a stored block of it."""
    inside = archive([Part("xl/media/b.xml", b"<a/>")])[:60]
    parts = [*book_parts(), Part("xl/media/a.bin", b"\x00" * 64 + inside, method=0)]
    at = archive(parts).index(inside)
    return archive([*parts, Part("xl/media/b.xml", b"<a/>", at=at)])


def laughs(root: str) -> bytes:
    told = '<!ENTITY a0 "哈">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    return f'<?xml version="1.0"?><!DOCTYPE x [{told}]><{root} {NAMES}>&a9;</{root}>'.encode()


def long_text(characters: int, times: int) -> bytes:
    texts = f"{HEAD}<sst {NAMES}><si><t>{'字' * characters}</t></si></sst>".encode()
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, times + 1))
    return book(rows, texts=texts)


def flipped(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :]


def with_links(more: str = "", *targets: tuple[str, str]) -> bytes:
    known = links(("worksheet", "worksheets/sheet1.xml"), *targets, more=more)
    return archive(book_parts(book_links=known))


def noise(count: int) -> bytes:
    return Random(5).randbytes(count)


ROW = '<table:table-row{0}><table:table-cell office:value-type="string"{1}><text:p>甲</text:p></table:table-cell></table:table-row>'
WIDE = "".join(f'<c r="{a}1"><v>1</v></c>' for a in ("A", "XFD"))

ZIPS: dict[str, Hostile] = {
    "zip bomb": Hostile("名册.xlsx", lambda: archive([*book_parts(), dense(b"<a/>" * 262_144, 900)]), "too_much", "展开以后超过"),
    "a small zip bomb": Hostile("名册.xlsx", lambda: archive([*book_parts(), dense(b"<a/>" * 262_144, 40)]), "unsafe_file", "400 倍以上"),
    "zip bomb under the ratio": Hostile("名册.xlsx", lambda: book(None, *(Part(f"xl/media/{n}.bin", noise(10_000).hex().encode() * 400) for n in range(16))), "too_much", "展开以后超过"),
    "a part larger than it says": Hostile("名册.xlsx", lambda: book(None, Part("xl/media/a.xml", b"<a/>" * 1_000_000, declared=100)), "unsafe_file", "展开后比它自己写的大"),
    "a part smaller than it says": Hostile("名册.xlsx", lambda: book(None, Part("xl/media/a.xml", b"<a/>", declared=4_000_000_000)), "damaged", "已经损坏"),
    "an archive inside": Hostile("名册.xlsx", lambda: book(None, Part("xl/media/a.bin", book())), "not_a_table", "装着别的压缩文件"),
    "archives inside archives": Hostile("名册.xlsx", lambda: zipped(a=zipped(b=zipped(c=b"\x00" * 9_000_000))), "not_a_table", "压缩文件"),
    "five thousand parts": Hostile("名册.xlsx", lambda: book(None, *(Part(f"xl/media/{n}.xml", b"<a/>") for n in range(5000))), "too_much", "2000 个部件"),
    "fifty thousand parts": Hostile("名册.xlsx", lambda: archive([Part(f"{n}") for n in range(50_000)]), "too_much", "2000 个部件"),
    "fifty names for one part": Hostile("名册.xlsx", overlapping, "unsafe_file", "叠在一起"),
    "a part inside another": Hostile("名册.xlsx", quoted, "unsafe_file", "叠在一起"),
    "the same name twice": Hostile("名册.xlsx", lambda: book(None, Part("xl/worksheets/sheet1.xml", sheet(PLAIN_ROWS))), "unsafe_file", "有不止一份"),
    "the same name in capitals": Hostile("名册.xlsx", lambda: book(None, Part("xl/WORKSHEETS/sheet1.XML", sheet(PLAIN_ROWS))), "unsafe_file", "有不止一份"),
    "a path upwards": Hostile("名册.xlsx", lambda: book(None, Part("xl/../../../etc/cron.d/a", b"x")), "unsafe_file", "指向文件以外"),
    "a path from the root": Hostile("名册.xlsx", lambda: book(None, Part("/etc/passwd", b"x")), "unsafe_file", "指向文件以外"),
    "a path of Windows": Hostile("名册.xlsx", lambda: book(None, Part("..\\..\\a.exe", b"x")), "unsafe_file", "指向文件以外"),
    "a drive": Hostile("名册.xlsx", lambda: book(None, Part("C:/a.exe", b"x")), "unsafe_file", "指向文件以外"),
    "a NUL in a name": Hostile("名册.xlsx", lambda: book(None, Part(b"xl/a.xml\x00.png", b"x")), "unsafe_file", "指向文件以外"),
    "a link of the disk": Hostile("名册.xlsx", lambda: book(None, Part("xl/a", b"/etc/passwd", mode=0o120777)), "unsafe_file", "指向别处的链接"),
    "a password on a part": Hostile("名册.xlsx", lambda: book(None, Part("xl/a.xml", b"x", flags=1)), "encrypted", "打开密码"),
    "an unknown packing": Hostile("名册.xlsx", lambda: book(None, Part("xl/a.xml", b"x", method=99)), "unsafe_file", "不认识的压缩方法"),
    "two names for a part": Hostile("名册.xlsx", lambda: book(None, Part("xl/a.xml", b"<a/>", inner=b"xl/b.xml")), "unsafe_file", "前后写的名称不一样"),
    "a remark behind": Hostile("名册.xlsx", lambda: archive(book_parts(), comment=b"<script>"), "unsafe_file", "后面还接着别的内容"),
    "something behind": Hostile("名册.xlsx", lambda: archive(book_parts(), after=b"\x00" * 30), "unsafe_file", "后面还接着别的内容"),
    "a JPEG before": Hostile("名册.xlsx", lambda: archive(book_parts(), before=b"\xff\xd8\xff\xe0" + b"\x00" * 40), "unsafe_file", "前面还接着别的内容"),
    "a PDF before": Hostile("名册.xlsx", lambda: archive(book_parts(), before=b"%PDF-1.7\n%%EOF\n"), "unsafe_file", "前面还接着别的内容"),
    "an archive before": Hostile("名册.xlsx", lambda: archive(book_parts(), before=archive(book_parts())), "unsafe_file", "前面还接着别的内容"),
    "half of it": Hostile("名册.xlsx", lambda: book()[:700], "damaged", "没有传完整"),
    "all but the end": Hostile("名册.xlsx", lambda: book()[:-10], "damaged", "没有传完整"),
    "four bytes": Hostile("名册.xlsx", lambda: b"PK\x03\x04", "damaged", "没有传完整"),
    "a bit turned over": Hostile("名册.xlsx", lambda: archive([*book_parts()[:-1], Part("xl/worksheets/sheet1.xml", sheet(PLAIN_ROWS), crc=1)]), "damaged", "已经损坏"),
    "packing that breaks off": Hostile("名册.xlsx", lambda: book(None, Part("xl/a.xml", b"<a/>" * 99, packed=b"\xff\xff\xff\xff")), "damaged", "已经损坏"),
    "a plain archive": Hostile("名册.xlsx", lambda: zipped(a=b"1"), "not_a_table", "压缩文件（ZIP）"),
    "no workbook inside": Hostile("名册.xlsx", lambda: archive(book_parts()[-1:]), "damaged", "缺少工作簿的目录"),
    "a text of Word": Hostile("名册.xlsx", lambda: archive([Part("[Content_Types].xml", b"<a/>"), Part("word/document.xml", b"<a/>")]), "not_a_table", "Word 文档"),
    "a binary workbook": Hostile("名册.xlsb", lambda: archive([Part("[Content_Types].xml", b"<a/>"), Part("xl/workbook.bin", b"1")]), "not_a_table", "xlsb"),
}  # fmt: skip

BOOKS: dict[str, Hostile] = {
    "two cells in opposite corners": Hostile("名册.xlsx", lambda: book(cells("A1", "XFD1048576")), "too_much", "第 1048576 行"),
    "two hundred thousand columns": Hostile("名册.xlsx", lambda: book(cells("A1", "XFD190000")), "too_much", "合起来超过 250 万格"),
    "one cell far below": Hostile("名册.xlsx", lambda: book(cells("A1", "B1048576")), "too_much", "最后一行是第 1048576 行"),
    "a million full rows": Hostile("名册.xlsx", lambda: book("".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 1_000_001))), "too_much", "至多读 200000 行"),
    "a row without its cells' places": Hostile("名册.xlsx", lambda: book(f'<row r="1">{WIDE}</row><row r="1048576"><c><v>1</v></c></row>'), "too_much", "第 1048576 行"),
    "places in small letters": Hostile("名册.xlsx", lambda: book('<row><c r="a1"/><c r="xfd1048576"><v>1</v></c></row>'), "too_much", "第 1048576 行"),
    "places in single quotes": Hostile("名册.xlsx", lambda: book("<row><c r='A1'/><c r='XFD1048576'><v>1</v></c></row>"), "too_much", "第 1048576 行"),
    "places written apart": Hostile("名册.xlsx", lambda: book('<row><c r = "XFD1048576"><v>1</v></c></row>'), "unsafe_file", "单元格写法不认识"),
    "places behind a bracket": Hostile("名册.xlsx", lambda: book('<row><c s=">" r="XFD1048576"><v>1</v></c></row>'), "unsafe_file", "单元格写法不认识"),
    "cells of another name": Hostile("名册.xlsx", lambda: book('<x:row r="1"><x:c r="A1"/><x:c r="XFD1048576"><x:v>1</x:v></x:c></x:row>'), "too_much", "第 1048576 行"),
    "cells without end": Hostile("名册.xlsx", lambda: book("<row>" + "<c/>" * 3_000_000 + "</row>"), "unsafe_file", "单元格写法不认识"),
    "cells without end or place": Hostile("名册.xlsx", lambda: book("<row>" + "".join(f'<c s="{n % 977}"/>' for n in range(1_100_000)) + "</row>"), "unsafe_file", "单元格写法不认识"),
    "marks without end": Hostile("名册.xlsx", lambda: book("".join(f"<v{n % 997}/>" for n in range(8_100_000))), "too_much", "单元格的个数"),
    "all cells merged": Hostile("名册.xlsx", lambda: book(sheet(PLAIN_ROWS, more='<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>')), "unsafe_file", "合并单元格"),
    "a long text in each of many cells": Hostile("名册.xlsx", lambda: long_text(30_000, 50_000), "too_much", "同一段长文字"),
    "one text of twenty million": Hostile("名册.xlsx", lambda: book(PLAIN_ROWS, texts=f"<sst><si><t>{noise(5_000_000).hex()}</t></si></sst>".encode()), "unsafe_file", "没有尽头"),
    "a billion laughs in the texts": Hostile("名册.xlsx", lambda: book(PLAIN_ROWS, texts=laughs("sst")), "unsafe_file", "实体声明"),
    "a billion laughs in the workbook": Hostile("名册.xlsx", lambda: archive(book_parts(workbook=laughs("workbook"))), "unsafe_file", "实体声明"),
    "a file of the machine": Hostile("名册.xlsx", lambda: book(b'<?xml version="1.0"?><!doctype w [<!entity e SYSTEM "file:///etc/passwd">]>' + sheet(PLAIN_ROWS)), "unsafe_file", "实体声明"),
    "UTF-16 inside": Hostile("名册.xlsx", lambda: book(sheet(PLAIN_ROWS).decode().encode("utf-16")), "unsafe_file", "不是 UTF-8"),
    "NULs inside": Hostile("名册.xlsx", lambda: book(sheet(PLAIN_ROWS).replace(b"<row", b"\x00<row")), "unsafe_file", "空字节"),
    "tags a million deep": Hostile("名册.xlsx", lambda: book("<row>" + "".join(f"<a{n % 977}>" for n in range(1_000_000))), "unsafe_file", "套了上千层"),
    "a tag of two million letters": Hostile("名册.xlsx", lambda: book(f'<row s="{noise(1_000_000).hex()}"/>'), "unsafe_file", "没有尽头"),
    "links to another workbook": Hostile("名册.xlsx", lambda: book(None, Part("xl/externalLinks/externalLink1.xml", b"<externalLink/>")), "outside", "指向别的文件的链接"),
    "a call of a program as a link": Hostile("名册.xlsx", lambda: book(None, Part("xl/links/a.xml", b'<externalLink><ddeLink ddeService="cmd" ddeTopic="/c calc"/></externalLink>')), "outside", "DDE"),
    "a call of a program as a formula": Hostile("名册.xlsx", lambda: book("<row r=\"1\"><c r=\"A1\"><f>cmd|'/c calc'!B2</f><v>0</v></c></row>"), "outside", "DDE"),
    "a picture from elsewhere": Hostile("名册.xlsx", lambda: with_links(f'<Relationship Id="r9" Type="{"x/image"}" Target="http://example.invalid/a.png" TargetMode="External"/>'), "outside", "文件以外的链接"),
    "a template on a share": Hostile("名册.xlsx", lambda: book(None, Part("xl/_rels/a.rels", b'<R><Relationship Target="\\\\\\\\a\\\\b.xltx" TargetMode = "external" Type="x/attachedTemplate"/></R>')), "outside", "文件以外的链接"),
    "a query of the web": Hostile("名册.xlsx", lambda: book(None, Part("xl/connections.xml", b"<connections/>")), "outside", "数据连接"),
    "a query table": Hostile("名册.xlsx", lambda: book(None, Part("xl/queryTables/queryTable1.xml", b"<queryTable/>")), "outside", "数据连接"),
    "a file inside": Hostile("名册.xlsx", lambda: book(None, Part("xl/embeddings/oleObject1.bin", x.xls(x.number(0, 0)))), "outside", "嵌着的别的文件"),
    "a sheet that is called a picture": Hostile("名册.xlsx", lambda: with_links("", ("worksheet", "media/a.png")), "unsafe_file", "目录指向“media/a.png”"),
    "macros": Hostile("名册.xlsx", lambda: book(None, Part("xl/vbaProject.bin", b"1")), "macros", "有宏"),
    "macros under another name": Hostile("名册.xlsm", lambda: book(None, Part("xl/VBAPROJECT.BIN", b"1")), "macros", "有宏"),
    "macros of Excel 4": Hostile("名册.xlsx", lambda: book(None, Part("xl/macrosheets/sheet1.xml", b"<a/>")), "macros", "有宏"),
    "ActiveX": Hostile("名册.xlsx", lambda: book(None, Part("xl/activeX/activeX1.bin", b"1")), "macros", "有宏"),
    "without macros, called so": Hostile("名册.xlsm", book, "wrong_ending", "改为“.xlsx”"),
    "called a text": Hostile("名册.csv", book, "wrong_ending", "内容却是Excel 工作簿"),
    "called a program": Hostile("名册.exe", book, "wrong_ending", "扩展名是“.exe”"),
}  # fmt: skip

ODS_FILES: dict[str, Hostile] = {
    "a full row a million times": Hostile("名册.ods", lambda: ods(ROW.format(' table:number-rows-repeated="1048576"', "")), "too_much", "第 1048576 行"),
    "a full cell everywhere": Hostile("名册.ods", lambda: ods(ROW.format(' table:number-rows-repeated="190000"', ' table:number-columns-repeated="16384"')), "too_much", "16384 列"),
    "rows of full cells": Hostile("名册.ods", lambda: ods(ROW.format("", ' table:number-columns-repeated="16384"') * 200), "too_much", "250 万格"),
    "repeated without measure": Hostile("名册.ods", lambda: ods(ROW.format(' table:number-rows-repeated="99999999999"', "")), "unsafe_file", "写法不认识"),
    "repeated in other figures": Hostile("名册.ods", lambda: ods(ROW.format(' table:number-rows-repeated="&#49;000000"', "")), "unsafe_file", "写法不认识"),
    "a billion laughs in ODS": Hostile("名册.ods", lambda: ods("", before='<!DOCTYPE x [<!ENTITY a "&b;">]>'), "unsafe_file", "实体声明"),
    "a password in ODS": Hostile("名册.ods", lambda: ods("", manifest="<manifest:encryption-data/>"), "encrypted", "打开密码"),
    "a call of a program in ODS": Hostile("名册.ods", lambda: ods('<table:table-row><table:table-cell table:formula="of:=DDE(&quot;cmd&quot;;&quot;/c calc&quot;;&quot;a&quot;)"/></table:table-row>'), "outside", "链接"),
    "a file of the machine in ODS": Hostile("名册.ods", lambda: ods("<table:table-row><table:table-cell table:formula=\"of:='file:///etc/passwd'#$a.A1\"/></table:table-row>"), "outside", "链接"),
    "a sheet from elsewhere in ODS": Hostile("名册.ods", lambda: ods('<table:table-source xlink:href="http://example.invalid/"/>'), "outside", "链接"),
    "macros in ODS": Hostile("名册.ods", lambda: ods("", Part("Basic/Standard/Module1.xml", b"<a/>")), "macros", "有宏"),
    "a text as ODS": Hostile("名册.ods", lambda: archive([Part("mimetype", b"application/vnd.oasis.opendocument.text", method=0), Part("content.xml", b"<a/>")]), "not_a_table", "别的程序"),
}  # fmt: skip

XLS_FILES: dict[str, Hostile] = {
    "opposite corners in XLS": Hostile("名册.xls", lambda: x.xls(x.number(0, 0), x.number(65535, 255)), "too_much", "65536 行、256 列"),
    "a row without end in XLS": Hostile("名册.xls", lambda: x.xls(x.number(65535, 0), x.record(0xBD, struct.pack("<HHHIHIH", 0, 0, 0, 1, 0, 1, 999))), "too_much", "1000 列"),
    "four billion rows in XLS": Hostile("名册.xls", lambda: x.xls(x.record(0x200, struct.pack("<IIHHH", 0, 0xFFFFFFFF, 0, 65535, 0)), x.number(0, 0)), "unsafe_file", "自己写着有 4294967295 行"),
    "a size of the old kind that runs backwards": Hostile("名册.xls", lambda: x.xls(x.record(0x200, struct.pack("<HHHHH", 20, 5, 15, 3, 0)), x.number(0, 0)), "unsafe_file", "自己写着有 5 行"),
    "a sheet that begins nowhere": Hostile("名册.xls", lambda: x.xls(x.number(0, 0), more=x.record(0x85, struct.pack("<IBBBB", 1 << 30, 0, 0, 1, 0) + b"S")), "damaged", "已经损坏"),
    "a far cell behind a chart": Hostile("名册.xls", lambda: x.xls(x.number(0, 0), x.record(0x809, bytes(16)), x.number(65535, 255)), "too_much", "65536 行、256 列"),
    "a chain in a circle": Hostile("名册.xls", lambda: x.compound({"Workbook": x.globals_of() + x.sheet_of()}, circle=True), "unsafe_file", "首尾相接"),
    "longer than the file": Hostile("名册.xls", lambda: x.compound({"Workbook": x.globals_of() + x.sheet_of()}, size=4_000_000_000), "unsafe_file", "比整个文件还长"),
    "a password in XLS": Hostile("名册.xls", lambda: x.xls(more=x.record(0x2F, b"\x01\x00" * 3)), "encrypted", "打开密码"),
    "an encrypted workbook": Hostile("名册.xlsx", lambda: x.compound({"EncryptionInfo": b"1", "EncryptedPackage": b"2"}), "encrypted", "打开密码"),
    "macros in XLS": Hostile("名册.xls", lambda: x.xls(_VBA_PROJECT_CUR=b"1"), "macros", "有宏"),
    "a sheet of macros in XLS": Hostile("名册.xls", lambda: x.xls(sheet_kind=1), "macros", "有宏"),
    "a link in XLS": Hostile("名册.xls", lambda: x.xls(more=x.record(0x1AE, struct.pack("<HHB", 1, 9, 0) + b"\x01a.xls")), "outside", "指向别的文件的链接"),
    "a call of a program in XLS": Hostile("名册.xls", lambda: x.xls(more=x.record(0x1AE, struct.pack("<HHB", 0, 9, 0) + b"cmd\x03/c calc")), "outside", "DDE"),
    "a file inside XLS": Hostile("名册.xls", lambda: x.xls(MBD0001=b"1"), "outside", "嵌着的别的文件"),
    "a long text in many cells of XLS": Hostile("名册.xls", lambda: x.xls(*(x.text_cell(n, 0, 0) for n in range(60_000)), more=x.texts("字" * 32_000)), "too_much", "同一段长文字"),
    "two million records": Hostile("名册.xls", lambda: x.xls(x.record(0x99) * 1_600_000), "too_much", "记录的个数"),
    "a record past the end": Hostile("名册.xls", lambda: x.compound({"Workbook": x.globals_of() + struct.pack("<HH", 0x203, 60_000)}), "damaged", "已经损坏"),
    "half of XLS": Hostile("名册.xls", lambda: x.xls(*(x.number(n, 0) for n in range(900)))[:5000], "damaged", "没有传完整"),
    "the head of XLS": Hostile("名册.xls", lambda: x.xls()[:512], "damaged", "没有传完整"),
    "eight bytes of XLS": Hostile("名册.xls", lambda: x.xls()[:8], "damaged", "没有传完整"),
    "a text of old Word": Hostile("名册.xls", lambda: x.compound({"WordDocument": b"1"}), "not_a_table", "Word 文档"),
    "another compound file": Hostile("名册.xls", lambda: x.compound({"Thumbs": b"1"}), "not_a_table", "别的程序"),
    "six hundred streams": Hostile("名册.xls", lambda: x.compound({f"s{n}": b"1" for n in range(600)}), "too_much", "512 个部件"),
    "XLS called xlsx": Hostile("名册.xlsx", lambda: x.xls(x.number(0, 0)), "wrong_ending", "改为“.xls”"),
}  # fmt: skip

TEXTS: dict[str, Hostile] = {
    "nothing": Hostile("名册.xlsx", lambda: b"", "empty_file", "是空文件"),
    "a hundred megabytes": Hostile("名册.csv", lambda: b"\xe5\xa7\x93,1\n" * (100 << 20 >> 3), "too_large", "超过 10 MB"),
    "NULs in text": Hostile("名册.csv", lambda: "姓名,类别\n林远舟\x00,T\n".encode(), "unsafe_file", "第 2 行夹着空字节"),
    "control signs in text": Hostile("名册.csv", lambda: "姓名\n林\x08远舟\n".encode(), "unsafe_file", "第 2 行夹着看不见的控制字符"),
    "one line without end": Hostile("名册.csv", lambda: b"a" * 5_000_000, "unsafe_file", "第 1 行长得没有尽头"),
    "a later line without end": Hostile("名册.csv", lambda: b"a,b\n1,2\n" + b"a" * 5_000_000 + b"\n", "unsafe_file", "第 3 行长得没有尽头"),
    "a million lines": Hostile("名册.csv", lambda: b"a,b\n" * 1_000_000, "too_much", "至多读 200000 行"),
    "three million cells": Hostile("名册.csv", lambda: (b"," * 3000 + b"\n") * 1000, "too_much", "250 万格"),
    "noise": Hostile("名册.csv", lambda: b"x" + noise(100_000), "unsafe_file", "行夹着"),
    "a call of a program in text": Hostile("名册.csv", lambda: "姓名,备注\n林远舟,\"=cmd|'/c calc'!B2\"\n".encode(), "outside", "第 2 行"),
    "a web page as XLS": Hostile("名册.xls", lambda: "<html><table><tr><td>姓名</td></tr></table></html>".encode(), "not_a_table", "网页或 XML"),
    "a web page as text": Hostile("名册.csv", lambda: b"\xef\xbb\xbf\r\n<!DOCTYPE html><script>alert(1)</script>", "not_a_table", "网页或 XML"),
    "XML of Excel 2003": Hostile("名册.xls", lambda: b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>', "not_a_table", "网页或 XML"),
    "a picture with a script": Hostile("名册.csv", lambda: b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "not_a_table", "网页或 XML"),
    "a PDF": Hostile("名册.xlsx", lambda: b"%PDF-1.7\n%%EOF\n", "not_a_table", "其实是PDF 文件"),
    "a JPEG": Hostile("名册.xls", lambda: b"\xff\xd8\xff\xe0" + b"\x00" * 99, "not_a_table", "其实是JPEG 图片"),
    "a RAR": Hostile("名册.xlsx", lambda: b"Rar!\x1a\x07\x00", "not_a_table", "其实是压缩文件"),
    "a program": Hostile("名册.csv", lambda: b"MZ\x90\x00" * 99, "not_a_table", "其实是程序"),
    "rich text": Hostile("名册.csv", lambda: rb"{\rtf1\ansi}", "not_a_table", "其实是Word 文档"),
    "NULs in UTF-16": Hostile("名册.csv", lambda: "姓名,类别\n林\x00,T\n".encode("utf-16"), "unsafe_file", "第 2 行夹着空字节"),
    "text called xlsx": Hostile("名册.xlsx", lambda: "姓名,类别\n".encode(), "wrong_ending", "改为“.csv”"),
    "text called xls": Hostile("../../名册.xls", lambda: "姓名,类别\n".encode(), "wrong_ending", "“名册.xls”的扩展名"),
}  # fmt: skip

HOSTILE = ZIPS | BOOKS | ODS_FILES | XLS_FILES | TEXTS
