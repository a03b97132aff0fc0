"""The stored day of a demo system. Refuses to load outside demo mode."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from fenming.records.models import DemoDay

if not settings.DEMO:
    raise ImproperlyConfigured("演示日期只在演示系统里有。正式系统用真实日期。")


def demo_day() -> date | None:
    """The day the demo stands on, None before it was first set."""
    return DemoDay.objects.values_list("day", flat=True).first()


def moved(moment: datetime) -> datetime:
    """The same hour on the day the demo stands on; `moment` itself before that was first set."""
    day = demo_day()
    return moment if day is None else moment.replace(year=day.year, month=day.month, day=day.day)
