"""How far a branch is with the lists of a year, for the desk above it: process alone, no name and no count (R52–R54, A34)."""

from __future__ import annotations

from typing import Final

from django.db.models import Case, CharField, Exists, OuterRef, Value, When

from fenming.records.models import UseList, UseProposal

OPEN: Final = "名单已拟定，等逐人决定"
DECIDED: Final = "名单已逐人决定"


def uses_of_year() -> Case:
    """To annotate years with: OPEN, DECIDED, or "" while the latest settlement has no list."""
    drawn = UseList.objects.filter(settlement__year=OuterRef("pk"), settlement__corrected_by=None)
    undecided = UseProposal.objects.filter(
        use_list__settlement__year=OuterRef("pk"), use_list__settlement__corrected_by=None, decisions=None
    )
    return Case(
        When(Exists(undecided), then=Value(OPEN)),
        When(Exists(drawn), then=Value(DECIDED)),
        default=Value(""),
        output_field=CharField(),
    )
