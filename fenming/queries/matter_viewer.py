"""How the viewer stands to one matter: through which door, and what may be done with it (A14, A22, A31)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery

from fenming.queries.access import MATTER_WITH, current_on, one_of
from fenming.queries.accounts import has_account
from fenming.queries.claims import is_declarer
from fenming.queries.handled import Handled, handled_about
from fenming.queries.handlers import Escape, escape_from, is_open, require_or_named, with_handler
from fenming.queries.viewer import Viewer
from fenming.records.models import Matter, Office, Reporter
from fenming.rules.authority import Relation, Role, may

_ASSESSORS = (Role.COMMITTEE, Role.SECRETARY)


def matter_through_the_door(*, viewer: Viewer, matter_id: int, today: date) -> tuple[Any, dict[str, Any]]:
    """A matter the viewer may see, and the fields of MatterPage that say how the viewer stands to it; two queries, three
    for who enters papers or may learn who reported. NotFound, Refused `forbidden`."""
    matter: Any = one_of(_with_ties(viewer, today), pk=matter_id)
    owner_id = matter.membership.person_id
    named = require_or_named(
        actor_id=viewer.person_id, verb="see_matter", thing=matter, owner_id=owner_id, on=today
    )
    if matter.branch_id != viewer.branch_id:
        viewer = replace(viewer, roles=frozenset())  # an office elsewhere counts for nothing here
    own = owner_id == viewer.person_id
    noted = own or viewer.holds(Role.RECORDER)
    fields: dict[str, Any] = {
        "own": own,
        "declared_by_viewer": noted and is_declarer(matter, person_id=viewer.person_id),
        "named": named,
        "is_handler": matter.handler_id == viewer.person_id,
        "escape": _escape(matter, viewer, own=own),
        "handled": _handled(matter, viewer, own=own),
        "enters_papers": _enters_papers(matter, viewer, own=own),
        "hands_over": matter.by_hand and not own and viewer.holds(Role.RECORDER, Role.SECRETARY),
        "handles": may(verb="reopen", roles=viewer.roles, relation=Relation.BRANCH, own_matter=own).allowed,
        "keeps_evidence": noted,
    }
    return matter, fields | _of_report(matter, viewer, today, own=own)


def _with_ties(viewer: Viewer, today: date) -> QuerySet[Any]:
    """Each with who was named for it, whether the viewer reported it, and how many could assess it (`able`): a reporter is
    among them (A14)."""
    held = Office.objects.filter(current_on(today), organisation=OuterRef("branch"), role__in=_ASSESSORS)
    others = held.exclude(person=OuterRef("membership__person")).order_by().values("organisation")
    rows = Matter.objects.select_related(*MATTER_WITH).annotate(
        mine=Exists(Reporter.objects.filter(matter=OuterRef("pk"), person=viewer.person_id)),
        able=Subquery(others.annotate(how_many=Count("person", distinct=True)).values("how_many")),
    )
    return with_handler(rows, subject="matter", on=today)


def _escape(matter: Any, viewer: Viewer, *, own: bool) -> Escape | None:
    """To ask the committee above is offered to whoever was named or reported it, and to all who handle it once no more
    than one is left, whoever that is: else it would tell who reported (A14)."""
    is_handler = matter.handler_id == viewer.person_id
    if not is_open(matter) or not (own or is_handler or viewer.holds(*_ASSESSORS)):
        return escape_from(matter, may_ask=False)
    if matter.handler_id is not None:
        return escape_from(matter, may_ask=is_handler or matter.handler_gone)
    # of what its owner declared, the one who is left can only be the right one
    few = (matter.able or 0) < (1 if own and matter.origin != Matter.Origin.REPORTED else 2)
    return escape_from(matter, may_ask=few or matter.mine)


def _handled(matter: Any, viewer: Viewer, *, own: bool) -> tuple[Handled, ...]:
    """Of what is about a decided matter, that for which the viewer may know that there is such a thing."""
    if matter.state not in (Matter.State.DETERMINED, Matter.State.REFUSED):
        return ()
    relation = Relation.SELF if own else Relation.BRANCH
    return tuple(
        one
        for one in handled_about(matter_id=matter.pk)
        if may(verb=f"see_{one.subject}", roles=viewer.roles, relation=relation, own_matter=own).allowed
    )


def _enters_papers(matter: Any, viewer: Viewer, *, own: bool) -> bool:
    """A reply may be asked of somebody without an account, and the viewer did not report it."""
    if own or matter.mine or not matter.asks_reply or not viewer.holds(Role.RECORDER, Role.SECRETARY):
        return False
    return not has_account(person_id=matter.membership.person_id)


def _of_report(matter: Any, viewer: Viewer, today: date, *, own: bool) -> dict[str, Any]:
    """What a report tells its own reporter, and whether the viewer may learn who that is (A14)."""
    assesses = viewer.holds(*_ASSESSORS)
    if matter.origin != Matter.Origin.REPORTED or not (assesses or matter.mine):
        return {"reported_by_viewer": False, "may_see_reporter": False}
    learns = viewer.holds(Role.COMMITTEE) or (
        viewer.holds(Role.SECRETARY) and not committee_for(matter, on=today).exists()
    )
    return {
        "reported_by_viewer": matter.mine and (assesses or matter.handler_id == viewer.person_id),
        "may_see_reporter": learns and not matter.mine and not own,
    }


def committee_for(matter: Matter, *, on: date) -> QuerySet[Office]:
    """The committee members who may learn who reported it: all but the one concerned; its membership is loaded."""
    rows = Office.objects.filter(current_on(on), organisation_id=matter.branch_id, role=Role.COMMITTEE.value)
    return rows.exclude(person_id=matter.membership.person_id)
