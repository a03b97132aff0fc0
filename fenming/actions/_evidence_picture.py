"""A photograph as it is kept: the picture alone, upright, without place, device or anything else its file told (R74).

It is decoded and written anew, so nothing that hid before, behind or between the pixels comes along. Whoever hands in
a photograph of a certificate does not hand in where they live.
"""

from __future__ import annotations

import io
import struct
import warnings
from typing import Final

from PIL import Image, ImageCms, ImageOps, JpegImagePlugin

from fenming.rules.terms import Refused

_MOST_BYTES: Final = 96 << 20  # of the pixels once decoded; turning them takes as much again
_MOST_SIDE: Final = 30_000
_MOST_IN_SCANS: Final = 20_000_000  # pixels of a JPEG that comes in several scans, about ten of them
_PLAIN_MODES: Final = frozenset({"1", "L", "LA", "P", "RGB", "RGBA", "I;16", "CMYK"})
_BAD: Final = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    IndexError,
    KeyError,
    EOFError,
    OverflowError,
    MemoryError,
)


def clean_picture(content: bytes, *, kind: str, called: str) -> bytes:
    """The bytes to keep of a JPEG or PNG (`kind`): the same picture in sRGB, upright, and nothing else.

    A photograph of more than 24 million pixels is kept at half its width and height. Refused: `damaged`, `too_wide`.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with Image.open(io.BytesIO(content), formats=(kind,)) as picture:
                _refuse_size(picture, content, called)
                tables = _tables_of(picture)
                picture.load()
                return _written(_plain(_in_srgb(_upright(picture))), kind, tables)
        except Image.DecompressionBombError:
            raise too_wide(called) from None
        except _BAD:
            sentence = f"“{called}”打不开，图片没有传完整或者已经损坏。请换一张，或重新拍照、截图后再提交。"
            raise Refused("damaged", sentence) from None


def _refuse_size(picture: Image.Image, content: bytes, called: str) -> None:
    """By what the head of the file says, before a pixel is decoded; a large JPEG is decoded at half its size."""
    size, pixels = picture.size, picture.width * picture.height
    scans = content.count(b"\xff\xda") if isinstance(picture, JpegImagePlugin.JpegImageFile) else 1
    if scans > 1 and (pixels > _MOST_IN_SCANS or scans * pixels > 10 * _MOST_IN_SCANS):
        raise too_wide(called, size)
    if isinstance(picture, JpegImagePlugin.JpegImageFile) and _bytes_of(picture) > _MOST_BYTES:
        # Quarters and eighths are for cameras of 200 million pixels.
        part = next((part for part in (2, 4) if _bytes_of(picture) <= _MOST_BYTES * part**2), 8)
        picture.draft(None, (size[0] // part, size[1] // part))
    if max(size) > _MOST_SIDE or _bytes_of(picture) > _MOST_BYTES:
        raise too_wide(called, size)


def too_wide(called: str, size: tuple[int, int] | None = None) -> Refused:
    """The refusal of a picture with more pixels than are decoded."""
    told = f"有 {size[0]}×{size[1]} 个像素" if size else "的像素有几亿个"
    sentence = f"“{called}”{told}，太大了，不能处理。请用手机或看图软件缩小到长边 5000 像素以内，再提交。"
    return Refused("too_wide", sentence)


def _upright(picture: Image.Image) -> Image.Image:
    """Turned as the camera was held; as it lies when nobody can tell."""
    try:
        return ImageOps.exif_transpose(picture)
    except (*_BAD, struct.error, ZeroDivisionError, AttributeError):
        return picture


def _bytes_of(picture: Image.Image) -> int:
    return picture.width * picture.height * (1 if picture.mode in ("1", "L", "P") else 4)


def _tables_of(picture: Image.Image) -> dict[str, object]:
    """How finely a JPEG was written; written the same way again, it loses next to nothing."""
    if not isinstance(picture, JpegImagePlugin.JpegImageFile):
        return {}
    sampling = JpegImagePlugin.get_sampling(picture)
    return {"qtables": picture.quantization, "subsampling": sampling if sampling >= 0 else 2}


def _in_srgb(picture: Image.Image) -> Image.Image:
    """Colours as every screen shows them: a profile names the device that it was made for, so none is kept."""
    profile = picture.info.get("icc_profile")
    if not profile or picture.mode not in ("RGB", "RGBA", "CMYK"):
        return picture
    mode = "RGB" if picture.mode == "CMYK" else picture.mode
    try:
        given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        turned = ImageCms.profileToProfile(picture, given, ImageCms.createProfile("sRGB"), outputMode=mode)
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return picture
    return turned or picture


def _plain(picture: Image.Image) -> Image.Image:
    if picture.mode in _PLAIN_MODES:
        return picture
    return picture.convert("RGBA" if "A" in picture.getbands() or "a" in picture.getbands() else "RGB")


def _written(picture: Image.Image, kind: str, tables: dict[str, object]) -> bytes:
    stream = io.BytesIO()
    clear, picture.info = picture.info.get("transparency"), {}
    if kind == "PNG":
        picture.save(stream, "PNG", **({} if clear is None else {"transparency": clear}))
        return stream.getvalue()
    if picture.mode not in ("L", "RGB", "CMYK"):
        picture = picture.convert("RGB")
    try:
        picture.save(stream, "JPEG", **tables)
    except (ValueError, TypeError, OSError):
        stream = io.BytesIO()
        picture.save(stream, "JPEG", quality=92)
    return stream.getvalue()
