"""What the verbs about people share: putting someone on the roster, opening a year's periods."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Max

from fenming.records.models import Membership, Month, Office, Organisation, Person, Quarter, Standing, Year
from fenming.rules.authority import Role
from fenming.rules.calendar import month_bounds, quarter_bounds
from fenming.rules.reasons import full_day_name
from fenming.rules.terms import Refused, Status

LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class NewMember:
    """A line of the roster: name, post (`T` or `A`), formal or probationary, first day in the branch."""

    name: str
    type: str
    status: Status
    since: date


def checked(members: Iterable[NewMember]) -> tuple[NewMember, ...]:
    """The lines with names trimmed; Refused listing every line that cannot be a member."""
    lines = tuple(NewMember(one.name.strip(), one.type, one.status, one.since) for one in members)
    faults = [f"第{number}行：{fault}" for number, one in enumerate(lines, 1) if (fault := _fault(one))]
    if not lines:
        raise Refused("no_members", "没有填写党员。请至少填一名。")
    if faults:
        raise Refused("bad_member", "；".join(faults) + "。没有登记任何人，请改好后重新提交。")
    return lines


def _fault(member: NewMember) -> str:
    if not member.name:
        return "没有写姓名"
    if len(member.name) > LONGEST_NAME:
        return f"姓名超过{LONGEST_NAME}字"
    if member.type not in Standing.Type.values:
        return f"岗位“{member.type}”认不出，请填教师岗或管理岗"
    return ""


def put_on_roster(*, branch_id: int, members: Iterable[NewMember], resolution: str) -> list[Membership]:
    """Person, membership and first standing for each line, numbered on after the last of the roster."""
    highest = (
        Membership.objects.filter(branch_id=branch_id).aggregate(highest=Max("roster_no"))["highest"] or 0
    )
    lines = list(members)
    people = Person.objects.bulk_create(Person(name=one.name) for one in lines)
    placed = Membership.objects.bulk_create(
        Membership(branch_id=branch_id, person=person, roster_no=roster_no, since=one.since)
        for roster_no, (one, person) in enumerate(zip(lines, people, strict=True), highest + 1)
    )
    Standing.objects.bulk_create(
        Standing(
            branch_id=branch_id,
            membership=membership,
            status=one.status,
            type=one.type,
            since=one.since,
            resolution=resolution,
        )
        for one, membership in zip(lines, placed, strict=True)
    )
    return placed


def put_in_office(
    *,
    organisation: Organisation,
    person_id: int,
    role: Role,
    since: date,
    resolution: str,
    entered_by_id: int | None = None,
) -> Office:
    """An office from a day on; Refused `already_holds` if the person holds it then, or held it up to a later day."""
    held = Office.objects.filter(organisation=organisation, person_id=person_id, role=role)
    if held.filter(until__isnull=True).exists():
        raise Refused("already_holds", "这名同志现在已经担任这一职务，不用再登记。")
    if last := held.filter(until__gte=since).order_by("-until").first():
        until = full_day_name(last.until or since)
        raise Refused("already_holds", f"这名同志的这一职务登记到{until}。请把任职日期填在这以后。")
    return Office.objects.create(
        organisation=organisation,
        person_id=person_id,
        role=role,
        since=since,
        resolution=resolution,
        entered_by_id=entered_by_id,
    )


def open_year(*, branch_id: int, number: int, first_day: date) -> Year:
    """A calendar year with its quarters and months; a short first year begins on `first_day` (A17)."""
    start = max(date(number, 1, 1), first_day.replace(day=1))
    year = Year.objects.create(branch_id=branch_id, number=number, start=start, end=date(number, 12, 31))
    for quarter_number in range(1, 5):
        begin, end = quarter_bounds(number, quarter_number)
        quarter = Quarter.objects.create(
            branch_id=branch_id, year=year, number=quarter_number, start=begin, end=end
        )
        for month_number in range(begin.month, end.month + 1):
            first, last = month_bounds(number, month_number)
            if last < start:
                continue
            Month.objects.create(
                branch_id=branch_id, quarter=quarter, number=month_number, start=first, end=last
            )
    return year
