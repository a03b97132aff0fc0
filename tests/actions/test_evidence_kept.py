"""Evidence: hostile files are refused as quickly as tables are; photographs are kept without place and device (R74)."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from PIL import ExifTags, Image, ImageCms, ImageDraw, PngImagePlugin

from fenming.actions._evidence_kept import bytes_to_keep
from fenming.queries.evidence_file import REASONS, judge
from fenming.rules.terms import Refused
from tests.actions import _files as files
from tests.queries.hostile_evidence import EVIDENCE, docx, object_stream, pdf
from tests.queries.hostile_zip import Part, links

PLACE = (31.0, 14.0, 7.5)
SECRETS = (
    b"HUAWEI",
    b"Lin-phone-0071",
    b"2026:03:01 08:15",
    b"GPS",
    b"xmp",
    b"photoshop",
    b"Exif",
    b"8BIM",
    b"tEXt",
    b"WGS-84",
)


@cache
def measured() -> dict[str, tuple[str, str, float, float]]:
    """Every hostile file judged, in one process that may take 256 MB beyond what it had."""
    run = subprocess.run(
        [sys.executable, "tests/queries/hostile_run.py", "evidence"],
        capture_output=True, text=True, check=True, timeout=120, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    return {name: tuple(told) for name, *told in map(json.loads, run.stdout.splitlines())}  # type: ignore[misc]


@pytest.mark.parametrize("name", EVIDENCE)
def test_a_hostile_file_is_refused_in_two_seconds_and_256_mb(name: str) -> None:
    code, sentence, seconds, megabytes = measured()[name]
    assert code == EVIDENCE[name].code
    assert code in REASONS
    assert EVIDENCE[name].words in sentence
    assert seconds <= 2
    assert megabytes <= 256


def told(*, turned: int = 1) -> Image.Exif:
    """What a telephone writes into a photograph: where, when, with what, by whom, which way up."""
    exif = Image.Exif()
    exif[ExifTags.Base.Make], exif[ExifTags.Base.Model] = "HUAWEI", "Lin-phone-0071"
    exif[ExifTags.Base.DateTime], exif[ExifTags.Base.Orientation] = "2026:03:01 08:15:00", turned
    exif.get_ifd(ExifTags.IFD.GPSInfo).update(
        {1: "N", 2: PLACE, 3: "E", 4: (121.0, 28.0, 12.25), 18: "WGS-84"}
    )
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.BodySerialNumber] = "Lin-phone-0071"
    return exif


def corner() -> Image.Image:
    """A white sheet, wider than high, with a dark corner on top at the left."""
    sheet = Image.new("RGB", (64, 32), "white")
    ImageDraw.Draw(sheet).rectangle((0, 0, 15, 7), "black")
    return sheet


def taken(kind: str, *, turned: int = 1, **more: object) -> bytes:
    memory = io.BytesIO()
    corner().save(memory, kind, exif=told(turned=turned), **more)
    return memory.getvalue()


def kept(content: bytes, name: str = "照片.jpg") -> bytes:
    return bytes_to_keep(content, judge(name=name, content=content))


def test_the_scene_has_what_is_to_go() -> None:
    with Image.open(io.BytesIO(taken("JPEG"))) as photograph:
        assert photograph.getexif().get_ifd(ExifTags.IFD.GPSInfo)[2] == PLACE
        assert photograph.getexif()[ExifTags.Base.Model] == "Lin-phone-0071"


def test_a_jpeg_loses_place_device_words_and_what_is_behind_it() -> None:
    comment, xmp = b"WGS-84 taken by Lin-phone-0071", b"<x:xmpmeta>HUAWEI</x:xmpmeta>"
    iptc = b"Photoshop 3.0\x008BIM\x04\x04\x00\x00\x00\x00\x00\x10photoshop HUAWEI"
    content = taken("JPEG", comment=comment, xmp=xmp)
    content = content[:2] + b"\xff\xed" + (len(iptc) + 2).to_bytes(2, "big") + iptc + content[2:]
    clean = kept(content + files.ZIP + b"HUAWEI")
    with Image.open(io.BytesIO(clean)) as photograph:
        assert photograph.format == "JPEG"
        assert not photograph.getexif()
        assert set(photograph.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "dpi"}
    assert [secret for secret in SECRETS if secret in clean] == []
    assert clean.endswith(b"\xff\xd9")


def test_a_png_loses_its_texts_and_keeps_what_is_clear() -> None:
    words = PngImagePlugin.PngInfo()
    words.add_text("Author", "HUAWEI")
    words.add_itxt("XML:com.adobe.xmp", "<x:xmpmeta>Lin-phone-0071</x:xmpmeta>", zip=True)
    memory = io.BytesIO()
    sheet = corner().convert("RGBA")
    sheet.putpixel((60, 20), (0, 0, 0, 0))
    sheet.save(memory, "PNG", pnginfo=words, exif=told())
    clean = kept(memory.getvalue() + b"HUAWEI", "截图.png")
    with Image.open(io.BytesIO(clean)) as picture:
        assert picture.text == {}  # type: ignore[attr-defined]
        assert not picture.getexif()
        assert (picture.mode, picture.getpixel((60, 20))) == ("RGBA", (0, 0, 0, 0))
    assert [secret for secret in SECRETS if secret in clean] == []


@pytest.mark.parametrize(
    ("turned", "size", "dark"), [(1, (64, 32), (0, 0)), (3, (64, 32), (63, 31)), (6, (32, 64), (31, 0)), (8, (32, 64), (0, 63))]
)  # fmt: skip
def test_a_photograph_is_kept_the_right_way_up(
    turned: int, size: tuple[int, int], dark: tuple[int, int]
) -> None:
    with Image.open(io.BytesIO(kept(taken("JPEG", turned=turned)))) as photograph:
        assert photograph.size == size
        assert sum(photograph.getpixel(dark)) < 60  # type: ignore[arg-type]
    with Image.open(io.BytesIO(kept(taken("PNG", turned=turned), "截图.png"))) as picture:
        assert (picture.size, picture.getpixel(dark)) == (size, (0, 0, 0))


def test_the_picture_itself_stays_as_it_was() -> None:
    memory = io.BytesIO()
    Image.effect_noise((200, 150), 60).convert("RGB").save(memory, "JPEG", quality=85, subsampling=0)
    before = Image.open(io.BytesIO(memory.getvalue()))
    after = Image.open(io.BytesIO(kept(memory.getvalue())))
    assert after.quantization == before.quantization  # type: ignore[attr-defined]
    pairs = list(zip(before.convert("L").tobytes(), after.convert("L").tobytes(), strict=True))
    assert sum(abs(a - b) for a, b in pairs) < len(pairs)  # less than one step of 256 on average


def test_colours_are_those_of_every_screen() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    with Image.open(io.BytesIO(kept(taken("JPEG", icc_profile=profile)))) as photograph:
        assert "icc_profile" not in photograph.info
        assert sum(photograph.getpixel((40, 20))) > 740  # type: ignore[arg-type]


def test_a_photograph_of_fifty_million_pixels_is_kept_at_half_its_size() -> None:
    memory = io.BytesIO()
    Image.new("L", (8000, 6000), 255).convert("RGB").save(memory, "JPEG", quality=30)
    with Image.open(io.BytesIO(kept(memory.getvalue()))) as photograph:
        assert photograph.size == (4000, 3000)


def test_the_same_photograph_is_the_same_twice_whatever_its_file_told() -> None:
    plain = io.BytesIO()
    corner().save(plain, "JPEG")
    assert kept(taken("JPEG")) == kept(taken("JPEG", comment=b"another")) == kept(plain.getvalue())
    assert kept(kept(taken("PNG"), "截图.png"), "截图.png") == kept(taken("PNG"), "截图.png")


def test_a_heic_keeps_its_picture_and_nothing_that_was_told() -> None:
    video = files.box(b"mpvd", b"HUAWEI")
    content = files.heic(b"Exif HUAWEI Lin-phone-0071 WGS-84", more=video)
    clean = kept(content, "IMG_0001.HEIC")
    assert len(clean) == len(content)
    assert b"\x01" * 64 in clean
    assert [secret for secret in (b"HUAWEI", b"Lin-phone-0071", b"WGS-84") if secret in clean] == []


def test_a_heic_with_a_byte_turned_over_is_kept_or_refused_and_nothing_else() -> None:
    outcomes = set()
    for at in range(len(files.HEIC)):
        content = files.HEIC[:at] + bytes([files.HEIC[at] ^ 0xFF]) + files.HEIC[at + 1 :]
        try:
            outcomes.add("kept" if len(kept(content, "照片.heic")) == len(content) else "cut")
        except Refused as refused:
            outcomes.add(refused.code)
    assert outcomes <= {"kept", *REASONS}
    assert "kept" in outcomes


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("证书.pdf", pdf(b"/OpenAction[2 0 R/Fit]/Names<</Dests 3 0 R>>")),
        ("证书.pdf", object_stream(b"3 0 <</Type/Font>>")),
        ("证书.pdf", pdf(b">>stream\n\x00/JS \x00\nendstream<<")),
        ("总结.docx", docx(Part("word/media/a.png", files.PNG), book_links=links(("image", "media/a.png")))),
        (
            "总结.docx",
            docx(book_links=links(more='<Relationship Id="r1" Type="x/hyperlink" Target="http://example.invalid/" TargetMode="External"/>')),
        ),
    ],
)  # fmt: skip
def test_what_members_have_is_kept_as_it_is(name: str, content: bytes) -> None:
    assert kept(content, name) == content
