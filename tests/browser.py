"""A real server on a database of its own, and a real Chromium that visits it as different people."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, Response, expect, sync_playwright

from tests.ports import free_port

ROOT = Path(__file__).resolve().parent.parent
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
DESK: dict[str, Any] = {"viewport": {"width": 1280, "height": 800}}
PROJECTOR: dict[str, Any] = {"viewport": {"width": 1280, "height": 720}}
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
SECONDS_TO_START = 60
# A loaded machine is slow, not wrong: nothing waits this long when all is well.
PATIENCE = 20_000  # milliseconds
MOVE = (
    "import sys, datetime, django; django.setup(); "
    "from fenming.actions.advance_demo_day import set_demo_day; from fenming.jobs.cli import main; "
    "set_demo_day(day=datetime.date.fromisoformat(sys.argv[1])); sys.exit(main(['tick']))"
)


@dataclass(frozen=True, slots=True)
class Site:
    """A running server: its address and the environment its commands run in."""

    url: str
    environment: dict[str, str]

    def fenming(self, *words: str) -> str:
        """`fenming …` on the same database, as the operator runs it; what it printed."""
        return run(self.environment, str(Path(sys.executable).parent / "fenming"), *words)

    def script(self, module: str, *words: str) -> str:
        """A module of the tests in a process of its own on the same database; what it printed."""
        return run(self.environment, sys.executable, "-m", module, *words)

    def move_to(self, day: date) -> None:
        """Put the demo on a later day and do what falls due by then, as the button does for the next day."""
        run(self.environment, sys.executable, "-c", MOVE, day.isoformat())


@dataclass(slots=True)
class Visitors:
    """Who visits a site: one browser context for each person and device, and what went wrong behind the pages."""

    site: Site
    browser: Browser
    contexts: list[BrowserContext] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def arrive(self, device: dict[str, Any] = DESK, **more: Any) -> Page:
        """Somebody comes who is not signed in; the page of a fresh context."""
        context = self.browser.new_context(
            base_url=self.site.url, locale="zh-CN", timezone_id="Asia/Shanghai", **device, **more
        )
        context.set_default_timeout(PATIENCE)
        context.on("response", lambda response: self._look_at(response))
        context.on("weberror", lambda error: self.faults.append(f"脚本出错：{error.error}"))
        self.contexts.append(context)
        return context.new_page()

    def sign_in(
        self, login: str, password: str, device: dict[str, Any] = DESK, *, path: str = "/", **more: Any
    ) -> Page:
        """Somebody comes and signs in by the form, led to `path`."""
        page = self.arrive(device, **more)
        page.goto(path)
        page.get_by_label("登录名").fill(login)
        page.get_by_label("密码", exact=True).fill(password)
        page.get_by_role("button", name="登录", exact=True).click()
        return page

    def _look_at(self, response: Response) -> None:
        if not response.url.startswith((self.site.url, "data:")):
            self.faults.append(f"请求离开了本站：{response.url}")
        if response.status >= 500:
            self.faults.append(f"{response.status} {response.request.method} {response.url}")


def run(environment: dict[str, str], *command: str) -> str:
    """Run a command to its end; what it printed. Fails with its error output when it fails."""
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout


@contextmanager
def serving(folder: Path, database: str) -> Iterator[Site]:
    """What `./run --empty --demo-clock` starts, in a folder and on a port of its own; stopped at the end.

    `database` is the address of a migrated, empty one that is nobody else's.
    """
    port = free_port()
    environment = {key: value for key, value in os.environ.items() if not key.startswith("FENMING_")}
    environment |= {
        "FENMING_DEMO": "1",
        "FENMING_VAR": str(folder),
        "FENMING_DATABASE_URL": database,
        "DJANGO_SETTINGS_MODULE": "fenming.site.settings",
    }
    site = Site(f"http://127.0.0.1:{port}", environment)
    log = folder / "server.log"
    command = [str(Path(sys.executable).parent / "fenming"), "serve", "--port", str(port)]
    with log.open("w") as out:
        server = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=out, stderr=subprocess.STDOUT, start_new_session=True
        )
    try:
        _wait_until_healthy(site, server, log)
        yield site
    finally:
        _stop(server)


@contextmanager
def visiting(site: Site) -> Iterator[Visitors]:
    """One Chromium for all who visit; at the end nothing may have failed behind a page or left the origin."""
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=list(FLAGS))
        visitors = Visitors(site, browser)
        try:
            yield visitors
        finally:
            browser.close()
    assert visitors.faults == []


def _wait_until_healthy(site: Site, server: subprocess.Popen[bytes], log: Path) -> None:
    """Until /healthz answers; a server that ended or stays silent fails with what it wrote."""
    for _ in range(SECONDS_TO_START * 5):
        assert server.poll() is None, log.read_text()
        try:
            with urllib.request.urlopen(f"{site.url}/healthz", timeout=5) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            pass
        try:
            server.wait(timeout=0.2)
        except subprocess.TimeoutExpired:
            continue
    raise AssertionError(f"服务没有起来：{log.read_text()}")


def _stop(server: subprocess.Popen[bytes]) -> None:
    """As Ctrl-C would; whatever is left of its own process group after that is killed."""
    server.terminate()
    try:
        server.wait(timeout=15)
    except subprocess.TimeoutExpired:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()
