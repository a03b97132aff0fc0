"""What keeps a file that is too large off the disk while it still comes in."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

from fenming.queries.evidence_file import LARGEST

_MARK = "fenming.file_too_large"


class SizeLimit(FileUploadHandler):
    """Lets go of a file as soon as it is above the limit; the rest of the form is read all the same."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.taken = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.taken += len(raw_data)
        if self.taken > LARGEST:
            if self.request is not None:
                self.request.META[_MARK] = True
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None


def was_too_large(request: HttpRequest) -> bool:
    """Whether a file of this request was let go; only after its form was read."""
    return bool(request.META.get(_MARK))
