"""Changes of a roster that what happened stands against: it would be on no list any more (R18, A20)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from fenming.queries.happened import happened_to, off_list
from fenming.queries.imports.roster_changes import Deed
from fenming.queries.scores import member_with
from fenming.records.models import Membership, Standing
from fenming.rules.terms import Status


def off_lists(deeds: Sequence[Deed]) -> dict[int, tuple[str, str]]:
    """The row of each deed that cannot be, with its column and a sentence; no query where nobody's list changes."""
    changing = {one.membership_id: one for one in deeds if one.membership_id and _steps(one)}
    if not changing:
        return {}
    first = min(day for one in changing.values() for day, _, _ in _steps(one))
    happened = happened_to(changing, first=first)
    rows = Membership.objects.filter(pk__in=happened).select_related("person")
    found = {}
    for membership in rows.prefetch_related("standings", "absences"):
        deed = changing[membership.pk]
        standings = [*membership.standings.all()]
        for day, status, post in _steps(deed):
            last = max(standings, key=lambda one: one.since)
            standings.append(Standing(since=day, status=status or last.status, type=post or last.type))
        after, day = member_with(membership, standings), _steps(deed)[0][0]
        if words := off_list(happened[membership.pk], after=after, day=day):
            found[deed.row] = ("post" if deed.post else "formal", words)
    return found


def _steps(deed: Deed) -> list[tuple[date, str, str]]:
    """(day, status, post) of what changes, in the order of the days; "" for what stays."""
    steps = [(deed.day, "", deed.post)] if deed.post else []
    if deed.formal is not None:
        steps.append((deed.formal, Status.FORMAL.value, ""))
    return sorted(steps)
