"""Files of pages beside the pages they are of, and what in a file does not stand on its page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from html import unescape
from io import BytesIO
from typing import Any

import openpyxl
from django.test import Client

from fenming.rules.terms import format_centi
from tests.pages.browse import text

# words of a file for what a page says by where it stands
BY_PLACE = {"有", "无", "到会", "缺席", "党总支", "直属党委"}


@dataclass(frozen=True, slots=True)
class Taken:
    """A page with its file."""

    where: str
    template: str
    page: str
    file: bytes


def take(client: Client, where: str, address: str) -> list[Taken]:
    """The page and its file, where it says that it has one."""
    page = client.get(address)
    if not page.headers["Content-Type"].startswith("text/html") or "as=xlsx" not in text(page):
        return []
    file = client.get(f"{address}{'&' if '?' in address else '?'}as=xlsx")
    template = page.templates[0].name if page.templates else "statement.html"  # one that is kept
    return [Taken(f"{where} {address}", template or "", text(page), file.content)]


def not_on_the_page(one: Taken) -> list[str]:
    """The cells that say something the page does not show."""
    on_page = "".join(unescape(re.sub(r"<[^>]*>", "", one.page)).split())
    return [
        f"{one.where} {sheet.title} {cell.coordinate} {cell.value!r}"
        for sheet in openpyxl.load_workbook(BytesIO(one.file))
        for row in sheet[sheet.auto_filter.ref][1:]
        for cell in row
        if cell.value is not None and cell.value not in BY_PLACE
        if not all(any(way in on_page for way in ways) for ways in _shown(cell))
    ]


def _shown(cell: Any) -> list[list[str]]:
    """For each line of a cell the ways in which a page may write it."""
    value = cell.value
    if isinstance(value, datetime):
        return [[f"{value.month}月{value.day}日"]]
    if isinstance(value, str):
        return [["".join(line.split())] for line in value.splitlines()]
    if cell.number_format == "0.00":
        return [[format_centi(round(value * 100)), format_centi(-round(value * 100))]]
    return [[str(value)]]
