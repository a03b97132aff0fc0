"""How long a posting's terms run: as posted, or as the clock has lengthened them since (A12, A18, A23)."""

from __future__ import annotations

from django.db.models import DateField, OuterRef, Subquery
from django.db.models.functions import Coalesce

from fenming.records.models import Determination, PostingEvent


def posted_in() -> Coalesce:
    """The quarter whose posting shows the outer matter's result, as an annotation: decided anew, that of the later meeting."""
    anew = Determination.objects.filter(matter=OuterRef("pk"), reopening__isnull=False).order_by("-pk")
    return Coalesce(Subquery(anew.values("resolution__meeting__quarter")[:1]), "quarter")


def running(name: str, posting: str = "pk") -> Coalesce:
    """`last_day` or `objection_until` of the outer row's posting, as an annotation; `posting` is the path to it."""
    later = PostingEvent.objects.filter(posting=OuterRef(posting), kind=PostingEvent.Kind.EXTENDED)
    column = name if posting == "pk" else f"{posting}__{name}"
    return Coalesce(Subquery(later.order_by("-pk").values(name)[:1]), column, output_field=DateField())
