"""A year that the committee above has accepted, an appeal about it still open: `python -m tests.journeys.filed_stage`."""

from __future__ import annotations

from datetime import date
from typing import Any

import django

django.setup()

from fenming.actions.accept_filing import accept_filing  # noqa: E402
from tests.actions._walk import assessed  # noqa: E402
from tests.actions._year import FILE_DAY, appraised, filed  # noqa: E402
from tests.actions.appeal_scene import appealed  # noqa: E402
from tests.cast import at, cast, key  # noqa: E402
from tests.journeys.stage import NAMES, let_in  # noqa: E402


def main() -> None:
    """周予安 appeals in March about a matter of February; 高远 accepts the year and has yet to decide."""
    people = cast()
    matter = assessed(people, people.m_zhou, "DT2", date(2026, 2, 11))
    appraised(people)
    scene: Any = type("Stage", (), {"people": people, "plus": matter})
    appealed(scene, late_reason="公示期间在外地支教。", now=at(2027, 3, 1))
    accept_filing(
        actor_id=people.gao, filing_id=filed(people), number="院备〔2027〕1号", key=key(), now=FILE_DAY
    )
    let_in(people, (*NAMES, "gao"))


if __name__ == "__main__":
    main()
