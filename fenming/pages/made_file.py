"""A file that is made for whoever asks for it: a print, a table, an archive."""

from __future__ import annotations

from io import BytesIO
from typing import IO, Final

from django.http import FileResponse

KINDS: Final = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "zip": "application/zip",
}


def made_file(data: bytes | IO[bytes], *, name: str, ending: str) -> FileResponse:
    """The file under a Chinese name (without its ending); a PDF opens in the browser, everything else is saved."""
    return FileResponse(
        BytesIO(data) if isinstance(data, bytes) else data,
        content_type=KINDS[ending],
        as_attachment=ending != "pdf",
        filename=f"{name}.{ending}",
    )
