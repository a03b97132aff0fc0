"""Which branch a page is about, for those whose office lies above several (A34)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from fenming.queries.access import NotFound
from fenming.queries.superior_people import posts_above
from fenming.queries.viewer import Viewer
from fenming.rules.authority import Role

_ABOVE: Final = (Role.SUPERIOR_REVIEWER, Role.GENERAL_OFFICER, Role.AUDITOR)


@dataclass(frozen=True, slots=True)
class BranchChoice:
    """`viewer` as the page is to take them, about the branch chosen; `choices` are (id, name), empty where there is
    nothing to choose."""

    viewer: Viewer
    choices: tuple[tuple[int, str], ...]

    @property
    def about(self) -> str:
        """The branch's name, where the page has to say it."""
        return self.viewer.branch_name if self.choices else ""


def choose_branch(*, viewer: Viewer, asked: str, on: date) -> BranchChoice:
    """The branch of that id, or the viewer's own without one; one query more for those with an office above.

    In another branch only the offices above it count. NotFound for a branch that is not below the viewer.
    """
    if not viewer.holds(*_ABOVE):
        if asked and asked != str(viewer.branch_id):
            raise NotFound(f"branch {asked}")
        return BranchChoice(viewer, ())
    above = posts_above(person_id=viewer.person_id, on=on)
    own = ((viewer.branch_id, viewer.branch_name),) if viewer.membership_id is not None else ()
    choices = dict([*own, *above.branches])
    shown = tuple(choices.items()) if len(choices) > 1 else ()
    if not asked or asked == str(viewer.branch_id):
        return BranchChoice(viewer, shown)
    name = {str(pk): name for pk, name in choices.items()}.get(asked)
    if name is None:
        raise NotFound(f"branch {asked}")
    there = replace(viewer, branch_id=int(asked), branch_name=name, membership_id=None, roles=above.roles)
    return BranchChoice(there, shown)
