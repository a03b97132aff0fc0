"""移动演示日期: set the day of a demo system or move it on. Refuses to load outside demo mode."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction

from fenming.queries.demo_day import demo_day
from fenming.records.models import DemoDay
from fenming.rules.terms import Refused

LONGEST_LEAP = 31


def set_demo_day(*, day: date) -> date:
    """Put the demo on a day; Refused `backwards` when that is before the day it stands on."""
    with transaction.atomic(durable=True):
        standing = demo_day()
        if standing is not None and day < standing:
            raise Refused("backwards", f"演示日期已是{standing}，只能往后移。")
        DemoDay.objects.update_or_create(pk=1, defaults={"day": day})
    return day


def advance_demo_day(*, seen: date, days: int) -> date:
    """Move the demo on by 1 to 31 days from the day the page showed; a second click on that page changes nothing.

    Gives the day the demo stands on now. Refused: `bad_days`.
    """
    if not 1 <= days <= LONGEST_LEAP:
        raise Refused("bad_days", f"一次往后移 1 至 {LONGEST_LEAP} 天。请用页面上的按钮。")
    with transaction.atomic(durable=True):
        standing = demo_day() or seen
        if standing > seen:
            return standing
        moved = standing + timedelta(days=days)
        DemoDay.objects.update_or_create(pk=1, defaults={"day": moved})
    return moved
