"""Where the bytes of evidence and of templates lie: outside the web root, under a name that tells nothing, for the server alone."""

from __future__ import annotations

import os
import secrets

from django.db import DatabaseError

from fenming.queries.evidence import path_of
from fenming.records.models import Evidence, FormTemplate


def keep(content: bytes) -> str:
    """Write the bytes to the disk, safely, under a new random name; returns that name."""
    name = secrets.token_hex(24)
    path = path_of(name)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    return name


def drop(name: str) -> None:
    """Remove the bytes for good; quietly when they are gone already."""
    path_of(name).unlink(missing_ok=True)


def drop_unless_kept(name: str) -> None:
    """After an act that failed: remove the bytes, unless a row holds them after all or nobody can tell."""
    try:
        held = any(model.objects.filter(stored_as=name).exists() for model in (Evidence, FormTemplate))
    except DatabaseError:
        return  # a file too many is swept away one day; a row without its file never comes back
    if not held:
        drop(name)
