"""一名党员的履历: standings, probation, absences, offices, coming and going; and what may be entered next (R64, R67)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from fenming.queries.access import one_of, require
from fenming.queries.member_dates import Dated, dated_rows, due_of
from fenming.queries.roster import POSTS, STATUSES
from fenming.queries.viewer import Viewer
from fenming.records.models import Absence, Arrival, Departure, Membership, ProbationEvent
from fenming.rules.authority import ROLE_NAMES, Relation, Role, may
from fenming.rules.terms import Status

PROBATION_VERBS = ("start_probation", "turn_formal", "extend_probation", "end_probation")
VERBS = (*PROBATION_VERBS, "change_type", "grant_exemption", "record_leave", "transfer_out")
"""What may be entered about a member, in the order of the page."""
_BESIDE = (
    "see_leaving_statement",
    "see_register_form",
    "see_points_file",
    "end_exemption",
    "end_leave",
    "note_approval",
)


@dataclass(frozen=True, slots=True)
class AbsenceRow:
    """Days away as the page shows them; `application` is "" for those it is not for."""

    id: int
    kind: str
    label: str
    since: date
    until: date | None
    resolution: str
    ended_by: str
    asked_on: date | None
    application: str
    may_end: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A standing, a step of a probation, or an office, in words."""

    words: str
    since: date
    until: date | None
    resolution: str
    reason: str = ""  # for those it is for
    approved: str = ""
    approved_on: date | None = None
    to_approve: int = 0  # the decision whose approval the viewer may enter


@dataclass(frozen=True, slots=True)
class MemberHistory:
    """One member's page. `verbs` are those that fit now and are the viewer's to enter."""

    membership_id: int
    no: int
    name: str
    is_own: bool
    status: str
    post: str
    since: date
    until: date | None
    due_on: date | None
    came_from: str
    came_by: str
    went: str
    went_to: str
    went_by: str
    sees_leaving: bool
    prints_form: bool
    prints_file: bool
    standings: tuple[Row, ...]
    probation: tuple[Row, ...]
    absences: tuple[AbsenceRow, ...]
    offices: tuple[Row, ...]
    verbs: tuple[str, ...]


def member_history(*, viewer: Viewer, membership_id: int, on: date) -> MemberHistory:
    """Everything dated about a member, oldest first, from two queries.

    For all of the branch (R64, R67); what an absence was applied for with, and why a probation was extended or ended,
    only for the member and the secretary. Raises NotFound, also for another branch's member, and Refused `forbidden`.
    """
    links = ("person", "arrival", "departure__to_branch")
    membership = one_of(Membership.objects.select_related(*links), pk=membership_id)
    is_own = membership.person_id == viewer.person_id
    owner_id = membership.person_id
    require(
        actor_id=viewer.person_id, verb="see_member", branch_id=membership.branch_id, on=on, owner_id=owner_id
    )
    allowed = _allowed(viewer, membership, is_own=is_own)
    dated = dated_rows(membership)
    standings = [one for one in dated if one.table == "standing"]
    now = next((one for one in reversed(standings) if one.since <= on), standings[0])
    steps = {one.word: one for one in dated if one.table == "probation"}
    return MemberHistory(
        membership_id=membership.pk,
        no=membership.roster_no,
        name=membership.person.name,
        is_own=is_own,
        status=STATUSES[now.word],
        post=POSTS[now.more],
        since=membership.since,
        until=membership.until,
        due_on=due_of(steps) if now.word == Status.PROBATIONARY else None,
        **_coming_and_going(membership),
        prints_form="see_register_form" in allowed,
        prints_file="see_points_file" in allowed,
        sees_leaving=hasattr(membership, "departure") and "see_leaving_statement" in allowed,
        standings=tuple(_standing(one) for one in standings),
        probation=_steps(dated, allowed, is_own=is_own),
        absences=_absences(
            dated, allowed, sees=is_own or "grant_exemption" in allowed, gone=membership.until
        ),
        offices=tuple(_office(one) for one in dated if one.table == "office"),
        verbs=tuple(verb for verb in _fitting(membership, standings[-1], steps) if verb in allowed),
    )


def _allowed(viewer: Viewer, membership: Membership, *, is_own: bool) -> set[str]:
    """What the viewer's offices allow about this member; after leaving, only what is one's own."""
    here = membership.branch_id == viewer.branch_id
    relation = Relation.SELF if is_own else Relation.BRANCH
    roles = viewer.roles if here else frozenset({Role.MEMBER} if is_own else set())
    return {
        verb
        for verb in (*VERBS, *_BESIDE)
        if may(verb=verb, roles=roles, relation=relation, own_matter=is_own).allowed
    }


def _coming_and_going(membership: Membership) -> dict[str, str]:
    """Where the member came from and went to, and by which letter or decision; "" for neither."""
    arrival: Arrival | None = getattr(membership, "arrival", None)
    departure: Departure | None = getattr(membership, "departure", None)
    goal = departure.to_branch if departure else None
    return {
        "came_from": arrival.origin if arrival else "",
        "came_by": arrival.resolution if arrival else "",
        "went": Departure.Reason(departure.reason).label if departure else "",
        "went_to": str(goal) if goal else departure.destination if departure else "",
        "went_by": departure.resolution if departure else "",
    }


def _standing(one: Dated) -> Row:
    return Row(f"{STATUSES[one.word]}，{POSTS[one.more]}", one.since, None, one.resolution)


def _steps(dated: Sequence[Dated], allowed: set[str], *, is_own: bool) -> tuple[Row, ...]:
    sees, enters = is_own or "extend_probation" in allowed, "note_approval" in allowed
    return tuple(_step(one, sees=sees, enters=enters) for one in dated if one.table == "probation")


def _step(one: Dated, *, sees: bool, enters: bool) -> Row:
    words = {
        ProbationEvent.Kind.STARTED: "预备期开始",
        ProbationEvent.Kind.EXTENDED: "决议延长预备期",
        ProbationEvent.Kind.FORMAL: "转为正式党员",
        ProbationEvent.Kind.ENDED: "取消预备党员资格",
    }
    word = words[ProbationEvent.Kind(one.word)]
    waits = enters and not one.ended_by and one.word != ProbationEvent.Kind.STARTED
    return Row(
        words=word,
        since=one.since,
        until=one.until,
        resolution=one.resolution,
        reason=one.more if sees else "",
        approved=one.ended_by,
        approved_on=one.asked_on,
        to_approve=one.id if waits else 0,
    )


def _office(one: Dated) -> Row:
    return Row(ROLE_NAMES[Role(one.word)], one.since, one.until, one.resolution)


def _absences(
    dated: Sequence[Dated], allowed: set[str], *, sees: bool, gone: date | None
) -> tuple[AbsenceRow, ...]:
    ends = {Absence.Kind.EXEMPTION: "end_exemption", Absence.Kind.LEAVE: "end_leave"}
    return tuple(
        AbsenceRow(
            id=one.id,
            kind=one.word,
            label=Absence.Kind(one.word).label,
            since=one.since,
            until=one.until,
            resolution=one.resolution,
            ended_by=one.ended_by,
            asked_on=one.asked_on,
            application=one.more if sees else "",
            may_end=gone is None and not one.ended_by and ends[Absence.Kind(one.word)] in allowed,
        )
        for one in dated
        if one.table == "absence"
    )


def _fitting(membership: Membership, last: Dated, steps: dict[str, Dated]) -> tuple[str, ...]:
    """The verbs that lead anywhere from here."""
    if membership.until is not None:
        return ()
    if last.word == Status.FORMAL:
        return tuple(verb for verb in VERBS if verb not in PROBATION_VERBS)
    started, extended = ProbationEvent.Kind.STARTED in steps, ProbationEvent.Kind.EXTENDED in steps
    left_out = {"start_probation"} if started else {"extend_probation"}
    return tuple(
        verb for verb in VERBS if verb not in left_out | ({"extend_probation"} if extended else set())
    )
