"""后续办理: what follows a year for single members, each kind as far as it is the viewer's to see (R55–R59, A22)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fenming.queries.access import require
from fenming.queries.disposals import DisposalRow, disposal_rows
from fenming.queries.probations import ProbationRow, probation_rows
from fenming.queries.rectifications import RectificationRow, rectification_rows
from fenming.queries.talks import TalkRow, talk_rows
from fenming.queries.viewer import Viewer
from fenming.rules.authority import Relation, Role, may


@dataclass(frozen=True, slots=True)
class FollowUpPage:
    """The register; `verbs` are those that the viewer may enter here."""

    talks: tuple[TalkRow, ...]
    rectifications: tuple[RectificationRow, ...]
    probations: tuple[ProbationRow, ...]
    disposals: tuple[DisposalRow, ...]
    inside: bool  # the viewer is of the branch, and not only above it
    verbs: frozenset[str]


def follow_up_page(*, viewer: Viewer, on: date) -> FollowUpPage:
    """What is one's own, and of the branch's what one's offices open; a query for each kind.

    Raises NotFound, Refused `forbidden`.
    """
    require(actor_id=viewer.person_id, verb="see_follow_up", branch_id=viewer.branch_id, on=on)
    return FollowUpPage(
        talks=talk_rows(viewer=viewer),
        rectifications=rectification_rows(viewer=viewer, on=on),
        probations=probation_rows(viewer=viewer, on=on),
        disposals=disposal_rows(viewer=viewer, on=on),
        inside=viewer.roles != {Role.SUPERIOR_REVIEWER},
        verbs=_verbs(viewer),
    )


def _verbs(viewer: Viewer) -> frozenset[str]:
    return frozenset(
        verb
        for verb in ("hold_talk", "set_rectification", "propose_disposal")
        if may(verb=verb, roles=viewer.roles, relation=Relation.BRANCH, own_matter=False).allowed
    )
