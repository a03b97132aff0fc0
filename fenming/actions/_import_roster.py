"""What an accepted roster writes: new members as one, changes by what the single steps share (R64, R18, R85)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from fenming.actions._membership import line_of, new_standing, reread
from fenming.actions._people import NewMember, checked, put_on_roster
from fenming.actions._probation import begin_probation, note_step
from fenming.actions._writing import Act
from fenming.queries.imports.plan import Asked
from fenming.queries.imports.roster import draft_of
from fenming.queries.imports.roster_changes import Deed
from fenming.records.models import Membership, ProbationEvent
from fenming.rules.terms import Refused, Status


def take_roster(act: Act, asked: Asked) -> Mapping[str, object]:
    """Members enrolled and changed, by membership id; Refused with the row for what a single step refuses."""
    draft = draft_of(asked)
    line = line_of(draft.resolution, what="依据")
    added = _enrol(act, [one for one in draft.deeds if not one.membership_id], line)
    changed = [one for one in draft.deeds if one.membership_id]
    for deed in changed:
        try:
            _change(act, deed, line)
        except Refused as refused:
            raise Refused(refused.code, f"第 {deed.row} 行，{deed.name}：{refused.sentence}") from refused
    return {"memberships": added, "changed_memberships": [one.membership_id for one in changed]}


def _enrol(act: Act, deeds: list[Deed], line: str) -> list[int]:
    """As `enrol_members` does; who turned formal here is put down as probationary until then."""
    if not deeds:
        return []
    members = checked(NewMember(one.name, one.post, _first_status(one), one.since) for one in deeds)
    placed = put_on_roster(branch_id=act.branch_id, members=members, resolution=line)
    for deed, membership in zip(deeds, placed, strict=True):
        if deed.status is Status.PROBATIONARY and deed.joined is not None:
            begin_probation(act, membership, since=deed.joined, resolution=line)
        if _turned_here(deed) and deed.formal is not None:
            _turn_formal(act, reread(membership), deed.formal, line)
    return [one.pk for one in placed]


def _turned_here(deed: Deed) -> bool:
    return deed.formal is not None and deed.formal > deed.since


def _first_status(deed: Deed) -> Status:
    return Status.PROBATIONARY if _turned_here(deed) else deed.status


def _change(act: Act, deed: Deed, line: str) -> None:
    """The steps in the order of their days: a standing follows the one before it."""
    membership = reread(Membership.objects.get(pk=deed.membership_id))
    if deed.joined is not None:
        begin_probation(act, membership, since=deed.joined, resolution=line)
    if deed.formal is not None and deed.formal == deed.day and deed.post:
        new_standing(act, membership, day=deed.day, post=deed.post, status=Status.FORMAL, resolution=line)
        note_step(act, membership, kind=ProbationEvent.Kind.FORMAL, day=deed.formal, resolution=line)
    else:
        for day, post in sorted(_steps(deed)):
            if post:
                new_standing(act, membership, day=day, post=post, resolution=line)
            else:
                _turn_formal(act, membership, day, line)
            membership = reread(membership)
    kinds = (("type_changed", deed.post), ("turned_formal", deed.formal))
    for kind in [kind for kind, happened in kinds if happened]:
        act.tell(kind=kind, subject="membership", subject_id=membership.pk, to=[membership.person_id])


def _steps(deed: Deed) -> Iterable[tuple[date, str]]:
    if deed.post:
        yield deed.day, deed.post
    if deed.formal is not None:
        yield deed.formal, ""


def _turn_formal(act: Act, membership: Membership, day: date, line: str) -> None:
    new_standing(act, membership, day=day, status=Status.FORMAL, resolution=line)
    note_step(act, membership, kind=ProbationEvent.Kind.FORMAL, day=day, resolution=line)
