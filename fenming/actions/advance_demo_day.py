"""移动演示日期: set the day of a demo system or move it on. Refuses to load outside demo mode."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction

from fenming.actions._writing import in_queue
from fenming.queries.demo_day import demo_day
from fenming.records.models import DemoDay
from fenming.rules.terms import Refused


def set_demo_day(*, day: date) -> date:
    """Put the demo on a day; Refused `backwards` when that is before the day it stands on."""
    with in_queue(), transaction.atomic(durable=True):
        standing = demo_day()
        if standing is not None and day < standing:
            raise Refused("backwards", f"演示日期已是{standing}，只能往后移。")
        DemoDay.objects.update_or_create(pk=1, defaults={"day": day})
    return day


def advance_demo_day(*, today: date) -> date:
    """Move the demo on by one day from the day the page showed; a second click on the same page changes nothing."""
    with in_queue(), transaction.atomic(durable=True):
        standing = demo_day() or today
        if standing > today:
            return standing
        DemoDay.objects.update_or_create(pk=1, defaults={"day": today + timedelta(days=1)})
    return today + timedelta(days=1)
