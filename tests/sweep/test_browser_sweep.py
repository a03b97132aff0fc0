"""Every page in a real Chromium: fits a desk and a phone, axe finds nothing, nothing leaves the origin, no error."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import ConsoleMessage, Page, Request

from tests.browser import Site, Visitors, serving, visiting

pytestmark = pytest.mark.browser

RUN_AXE = "axe.run({resultTypes: ['violations'], elementRef: false})"
PASSWORD = "yanshi-2026"
SIZES = ((1280, 800), (390, 844))
POLICY = {
    "default-src 'self'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "object-src 'none'",
    "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'",
}  # fmt: skip
# `TEST_PICTURES=folder` keeps a picture of every page for people to look at.
PICTURES = os.environ.get("TEST_PICTURES", "")

# (login, or "" for a passer-by; path; status)
AS_IT_OPENS = (
    ("", "/sign-in", 200),
    ("zhouyuan", "/", 200),
    ("zhouyuan", "/me/statement", 200),
    ("zhouyuan", "/declare", 200),
    ("zhouyuan", "/declare?q=zhiyuan", 200),
    ("zhouyuan", "/declare?missing=1", 422),
    ("zhouyuan", "/declare/details?month={month}&item=DT3", 200),
    ("zhouyuan", "/matters/{matter}", 200),
    ("zhouyuan", "/matters/{minus}", 200),
    ("zhouyuan", "/report", 200),
    ("zhouyuan", "/me/reports", 200),
    ("zhouyuan", "/standard", 200),
    ("zhouyuan", "/roster", 200),
    ("zhouyuan", "/account/password", 200),
    ("zhouyuan", "/nowhere", 404),
    ("zhouyuan", "/desk/record", 403),
    ("abudu", "/", 200),
    ("abudu", "/declare/received/{fresh}", 200),
    ("abudu", "/me/statement", 200),
    ("jiangyutong", "/", 200),
    ("jiangyutong", "/me/statement", 200),
    ("jiangyutong", "/declare", 200),
    ("xumingyuan", "/desk/record", 200),
    ("xumingyuan", "/desk/record?item=K03", 200),
    ("xumingyuan", "/", 200),
    ("xumingyuan", "/desk/sheets", 200),
    ("xumingyuan", "/matters/{notice}", 200),
    ("xumingyuan", "/matters/{notice}/notice", 200),
    ("xumingyuan", "/matters/{told}/reply-for", 200),
    ("xumingyuan", "/objections/for/{on_paper}", 200),
    ("linmanqing", "/vetoes/{decision}", 200),
    ("linmanqing", "/vetoes/{decision}/notice", 200),
    ("linmanqing", "/vetoes/{decision}/answer-for", 200),
    ("hanruoshui", "/", 200),
    ("hanruoshui", "/desk/assess/{month}", 200),
    ("hanruoshui", "/desk/assess/{month}?show=alone", 200),
    ("hanruoshui", "/matters/{minus}", 200),
    ("hanruoshui", "/matters/{minus}/assess", 200),
    ("fujingxing", "/year/2026", 200),
    ("ouyangwenbo", "/appeals/new", 200),
    ("ouyangwenbo", "/appeals/new?omitted=1", 200),
    ("ouyangwenbo", "/appeals/{appeal}", 200),
    ("gaoyuan", "/superior", 200),
    ("gaoyuan", "/superior/reports", 200),
    ("gaoyuan", "/superior/received", 200),
    ("gaoyuan", "/superior/organisations", 200),
    ("gaoyuan", "/superior/handlers/{asked}", 200),
    ("gaoyuan", "/vetoes/{decision}", 200),
    ("gaoyuan", "/appeals", 200),
    ("gaoyuan", "/appeals/{appeal}", 200),
    ("linmanqing", "/appeals/{appeal}", 200),
    ("linmanqing", "/", 200),
    ("linmanqing", "/roster", 200),
    ("linmanqing", "/imports", 200),
    ("linmanqing", "/imports/new/roster", 200),
    ("linmanqing", "/papers", 200),
    ("linmanqing", "/forms", 200),
    ("linmanqing", "/form-templates", 200),
    ("linmanqing", "/form-templates/register_form", 200),
    ("linmanqing", "/branch/export", 200),
    ("dengkewei", "/papers", 200),
    ("linmanqing", "/account/reminders", 200),
    ("linmanqing", "/meetings", 200),
    ("linmanqing", "/meetings/{closed}", 200),
    ("linmanqing", "/postings", 200),
    ("linmanqing", "/year/2026", 200),
    ("linmanqing", "/setup/members", 200),
)
CALLED = (("linmanqing", "/meetings/{meeting}", 200), ("zhouyuan", "/meetings/{meeting}", 200))
OPEN = (
    ("linmanqing", "/meetings/{meeting}", 200),
    ("linmanqing", "/meetings/{meeting}/attendance", 200),
    ("linmanqing", "/meetings/{meeting}/single-out", 200),
    ("linmanqing", "/meetings/{meeting}/matters/{decided}", 200),
    ("linmanqing", "/meetings/{meeting}/matters/{undecided}", 200),
    ("linmanqing", "/meetings/{meeting}/close", 200),
    ("zhouyuan", "/meetings/{meeting}", 200),
)
POSTED = (
    ("", "/p/{code}", 200),
    ("", "/verify?code={code}", 200),
    ("linmanqing", "/postings", 200),
    ("linmanqing", "/meetings/{meeting}", 200),
    ("zhouyuan", "/p/{code}", 200),
)
SETTLED = (("linmanqing", "/year/2026", 200), ("linmanqing", "/", 200))
ANNOUNCED = (
    ("linmanqing", "/uses", 200),
    ("linmanqing", "/follow-up", 200),
    ("linmanqing", "/follow-up/talks/new", 200),
    ("linmanqing", "/follow-up/rectifications/new", 200),
    ("linmanqing", "/follow-up/disposals/new", 200),
    ("linmanqing", "/uses/bottom-list", 200),
    ("zhouyuan", "/me/uses", 200),
    ("linmanqing", "/year/2026", 200),
    ("zhouyuan", "/me/statement?year=2026", 200),
    ("", "/p/{code}", 410),
    ("", "/verify?code=0000-0000-0000", 422),
)


@dataclass(slots=True)
class Sweep:
    """Who is signed in, the ids of what there is by now, and what was found wrong on the way."""

    site: Site
    visitors: Visitors
    pages: dict[str, Page] = field(default_factory=dict)
    ids: dict[str, Any] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    stop: str = "as-it-opens"

    def page_of(self, login: str, **device: Any) -> Page:
        """A page of someone signed in, or of a passer-by."""
        if login not in self.pages or device:
            page = self.visitors.arrive(**device)
            page.on("console", lambda message: self._heard(message))
            page.on("request", lambda request: self._asked(request))
            if login:
                page.goto("/sign-in")
                page.get_by_label("登录名").fill(login)
                page.get_by_label("密码", exact=True).fill(PASSWORD)
                page.get_by_role("button", name="登录", exact=True).click()
                page.wait_for_url("**/")
            self.pages[login] = page
        return self.pages[login]

    def go_on(self, word: str, day: date) -> None:
        """Drive the demo on to the next stop."""
        self.ids |= json.loads(self.site.script("tests.sweep.stage", word))
        self.site.move_to(day)
        self.stop = word

    def look(self, *pages: tuple[str, str, int], **device: Any) -> None:
        """Open each page and judge it at every size; the test fails at the end with all that was found."""
        for login, path, status in pages:
            self._open(self.page_of(login, **device), login, path.format(**self.ids), status)
            device = {}
        found, self.faults = self.faults, []
        assert found == []

    def _open(self, page: Page, login: str, path: str, status: int) -> None:
        page.set_viewport_size({"width": SIZES[0][0], "height": SIZES[0][1]})
        response = page.goto(path)
        assert response is not None
        # from outside the page: the policy forbids any script that is not the site's own
        page.evaluate(AXE_SCRIPT)
        at = f"{path} ({login or 'passer-by'})"
        if response.status != status:
            self.faults.append(f"{at}: {response.status}")
        sent = response.headers.get("content-security-policy", "")
        if {part.strip() for part in sent.split(";") if part.strip()} != POLICY:
            self.faults.append(f"{at}: policy {sent!r}")
        for width, height in SIZES:
            page.set_viewport_size({"width": width, "height": height})
            self.faults += [f"{at} at {width}: {fault}" for fault in faults_of(page)]
            if PICTURES:
                name = f"{self.stop}-{login or 'public'}-{path.strip('/').replace('/', '_') or 'home'}-{width}.png"
                page.screenshot(path=Path(PICTURES) / name, full_page=True)

    def _heard(self, message: ConsoleMessage) -> None:
        # a page that answers 403 or 404 is announced as an error by the browser itself
        if message.type == "error" and "status of 4" not in message.text:
            self.faults.append(f"console: {message.text}")

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.site.url, "data:")):
            self.faults.append(f"request to {request.url}")


def faults_of(page: Page) -> list[str]:
    """What is wrong with the page as it stands: sideways scroll, and what axe finds."""
    found = []
    wide = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    if wide[0] > wide[1]:
        found.append(f"{wide[0]} px wide")
    for violation in page.evaluate(RUN_AXE)["violations"]:
        targets = [node["target"] for node in violation["nodes"]]
        found.append(f"{violation['id']}: {targets[:3]}")
    return found


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory, own_database: Callable[[Path], str]) -> tuple[Path, str]:
    """A second folder with its database, copied before a browser is started: Django opens none beside it."""
    folder = tmp_path_factory.mktemp("empty")
    return folder, own_database(folder)


@pytest.fixture(scope="module")
def sweep(
    tmp_path_factory: pytest.TempPathFactory, own_database: Callable[[Path], str], empty: tuple[Path, str]
) -> Iterator[Sweep]:
    """The demo as `./run` serves it, and a browser."""
    folder = tmp_path_factory.mktemp("sweep")
    with serving(folder, own_database(folder)) as site:
        site.fenming("demo")
        with visiting(site) as visitors:
            sweep = Sweep(site, visitors)
            sweep.ids = json.loads(site.script("tests.sweep.stage", "ids"))
            yield sweep


@pytest.fixture(scope="module")
def called(sweep: Sweep) -> Sweep:
    sweep.go_on("called", date(2027, 1, 14))
    return sweep


@pytest.fixture(scope="module")
def opened(called: Sweep) -> Sweep:
    called.go_on("open", date(2027, 1, 15))
    return called


@pytest.fixture(scope="module")
def posted(opened: Sweep) -> Sweep:
    opened.go_on("posted", date(2027, 1, 19))
    return opened


@pytest.fixture(scope="module")
def settled(posted: Sweep) -> Sweep:
    posted.go_on("settled", date(2027, 2, 26))
    return posted


@pytest.fixture(scope="module")
def announced(settled: Sweep) -> Sweep:
    settled.go_on("announced", date(2027, 2, 26))
    return settled


def test_the_demo_as_it_opens(sweep: Sweep) -> None:
    sweep.look(*AS_IT_OPENS)


def test_in_the_dark(sweep: Sweep) -> None:
    sweep.stop = "dark"
    sweep.look(("abudu", "/", 200), color_scheme="dark")
    sweep.look(("abudu", "/me/statement", 200), ("abudu", "/standard", 200))


def test_in_large_type(sweep: Sweep) -> None:
    page, sweep.stop = sweep.page_of("zhouyuan"), "large"
    page.goto("/")
    page.get_by_role("button", name="大字").click()
    sweep.look(("zhouyuan", "/", 200), ("zhouyuan", "/me/statement", 200), ("zhouyuan", "/declare", 200))
    assert page.locator("html").get_attribute("class") == "fm-large"
    page.get_by_role("button", name="常规字").click()


def test_a_meeting_that_is_called(called: Sweep) -> None:
    called.look(*CALLED)


def test_a_meeting_under_way(opened: Sweep) -> None:
    opened.look(*OPEN)


def test_a_sheet_that_is_up(posted: Sweep) -> None:
    posted.look(*POSTED)


def test_a_year_that_is_settled(settled: Sweep) -> None:
    settled.look(*SETTLED)


def test_a_year_that_is_announced(announced: Sweep) -> None:
    announced.look(*ANNOUNCED)


def test_the_first_page_of_an_empty_system(sweep: Sweep, empty: tuple[Path, str]) -> None:
    with serving(*empty) as site:
        beside = Sweep(site, Visitors(site, sweep.visitors.browser), stop="empty")
        beside.look(("", "/setup", 200))
        assert beside.visitors.faults == []


def test_what_is_wrong_with_a_page_is_seen(sweep: Sweep) -> None:
    page = sweep.visitors.arrive()
    page.goto("/healthz")
    page.set_content(
        '<html lang="zh"><title>坏页</title><main><h1>坏页</h1><img src="data:,"><p style="width:3000px">宽</p></main>'
    )
    page.evaluate(AXE_SCRIPT)
    wide, unnamed = faults_of(page)
    assert wide.endswith("px wide")
    assert unnamed.startswith("image-alt")
