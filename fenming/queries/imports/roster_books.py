"""What the books say that a roster from a file is compared with, read in a few queries whatever its length (R64)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Max, OuterRef, Subquery

from fenming.records.models import Membership, Organisation, ProbationEvent, Settlement, Standing


@dataclass(frozen=True, slots=True)
class Known:
    """A member as the books have it: the latest standing since when, and when the probation began, if it is noted."""

    membership_id: int
    no: int
    name: str
    since: date
    until: date | None
    post: str
    status: str
    standing_since: date
    probation_since: date | None


@dataclass(frozen=True, slots=True)
class Books:
    """The branch, everybody on its roster by name, and the last day of what is settled."""

    name: str
    long_name: str
    settled_to: date | None
    here: tuple[Known, ...]
    by_name: dict[str, list[Known]] = field(default_factory=dict)
    gone: dict[str, Known] = field(default_factory=dict)


def books_of(*, branch_id: int, today: date) -> Books:
    """Three queries."""
    branch = Organisation.objects.get(pk=branch_id)
    latest = Standing.objects.filter(membership=OuterRef("pk")).order_by("-since")
    started = ProbationEvent.objects.filter(membership=OuterRef("pk"), kind=ProbationEvent.Kind.STARTED)
    rows = Membership.objects.filter(branch_id=branch_id).annotate(
        post=Subquery(latest.values("type")[:1]),
        status=Subquery(latest.values("status")[:1]),
        standing_since=Subquery(latest.values("since")[:1]),
        started=Subquery(started.values("day")[:1]),
    )
    fields = (
        "pk", "roster_no", "person__name", "since", "until", "post", "status", "standing_since", "started",
    )  # fmt: skip
    everyone = [Known(*row) for row in rows.order_by("roster_no").values_list(*fields)]
    here = tuple(one for one in everyone if one.until is None or one.until >= today)
    there = {one.membership_id for one in here}
    settled = Settlement.objects.filter(branch_id=branch_id).aggregate(last=Max("year__end"))["last"]
    books = Books(branch.name, branch.long_name, settled, here)
    for one in everyone:
        if one.membership_id in there:
            books.by_name.setdefault(one.name, []).append(one)
        else:
            books.gone[one.name] = one
    return books
