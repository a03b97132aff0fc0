"""A browser without a window: keeps its cookies, presses the forms that are on a page, and times every request."""

from __future__ import annotations

import re
import time
from collections import Counter
from dataclasses import dataclass, field
from html import unescape
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urljoin, urlsplit

FORM = re.compile(r"<form([^>]*)>(.*?)</form>", re.DOTALL)
INPUT = re.compile(r"<input([^>]*)>")
ATTRIBUTE = re.compile(r'([\w-]+)(?:="([^"]*)")?')
PATIENCE = 60  # seconds until a request that is never answered fails


@dataclass(slots=True)
class Log:
    """What everybody's requests came to; seconds from sending a request to having read its answer.

    `line`: seconds somebody waited who stood in the database's line now and then, and wrote nothing.
    """

    reads: list[float] = field(default_factory=list)
    writes: list[float] = field(default_factory=list)
    line: list[float] = field(default_factory=list)
    done: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        timed = {"reads": self.reads, "writes": self.writes, "line": self.line}
        lines = [f"{name}: {_spread(times)}" for name, times in timed.items()]
        lines += [f"done {len(self.done)}: {_counted(self.done)}"]
        lines += [f"refused {len(self.refused)}: {_counted(self.refused)}"]
        return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class Form:
    """Where a form leads, and what it sends if nothing is changed."""

    action: str
    fields: dict[str, str]


@dataclass(frozen=True, slots=True)
class Page:
    """What was answered: at which address, with which status, saying what."""

    path: str
    status: int
    text: str

    def forms(self, action: str = "", *, having: str = "") -> list[Form]:
        """The forms that lead to `action` (its end), with a field named `having`."""
        found = [_form(self.path, *match.groups()) for match in FORM.finditer(self.text)]
        return [one for one in found if one.action.endswith(action) and (not having or having in one.fields)]


@dataclass(slots=True)
class Visitor:
    """One person's browser at one server."""

    host: str
    log: Log
    cookies: dict[str, str] = field(default_factory=dict)

    def open(self, path: str) -> Page:
        """Read a page, wherever it leads."""
        status, leads_to, text, seconds = self._send("GET", path)
        self.log.reads.append(seconds)
        if leads_to:
            return self.open(leads_to)
        return Page(path, status, text)

    def press(self, name: str, form: Form, **entries: object) -> Page:
        """Send a form as a person filled it in, and read where it leads; noted under `name` as done or refused."""
        status, leads_to, text, seconds = self._send("POST", form.action, form.fields | entries)
        self.log.writes.append(seconds)
        (self.log.done if leads_to else self.log.refused).append(name if leads_to else f"{name} {status}")
        return self.open(leads_to) if leads_to else Page(form.action, status, text)

    def check(self, form: Form, **entries: object) -> Page:
        """Send a form that writes nothing: one step of several."""
        status, _, text, seconds = self._send("POST", form.action, form.fields | entries)
        self.log.reads.append(seconds)
        return Page(form.action, status, text)

    def _send(
        self, method: str, path: str, entries: dict[str, object] | None = None
    ) -> tuple[int, str, str, float]:
        head = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        body = None
        if entries is not None:
            body, head["Content-Type"] = urlencode(entries), "application/x-www-form-urlencoded"
        connection = HTTPConnection(self.host, timeout=PATIENCE)
        began = time.perf_counter()
        try:
            connection.request(method, path, body, head)
            answer = connection.getresponse()
            text = answer.read().decode()
        finally:
            connection.close()
        seconds = time.perf_counter() - began
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            self.cookies |= {name: one.value for name, one in SimpleCookie(cookie).items()}
        if answer.status >= 500:
            self.log.faults.append(f"{answer.status} {method} {path}")
        leads_to = urlsplit(answer.headers.get("Location", "")).path
        return answer.status, leads_to, text, seconds


def _form(path: str, head: str, content: str) -> Form:
    fields = {}
    for match in INPUT.finditer(content):
        given = {name: unescape(value) for name, value in ATTRIBUTE.findall(match[1])}
        if given.get("type") not in ("checkbox", "radio") or "checked" in given:
            fields[given.get("name", "")] = given.get("value", "")
    fields.pop("", None)
    return Form(urljoin(path, dict(ATTRIBUTE.findall(head)).get("action", path)), fields)


def _spread(times: list[float]) -> str:
    """How many, the median, the 95th percentile and the worst, in milliseconds."""
    if not times:
        return "none"
    ordered = [round(one * 1000, 1) for one in sorted(times)]
    return f"{len(ordered)}, p50 {ordered[len(ordered) // 2]} ms, p95 {ordered[len(ordered) * 95 // 100]} ms, max {ordered[-1]} ms"


def _counted(names: list[str]) -> str:
    return ", ".join(f"{name} {count}" for name, count in sorted(Counter(names).items()))
