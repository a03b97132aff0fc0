"""Evidence that nobody should have to open: pictures, PDF and office documents, with the code and the words (R74)."""

from __future__ import annotations

import io
import struct
import zlib

from PIL import Image

from tests.actions import _files as files
from tests.queries.hostile_tables import HOSTILE, Hostile, laughs, noise
from tests.queries.hostile_zip import Part, archive, links

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def png(width: int, height: int, *, data: bytes | None = None, colour: int = 2, before: bytes = b"") -> bytes:
    """A PNG that says it is so large; its pixels are a few lines, or these."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, colour, 0, 0, 0))
    pixels = zlib.compress(bytes(10_000)) if data is None else data
    return b"\x89PNG\r\n\x1a\n" + head + before + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def whole_png(width: int, height: int) -> bytes:
    """A PNG with every one of its pixels, all black: small as a file, large once decoded."""
    engine = zlib.compressobj(9)
    row = bytes(width + 1)
    return png(
        width, height, colour=0, data=b"".join(engine.compress(row) for _ in range(height)) + engine.flush()
    )


def jpeg(width: int, height: int, *, scans: int = 0) -> bytes:
    """A JPEG whose head says it is so large, with further scans behind it."""
    small = files.picture("JPEG", progressive=bool(scans))
    at = small.index(b"\xff\xc2" if scans else b"\xff\xc0")
    told = small[: at + 5] + struct.pack(">HH", height, width) + small[at + 9 :]
    begin = told.rindex(b"\xff\xda")
    return told[:begin] + told[begin:-2] * max(scans, 1) + b"\xff\xd9"


def pdf(inside: bytes, *, end: bytes = b"%%EOF\n") -> bytes:
    return b"%PDF-1.7\n1 0 obj<</Type/Catalog" + inside + b">>endobj\ntrailer<</Root 1 0 R>>\n" + end


def object_stream(objects: bytes, *, filters: bytes = b"/Filter/FlateDecode") -> bytes:
    packed = zlib.compress(objects)
    return pdf(b">>endobj\n2 0 obj<</Type/ObjStm" + filters + b">>stream\n" + packed + b"\nendstream")


def docx(*more: Part, document: bytes = b"<w:document/>", book_links: bytes | None = None) -> bytes:
    told = links() if book_links is None else book_links
    kinds = [Part("[Content_Types].xml", b"<Types/>"), Part("word/document.xml", document)]
    return archive([*kinds, Part("word/_rels/document.xml.rels", told), *more])


def cut(kind: str, part: int = 2) -> bytes:
    memory = io.BytesIO()
    Image.effect_noise((200, 200), 90).save(memory, kind)
    return memory.getvalue()[: len(memory.getvalue()) // part]


TEMPLATE = '<Relationship Id="r1" Type="x/attachedTemplate" Target="http://example.invalid/a.dotm" TargetMode="External"/>'

PICTURES: dict[str, Hostile] = {
    "a PNG of four thousand million pixels": Hostile("证书.png", lambda: png(65_000, 65_000), "too_wide", "像素有几亿个"),
    "a PNG with all of its black pixels": Hostile("证书.png", lambda: whole_png(20_000, 20_000), "too_wide", "像素有几亿个"),
    "a PNG of one line": Hostile("证书.png", lambda: png(2_000_000_000, 1), "too_wide", "像素有几亿个"),
    "a PNG without pixels": Hostile("证书.png", lambda: png(10, 10, data=zlib.compress(b"")), "damaged", "没有传完整"),
    "a PNG with a bomb for a profile": Hostile("证书.png", lambda: png(10, 10, data=b"\x00", before=struct.pack(">I", 9) + b"iCCP" + bytes(9)), "damaged", "没有传完整"),
    "half of a PNG": Hostile("证书.png", lambda: cut("PNG"), "damaged", "没有传完整"),
    "half of a JPEG": Hostile("照片.jpg", lambda: cut("JPEG"), "damaged", "没有传完整"),
    "the head of a JPEG": Hostile("照片.jpg", lambda: files.JPEG[:30], "damaged", "没有传完整"),
    "a JPEG of four thousand million pixels": Hostile("照片.jpg", lambda: jpeg(65_000, 65_000), "too_wide", "像素有几亿个"),
    "a JPEG of fifteen million in a thousand scans": Hostile("照片.jpg", lambda: jpeg(5000, 3000, scans=1000), "too_wide", "5000×3000 个像素"),
    "a PNG just too large": Hostile("证书.png", lambda: png(9000, 3000), "too_wide", "9000×3000 个像素"),
    "a HEIC of a wall": Hostile("照片.heic", lambda: files.heic(width=60_000), "too_wide", "60000×3000 个像素"),
    "a HEIC with an unknown item": Hostile("照片.heic", lambda: files.heic(kind=b"evil"), "damaged", "转成 JPEG"),
    "half of a HEIC": Hostile("照片.heic", lambda: files.HEIC[:120], "damaged", "转成 JPEG"),
    "a GIF": Hostile("照片.gif", lambda: b"GIF89a" + struct.pack("<HH", 65_535, 65_535) + bytes(40), "unknown_kind", "可以提交的是"),
    "a WebP": Hostile("照片.webp", lambda: b"RIFF\x1e\0\0\0WEBPVP8X" + bytes(40), "unknown_kind", "可以提交的是"),
    "SVG called PNG": Hostile("证书.png", lambda: files.SVG, "unknown_kind", "可以提交的是"),
    "HTML called JPEG": Hostile("照片.jpg", lambda: files.HTML, "unknown_kind", "可以提交的是"),
    "a BMP": Hostile("照片.bmp", lambda: b"BM" + noise(99), "unknown_kind", "可以提交的是"),
    "a JPEG called PDF": Hostile("证书.pdf", lambda: files.JPEG, "wrong_ending", "内容却是JPEG 照片"),
}  # fmt: skip

PAPERS: dict[str, Hostile] = {
    "half of a PDF": Hostile("证书.pdf", lambda: pdf(b"", end=b""), "damaged", "没有传完整"),
    "a script in a PDF": Hostile("证书.pdf", lambda: pdf(b"/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>"), "does_something", "会运行的脚本"),
    "a script spelled in figures": Hostile("证书.pdf", lambda: pdf(b"/OpenAction<</S/J#61va#53cript/J#53 3 0 R>>"), "does_something", "会运行的脚本"),
    "a script in a stream of objects": Hostile("证书.pdf", lambda: object_stream(b"3 0 <</S/JavaScript/JS(x)>>"), "does_something", "会运行的脚本"),
    "a script behind a false stream": Hostile("证书.pdf", lambda: pdf(b"/T(stream\n)/AA<</S/JavaScript>>"), "does_something", "会运行的脚本"),
    "a program in a PDF": Hostile("证书.pdf", lambda: pdf(b"/OpenAction<</S/Launch/F(cmd.exe)>>"), "does_something", "会启动别的程序"),
    "a file in a PDF": Hostile("证书.pdf", lambda: pdf(b"/Names<</EmbeddedFiles 2 0 R>>"), "does_something", "夹带的别的文件"),
    "a form that sends": Hostile("证书.pdf", lambda: pdf(b"/A<</S/SubmitForm/F(http://example.invalid)>>"), "does_something", "会把内容发出去"),
    "a form with a program": Hostile("证书.pdf", lambda: pdf(b"/AcroForm<</XFA 2 0 R>>"), "does_something", "会运行的表单"),
    "a film in a PDF": Hostile("证书.pdf", lambda: pdf(b"/Subtype/RichMedia"), "does_something", "会播放的媒体"),
    "a way to another file": Hostile("证书.pdf", lambda: pdf(b"/A<</S/GoToR/F(\\\\\\\\a\\\\b)>>"), "does_something", "会打开别的文件"),
    "objects that cannot be read": Hostile("证书.pdf", lambda: object_stream(b"", filters=b"/Filter/LZWDecode").replace(b"stream\nx", b"stream\n?"), "does_something", "看不清的内容"),
    "a password in a PDF": Hostile("证书.pdf", lambda: pdf(b"/Encrypt 9 0 R"), "encrypted", "设了密码"),
    "a bomb in a PDF": Hostile("证书.pdf", lambda: object_stream(bytes(60 << 20)), "too_much", "展开以后大得读不完"),
    "an archive behind a PDF": Hostile("证书.pdf", lambda: pdf(b"") + files.ZIP + b"%%EOF", "two_in_one", "另一种文件"),
    "a page in a PDF": Hostile("证书.pdf", lambda: pdf(b"/T(<script>alert\\(1\\)</script>)"), "two_in_one", "另一种文件"),
    "a hundred thousand streams": Hostile("证书.pdf", lambda: pdf(b"stream\nendstream " * 100_000), "too_much", "零碎的部件"),
    "macros in a text": Hostile("总结.docx", lambda: files.DOCM, "macros", "有宏"),
    "a template from elsewhere": Hostile("总结.docx", lambda: docx(book_links=links(more=TEMPLATE)), "outside", "文件以外的链接"),
    "a call of a program in a text": Hostile("总结.docx", lambda: docx(document=b"<w:instrText> DDEAUTO c:\\cmd.exe </w:instrText>"), "outside", "DDE"),
    "a file in a text": Hostile("总结.docx", lambda: docx(Part("word/embeddings/a.bin", b"1")), "outside", "嵌着的别的文件"),
    "a billion laughs in a text": Hostile("总结.docx", lambda: docx(document=laughs("w:document")), "unsafe_file", "实体声明"),
    "a text too large for its name": Hostile("总结.docx", lambda: docx(Part("word/a.xml", b"<a/>" * 4_000_000, declared=9)), "unsafe_file", "比它自己写的大"),
    "five thousand parts of a text": Hostile("总结.docx", lambda: docx(*(Part(f"word/{n}.xml", b"<a/>") for n in range(5000))), "too_much", "2000 个部件"),
    "half of a text": Hostile("总结.docx", lambda: files.DOCX[:60], "damaged", "没有传完整"),
    "four letters and no archive": Hostile("总结.docx", lambda: b"PK\x03\x04 but no archive", "damaged", "没有传完整"),
    "a workbook with a bomb": Hostile("名单.xlsx", HOSTILE["a small zip bomb"].make, "unsafe_file", "400 倍以上"),
    "a workbook that speaks to another": Hostile("名单.xlsx", HOSTILE["links to another workbook"].make, "outside", "指向别的文件的链接"),
    "a workbook under a PDF": Hostile("名单.xlsx", HOSTILE["a PDF before"].make, "wrong_ending", "内容却是PDF"),
    "more than is taken": Hostile("证书.pdf", lambda: pdf(b"").ljust(11 << 20), "too_large", "超过 10 MB"),
}  # fmt: skip

EVIDENCE = PICTURES | PAPERS
