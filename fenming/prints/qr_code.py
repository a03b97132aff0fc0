"""A QR code as the numbers of one SVG path, drawn here: no image is fetched, no style is written inline."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import segno


@dataclass(frozen=True, slots=True)
class QrCode:
    """Edge length in modules, and the path of the dark ones (digits, M, h, v, z only).

    The white margin the norm asks for is the paper it is printed on.
    """

    size: int
    path: str

    @property
    def svg(self) -> str:
        """The picture by itself, for paper."""
        box = f"0 0 {self.size} {self.size}"
        shape = f'<path fill="#000" d="{self.path}"/>'
        return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" shape-rendering="crispEdges">{shape}</svg>'


@lru_cache(maxsize=64)
def qr_code(text: str) -> QrCode:
    """The code of an address; its template writes `<path d>` and lets autoescaping guard it."""
    rows = [bytes(row) for row in segno.make_qr(text, error="m").matrix]
    runs = [
        f"M{start} {top}h{length}v1h-{length}z"
        for top, row in enumerate(rows)
        for start, length in _dark_runs(row)
    ]
    return QrCode(size=len(rows), path="".join(runs))


def _dark_runs(row: bytes) -> list[tuple[int, int]]:
    """(start, length) of each run of dark modules."""
    runs: list[tuple[int, int]] = []
    for place, is_dark in enumerate(row):
        if not is_dark:
            continue
        if runs and sum(runs[-1]) == place:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((place, 1))
    return runs
