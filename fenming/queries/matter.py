"""One matter from first to last, for those concerned and those who handle it (R67, R74-R76, A22)."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

from django.db.models import OuterRef, Q, Subquery

from fenming.queries.claims import due_of, number_of
from fenming.queries.evidence import evidence_of
from fenming.queries.item_words import limit_in_words, rule_in_words
from fenming.queries.matter_view import Decision, MatterPage, Posted, Reply, Resubmission, Round, TakenUp
from fenming.queries.matter_viewer import matter_through_the_door
from fenming.queries.posting_term import posted_in, running
from fenming.queries.quarter import MEMBERS_AHEAD
from fenming.queries.scores import standard_of
from fenming.queries.viewer import Viewer
from fenming.records.models import (
    AuditEvent,
    Matter,
    Meeting,
    PersonalText,
    Posting,
    PostingEvent,
    Reopening,
)

ERASED = "（这句话已依法删除）"

_REPLY = ("agrees", "text__text", "at", "signed_on", "by__name")
_MAIN = ("declared_by__name", "handed_by__name", *(f"replies__{name}" for name in _REPLY))
_ROUND = tuple(
    f"assessments__{name}" for name in ("round", "outcome", "points_centi", "reason__text", "by__name", "at")
)
_DECISION = tuple(
    f"determinations__{name}"
    for name in (
        "pk", "outcome", "points_centi", "reason__text", "resolution__kind", "resolution__should_attend",
        "resolution__present", "resolution__without_objection", "resolution__ayes", "resolution__nays",
        "resolution__abstained", "resolution__meeting__held_on", "resolution__meeting__quarter__number",
        "entries__seq", "entries__reversed_by__seq", "entries__reversed_by__recorded_at", "reopening_id",
        "entries__kind", "entries__reverses__seq",
    )
)  # fmt: skip
_POSTING = ("code", "first_day", "ends", "until")


def matter_page(*, viewer: Viewer, matter_id: int, today: date) -> MatterPage:
    """One matter with its history; six queries once decided, two more once returned, one if reported. NotFound, Refused
    `forbidden` (A22)."""
    matter, stands = matter_through_the_door(viewer=viewer, matter_id=matter_id, today=today)
    history = _history(matter.pk)
    standard = standard_of(matter.version)
    item = standard.by_id[matter.item]
    return MatterPage(
        number=number_of(matter),
        item=item,
        rule=rule_in_words(item).removesuffix("，须写理由"),
        limit=limit_in_words(item, standard=standard),
        rounds=_rounds(history),
        resubmissions=_resubmissions(matter) if "returned" in _outcomes(history) else (),
        decisions=_decisions(history),
        taken_up=_taken_up(matter),
        evidence=evidence_of(viewer=viewer, matter_id=matter.pk),
        due=due_of(matter),
        today=today,
        **stands,
        **_plain(matter),
        **_facts(matter, history[0]),
    )


def _plain(matter: Matter) -> dict[str, Any]:
    """What stands on the matter itself."""
    return {
        "id": matter.pk,
        "name": matter.membership.person.name,
        "day": matter.day,
        "said": matter.said.text or ERASED,
        "quantity": matter.quantity,
        "level": matter.level,
        "achievement": matter.achievement,
        "claimed_centi": matter.claimed_centi,
        "origin": matter.origin,
        "declared_at": matter.declared_at,
        "late": matter.late,
        "on_behalf": matter.on_behalf,
        "shown_on": matter.shown_on,
        "reply_by": matter.reply_by,
        "by_hand": matter.by_hand,
        "state": matter.state,
        "month": matter.month.number,
        "quarter": matter.quarter.number,
    }


def _facts(matter: Matter, row: Any) -> dict[str, Any]:
    """What stands beside it once: who declared, the reply, the posting, the meeting called."""
    declared_by, handed_by, *replied = row[: len(_MAIN)]
    *posting, locked_at, meeting_on, withdrawn_at = row[-len(_POSTING) - 3 :]
    return {
        "declared_by": declared_by,
        "handed_by": handed_by,
        "reply": Reply(*replied) if replied[2] else None,
        "posted": _posted(posting, locked_at),
        "meeting_on": meeting_on,
        "withdrawn_at": withdrawn_at if matter.state == Matter.State.WITHDRAWN else None,
    }


def _posted(posting: Any, locked_at: datetime | None) -> Posted | None:
    code, first_day, last_day, objection_until = posting
    return Posted(code, first_day, last_day, objection_until, locked_at) if code else None


def _history(matter_id: int) -> list[Any]:
    """One row for each pair of a round and a decision, in their order."""
    events = PostingEvent.objects.filter(
        posting__quarter=OuterRef("posted_in"), kind=PostingEvent.Kind.LOCKED
    )
    sheet = Posting.objects.filter(quarter=OuterRef("posted_in"))
    sheet = sheet.annotate(ends=running("last_day"), until=running("objection_until"))
    called = Meeting.objects.filter(MEMBERS_AHEAD, quarter=OuterRef("quarter"))
    of_matter = Q(subject="matter", subject_id=OuterRef("pk"))
    of_report = Q(subject="reporter", subject_id=OuterRef("reporter"))
    trail = AuditEvent.objects.filter(of_matter | of_report, branch=OuterRef("branch"), verb="withdraw")
    rows = (
        Matter.objects.filter(pk=matter_id)
        .annotate(posted_in=posted_in())
        .annotate(
            locked_at=Subquery(events.values("at")[:1]),
            meeting_on=Subquery(called.values("held_on")[:1]),
            withdrawn_at=Subquery(trail.values("at")[:1]),
            **{name: Subquery(sheet.values(name)) for name in _POSTING},
        )
    )
    rows = rows.order_by("assessments__round", "determinations__pk")
    return list(
        rows.values_list(*_MAIN, *_ROUND, *_DECISION, *_POSTING, "locked_at", "meeting_on", "withdrawn_at")
    )


def _rounds(rows: list[Any]) -> tuple[Round, ...]:
    first, last = len(_MAIN), len(_MAIN) + len(_ROUND)
    found = {row[first]: row[first:last] for row in rows if row[first] is not None}
    return tuple(Round(*(*one[:3], one[3] or "", *one[4:])) for one in found.values())


def _outcomes(rows: list[Any]) -> set[Any]:
    return {row[len(_MAIN) + 1] for row in rows}


def _resubmissions(matter: Matter) -> tuple[Resubmission, ...]:
    events = AuditEvent.objects.filter(
        branch_id=matter.branch_id, verb="resubmit", subject="matter", subject_id=matter.pk
    )
    found = [(event.at, json.loads(event.detail)) for event in events.order_by("seq")]
    texts = PersonalText.objects.in_bulk([one[name] for _, one in found for name in ("said_before", "said")])
    return tuple(
        Resubmission(
            at,
            texts[one["said_before"]].text or ERASED,
            texts[one["said"]].text or ERASED,
            one["claimed_centi"],
        )
        for at, one in found
    )


def _taken_up(matter: Matter) -> tuple[TakenUp, ...]:
    """Only what is decided is ever taken up."""
    if matter.state not in (Matter.State.DETERMINED, Matter.State.REFUSED):
        return ()
    rows = matter.reopenings.select_related("proposed_by", "reason").order_by("pk")
    return tuple(
        TakenUp(
            one.pk, one.proposed_at, one.proposed_by.name, one.reason.text or ERASED,
            one.state == Reopening.State.PROPOSED, one.get_state_display(), one.ended_at,
        )
        for one in rows
    )  # fmt: skip


def _decisions(rows: list[Any]) -> tuple[Decision, ...]:
    first, last = len(_MAIN) + len(_ROUND), len(_MAIN) + len(_ROUND) + len(_DECISION)
    found: dict[int, dict[str, Any]] = {}
    for row in rows:
        if row[first] is not None:
            # of what a meeting decided anew a second entry takes back what stood
            *one, kind, back = row[first:last]
            found.setdefault(one[0], {})[kind or ""] = (one, back)
    return tuple(_decision(by_kind) for by_kind in found.values())


def _decision(by_kind: dict[str, Any]) -> Decision:
    """One determination from its entries by kind: what it booked, and the number of what it took back."""
    undone = by_kind.pop("reversal", None)
    one = next(iter(by_kind.values()))[0] if by_kind else [*undone[0][:-4], None, None, None, undone[0][-1]]
    takes_back = (undone[0][-4], undone[1]) if undone else None
    values: list[Any] = [*one[:3], one[3] or "", *one[4:], takes_back]
    return Decision(*values)
