"""What a process keeps of a page it has made, and gives again while nothing can have changed (decision 0009)."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import date
from hashlib import sha256
from typing import Any, cast

from django.contrib.messages import get_messages
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string

from fenming.queries.viewer import Viewer

# Stands in a kept page where the token of each request goes; nobody can write it into a text, for nobody knows it.
_TOKEN = secrets.token_hex(32)


def kept(*depends_on: object, make: Callable[[], str]) -> bytes:
    """The text kept under these facts, as it is sent; made, and kept, when there is none.

    `depends_on` names the text and everything it follows from: the viewer, whose `trail_head` stands for all that was
    ever done in the branch, the day, and what was asked for. `make` may read no more than these and the rows of that
    branch; a refusal of it is raised and not kept.
    """
    key = sha256(repr(depends_on).encode()).hexdigest()
    return cast(bytes, cache.get_or_set(key, lambda: make().encode()))


def kept_page(
    request: HttpRequest, template: str, *, viewer: Viewer, today: date, context: Callable[[], dict[str, Any]]
) -> HttpResponse:
    """A whole page for one viewer, with the token of this request in its forms.

    For pages without a once-only key. What was just done is said once, so a page that says it is not kept.
    """
    if len(get_messages(request)):
        return render(request, template, context())

    def make() -> str:
        return render_to_string(template, context() | {"csrf_token": _TOKEN}, request)

    text = kept(template, viewer, request.get_full_path(), today, make=make)
    return HttpResponse(text.replace(_TOKEN.encode(), get_token(request).encode()))
