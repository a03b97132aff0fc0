"""Who is exempt from the scheme for a whole month or quarter: nothing is due from them then (A21)."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, Q

from fenming.records.models import Absence


def exempt_through(first: str | date, last: str | date) -> Exists:
    """Condition on memberships: one exemption covers every day from `first` to `last`.

    Dates, or names of columns of the query around that of the memberships.
    """
    start, end = (OuterRef(OuterRef(day)) if isinstance(day, str) else day for day in (first, last))
    rows = Absence.objects.filter(membership=OuterRef("pk"), kind=Absence.Kind.EXEMPTION, since__lte=start)
    return Exists(rows.filter(Q(until__isnull=True) | Q(until__gte=end)))
