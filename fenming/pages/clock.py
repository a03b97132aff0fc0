"""Where pages read the clock, and nowhere else: the machine's, or in demo mode the stored day at the machine's hour."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.utils import timezone


def now() -> datetime:
    """The present moment, aware."""
    moment = timezone.localtime()
    if settings.DEMO:
        from fenming.queries.demo_day import demo_day  # refuses to load outside demo mode

        day = demo_day()
        if day is not None:
            moment = moment.replace(year=day.year, month=day.month, day=day.day)
    return moment
