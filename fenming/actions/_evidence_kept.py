"""What is kept of a file: a photograph without what it told besides the picture, everything else as it came (R74).

Size and digest of evidence are those of these bytes (docs/decisions/0013-what-a-file-loses.md).
"""

from __future__ import annotations

from fenming.actions._evidence_heic import clean_heic
from fenming.actions._evidence_picture import clean_picture
from fenming.queries.evidence_file import Judged


def bytes_to_keep(content: bytes, judged: Judged) -> bytes:
    """The bytes to keep of a file that was judged; Refused `damaged`, `too_wide`."""
    if judged.content_type == "image/heic":
        return clean_heic(content, called=judged.name)
    if judged.content_type == "image/jpeg":
        return clean_picture(content, kind="JPEG", called=judged.name)
    if judged.content_type == "image/png":
        return clean_picture(content, kind="PNG", called=judged.name)
    return content
