"""What the browser receives: only files carried here, unaltered, and nothing the strict policy would block."""

import hashlib
import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "fenming" / "pages" / "static"
VENDOR = STATIC / "vendor"
TEMPLATES = sorted(ROOT.glob("fenming/**/templates/**/*.html"))
OWN_STATIC = sorted(
    path for path in (STATIC / "fenming").rglob("*") if path.suffix in {".css", ".js", ".svg"}
)

# (what is forbidden in a template, the pattern); the policy allows neither inline style nor inline script.
FORBIDDEN = [
    ("an inline style attribute", re.compile(r"\sstyle\s*=", re.IGNORECASE)),
    ("a style element", re.compile(r"<style\b", re.IGNORECASE)),
    ("a script without src", re.compile(r"<script\b(?![^>]*\bsrc=)", re.IGNORECASE)),
    ("an event handler attribute", re.compile(r"<[^>]*\s(?:hx-)?on[a-z:-]+\s*=", re.IGNORECASE)),
    ("a javascript: address", re.compile(r"javascript:", re.IGNORECASE)),
]
OUTSIDE = re.compile(r"(?:https?:)?//(?!www\.w3\.org/)[a-z0-9-]+\.[a-z]", re.IGNORECASE)


def listed() -> dict[str, str]:
    """Path in the vendor folder → its SHA-256, as SHA256SUMS has it."""
    lines = (VENDOR / "SHA256SUMS").read_text("utf-8").splitlines()
    return {path: digest for digest, path in (line.split("  ", 1) for line in lines)}


def test_every_vendored_file_has_the_sum_it_was_taken_with() -> None:
    found = {
        path.relative_to(VENDOR).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in VENDOR.rglob("*")
        if path.is_file() and path.name != "SHA256SUMS"
    }
    assert found == listed()
    assert len(found) >= 4


def test_versions_are_exact_and_each_package_brings_its_licence() -> None:
    package = json.loads((ROOT / "frontend" / "package.json").read_text("utf-8"))
    for name, version in package["dependencies"].items():
        assert re.fullmatch(r"\d+\.\d+\.\d+", version), f"{name} is not pinned"
        assert f"{name.removesuffix('.org')}-{version}/LICENSE" in listed()


def test_the_lock_has_sums_but_no_registry_address() -> None:
    lock = json.loads((ROOT / "frontend" / "package-lock.json").read_text("utf-8"))
    packages = {name: entry for name, entry in lock["packages"].items() if name}
    assert packages
    for name, entry in packages.items():
        assert "resolved" not in entry, name
        assert entry["integrity"].startswith("sha512-"), name


def test_no_vendored_file_names_a_source_map_that_is_not_there() -> None:
    assert [path for path in listed() if "sourceMappingURL" in (VENDOR / path).read_text("utf-8")] == []


@pytest.mark.parametrize("path", TEMPLATES + OWN_STATIC, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_nothing_of_ours_asks_another_origin(path: Path) -> None:
    assert OUTSIDE.findall(path.read_text("utf-8")) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_templates_hold_nothing_inline(path: Path) -> None:
    text = path.read_text("utf-8")
    assert [what for what, pattern in FORBIDDEN if pattern.search(text)] == []


@pytest.mark.parametrize(
    ("broken", "what"),
    [
        ('<p style="color:red">', "an inline style attribute"),
        ("<style>p{}</style>", "a style element"),
        ("<script>alert(1)</script>", "a script without src"),
        ('<button class="btn" onclick="go()">', "an event handler attribute"),
        ('<a hx-on:click="go()">', "an event handler attribute"),
        ('<a href="javascript:go()">', "a javascript: address"),
    ],
)
def test_the_check_itself_sees_what_it_forbids(broken: str, what: str) -> None:
    assert [name for name, pattern in FORBIDDEN if pattern.search(broken)] == [what]


@pytest.mark.parametrize(
    "address", ["https://cdn.example.org/x.js", "//cdn.example.org/x.css", "http://a.cn"]
)
def test_the_check_itself_sees_an_outside_address(address: str) -> None:
    assert OUTSIDE.search(f'<link href="{address}">')


def test_every_static_file_a_template_names_is_carried() -> None:
    named = {
        name
        for path in TEMPLATES
        for name in re.findall(r"{%\s*static\s+['\"]([^'\"]+)['\"]", path.read_text("utf-8"))
    }
    assert named
    assert [name for name in sorted(named) if not (STATIC / name).is_file()] == []
