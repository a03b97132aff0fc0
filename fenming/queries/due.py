"""What waits for a person besides the months: answers, second persons, transfers, the steps of a year (R40, R42, R44–R47).

One query for all of it, so that the home page stays as light as it is whoever looks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet

from fenming.queries.access import current_on
from fenming.queries.due_columns import counted, rows_as
from fenming.queries.due_follow_up import follow_up_rows
from fenming.queries.due_handling import asked_above, handled
from fenming.queries.due_paper import papers, proposals_on_paper
from fenming.queries.due_uses import undecided_names
from fenming.queries.viewer import Viewer
from fenming.records.models import (
    Appeal,
    AppraisalGrade,
    Correction,
    Departure,
    Enquiry,
    Filing,
    Meeting,
    Notice,
    Objection,
    Office,
    Pause,
    ProbationEvent,
    RecordRequest,
    Reopening,
    Settlement,
    SettlementEvent,
    SignOff,
    Veto,
    Year,
)
from fenming.rules.authority import Role

PROBATION_NOTICE = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class DueRow:
    """`target` is the id its page takes; `number` a count or the number of a year; `on` the last day, if there is one."""

    kind: str
    target: int
    number: int
    on: date | None
    until: date | None  # a pause's last day
    name: str  # whom it is about, where others act for a member without an account


def due_rows(*, viewer: Viewer, on: date) -> list[DueRow]:
    """Everything that waits for the viewer on that day, and the branch's pauses (kind `pause`); one query.

    Kinds: notices, answer_veto, answer_correction, answer_reopening, appeal_overdue, receive_decision, receive_answer, find, give_record, confirm_correction, confirm_veto, confirm_lifting,
    handle_objection, handle_matter, handle_veto, handle_lifting, handle_correction, name_handler,
    hold_monthly, transfer_in, turn_formal, answer_enquiry, confirm_year, sign_off, decide_uses, announce, appraise, file_year, accept_filing,
    decide_appeal; and those of `due_follow_up` and `due_paper`.
    Nothing of one's own is among what one is to decide (A31).
    """
    first, *others = _parts(viewer, on)
    return [DueRow(*row) for row in first.union(*others, all=True)]


def _parts(viewer: Viewer, on: date) -> Iterator[QuerySet[Any, Any]]:
    yield rows_as(Pause.objects.filter(branch_id=viewer.branch_id), "pause", due=F("since"), until=F("until"))
    new = Notice.objects.filter(person_id=viewer.person_id, seen_at__isnull=True)
    yield counted(new, "notices", by="person_id")
    yield from _own(viewer, on)
    yield from follow_up_rows(viewer, on)
    yield from handled(viewer, on)
    if viewer.holds(Role.COMMITTEE, Role.SECRETARY):
        yield from _second_person(viewer, on)
        yield from proposals_on_paper(viewer, on)
    if viewer.holds(Role.SECRETARY):
        yield from _roster(viewer, on)
        yield from _year(viewer, on)
    if viewer.holds(Role.SECRETARY, Role.RECORDER):
        yield from papers(viewer, on)
        asked = Enquiry.objects.filter(branch_id=viewer.branch_id, answer__isnull=True)
        yield counted(asked, "answer_enquiry", by="branch_id")
    if viewer.holds(Role.SECRETARY, Role.LEADING_GROUP):
        unsigned = _settled(viewer).filter(~Exists(_signed(viewer)))
        yield rows_as(unsigned, "sign_off", target=F("year__number"), number=F("year__number"))
        yield undecided_names(viewer)
    if viewer.holds(Role.SUPERIOR_REVIEWER):
        filed = Filing.objects.filter(
            branch__parent__offices__person_id=viewer.person_id,
            branch__parent__offices__role=Role.SUPERIOR_REVIEWER,
            branch__parent__offices__until__isnull=True,
            event__isnull=True,
        )
        yield counted(filed, "accept_filing", by="branch__parent_id")
        yield rows_as(_appealed_below(viewer, on), "decide_appeal", number=F("number"), due=F("decide_by"))
        yield asked_above(viewer, on)


def _appealed_below(viewer: Viewer, on: date) -> QuerySet[Appeal]:
    """Open appeals in the branches below; not one's own."""
    post = Office.objects.filter(
        current_on(on),
        person_id=viewer.person_id,
        role=Role.SUPERIOR_REVIEWER,
        organisation__children=OuterRef("branch"),
    )
    rows = Appeal.objects.filter(Exists(post), state=Appeal.State.OPEN)
    return rows.exclude(membership__person_id=viewer.person_id)


def _own(viewer: Viewer, on: date) -> Iterator[QuerySet[Any, Any]]:
    # who was to be told by a paper and has been given an account meanwhile answers here
    asked = Q(reply_by__gte=on) | Q(reply_by__isnull=True, by_hand=True)
    vetoes = Veto.objects.filter(
        membership__person_id=viewer.person_id, state=Veto.State.PROPOSED, answer=None
    )
    yield rows_as(vetoes.filter(asked), "answer_veto", due=F("reply_by"))
    slips = Correction.objects.filter(
        entry__membership__person_id=viewer.person_id, state=Correction.State.PROPOSED, answer=None
    )
    yield rows_as(slips.filter(asked), "answer_correction", due=F("reply_by"))
    anew = Reopening.objects.filter(
        matter__membership__person_id=viewer.person_id, state=Reopening.State.PROPOSED, answer=None
    )
    yield rows_as(anew.filter(asked), "answer_reopening", due=F("reply_by"))
    appeals = Appeal.objects.filter(membership__person_id=viewer.person_id)
    late = appeals.filter(state=Appeal.State.OPEN, decide_by__lt=on)
    yield rows_as(late, "appeal_overdue", number=F("number"), due=F("decide_by"))
    unsigned = appeals.filter(finding__isnull=False, finding__acknowledgement__isnull=True)
    yield rows_as(unsigned, "receive_decision", number=F("number"))
    answered = Objection.objects.filter(membership__person_id=viewer.person_id, finding__isnull=False)
    answered = answered.filter(finding__acknowledgement__isnull=True)
    yield rows_as(answered, "receive_answer", number=F("number"))


def _second_person(viewer: Viewer, on: date) -> Iterator[QuerySet[Any, Any]]:
    heard = Q(answer__isnull=False) | Q(reply_by__isnull=True, by_hand=False) | Q(reply_by__lt=on)
    open_ones = Objection.objects.filter(branch_id=viewer.branch_id, state=Objection.State.OPEN)
    open_ones = open_ones.exclude(membership__person_id=viewer.person_id)
    yield rows_as(open_ones, "find", number=F("number"), due=F("answer_by"))
    asked = RecordRequest.objects.filter(
        branch_id=viewer.branch_id, answer=None, appeal__state=Appeal.State.OPEN
    ).exclude(appeal__membership__person_id=viewer.person_id)
    record = {"target": F("appeal_id"), "number": F("appeal__number"), "due": F("answer_by")}
    yield rows_as(asked, "give_record", **record)
    slips = Correction.objects.filter(heard, branch_id=viewer.branch_id, state=Correction.State.PROPOSED)
    slips = slips.exclude(entry__membership__person_id=viewer.person_id)
    yield rows_as(slips.exclude(proposed_by_id=viewer.person_id), "confirm_correction")
    vetoes = Veto.objects.filter(branch_id=viewer.branch_id).exclude(membership__person_id=viewer.person_id)
    proposed = vetoes.filter(heard, state=Veto.State.PROPOSED).exclude(proposed_by_id=viewer.person_id)
    yield rows_as(proposed, "confirm_veto")
    lifting = vetoes.filter(state=Veto.State.CONFIRMED, lift_proposed_by__isnull=False)
    yield rows_as(lifting.exclude(lift_proposed_by_id=viewer.person_id), "confirm_lifting")


def _roster(viewer: Viewer, on: date) -> Iterator[QuerySet[Any, Any]]:
    held = Meeting.objects.filter(branch_id=viewer.branch_id, month__isnull=False, held_on__lte=on)
    held = held.filter(state__in=[Meeting.State.CALLED, Meeting.State.OPEN])
    yield rows_as(held, "hold_monthly", number=F("month__number"), due=F("held_on"))
    coming = Departure.objects.filter(to_branch_id=viewer.branch_id, arrival__isnull=True)
    yield rows_as(coming, "transfer_in")
    ended = ProbationEvent.objects.filter(membership=OuterRef("membership"), kind__in=["formal", "ended"])
    running = ProbationEvent.objects.filter(
        ~Exists(ended), branch_id=viewer.branch_id, membership__until__isnull=True, due_on__isnull=False
    )
    latest = running.order_by().values("membership_id").annotate(last=Max("due_on"))
    soon = latest.filter(last__lte=on + PROBATION_NOTICE)
    yield rows_as(soon, "turn_formal", target=F("membership_id"), due=F("last"))


def _year(viewer: Viewer, on: date) -> Iterator[QuerySet[Any, Any]]:
    # The first year was looked over when the branch was founded.
    before = Year.objects.filter(branch=OuterRef("branch"), number__lt=OuterRef("number"))
    begun = Year.objects.filter(
        Exists(before), branch_id=viewer.branch_id, start__lte=on, end__gte=on, confirmed_at=None
    )
    yield rows_as(begun, "confirm_year", target=F("number"), number=F("number"))
    number = {"target": F("year__number"), "number": F("year__number")}
    yield rows_as(_settled(viewer).filter(Exists(_signed(viewer))), "announce", **number)
    latest = Settlement.objects.filter(branch_id=viewer.branch_id, corrected_by__isnull=True)
    announced = latest.filter(events__kind=SettlementEvent.Kind.ANNOUNCED)
    graded = Exists(AppraisalGrade.objects.filter(settlement=OuterRef("pk")))
    yield rows_as(announced.filter(~graded), "appraise", **number)
    standing = Filing.objects.filter(settlement=OuterRef("pk")).exclude(event__kind="returned")
    yield rows_as(announced.filter(graded, ~Exists(standing)), "file_year", **number)


def _settled(viewer: Viewer) -> QuerySet[Settlement]:
    """Settlements that wait for signatures or for their announcement."""
    latest = Settlement.objects.filter(branch_id=viewer.branch_id, corrected_by__isnull=True)
    return latest.exclude(events__kind=SettlementEvent.Kind.ANNOUNCED)


def _signed(viewer: Viewer) -> QuerySet[SignOff]:
    return SignOff.objects.filter(settlement=OuterRef("pk"), person_id=viewer.person_id)
