"""书面异议、申诉表: what is printed on the blank that a member without an account fills in by hand (R40, R67)."""

from __future__ import annotations

from dataclasses import dataclass

from fenming.records.models import Appeal, Organisation


@dataclass(frozen=True, slots=True)
class ObjectionBlank:
    """Branch and committee above it, and what an objection or an appeal may be about."""

    branch: str
    above: str
    kinds: tuple[str, ...]


def objection_blank(*, branch_id: int) -> ObjectionBlank:
    """The blank of a branch; it says nothing of anybody, so everyone of the branch may print it."""
    branch = Organisation.objects.select_related("parent").get(pk=branch_id)
    above = branch.parent.name if branch.parent else "上级党组织"
    return ObjectionBlank(str(branch), above, tuple(kind.label for kind in Appeal.Kind))
