"""What taking over a paper book writes, whether it was pasted or came as a file (A17, R61)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from fenming.actions._writing import Act
from fenming.queries.access import NotFound
from fenming.queries.claims import tidy
from fenming.queries.opening import Frame, entry_centi
from fenming.queries.opening_book import OpeningLine, judge_lines
from fenming.queries.work_calendar import work_calendar
from fenming.records.models import LedgerEntry, Month, Opening
from fenming.rules.terms import Refused

LONGEST_RESOLUTION = 120


def take_over(
    act: Act, *, frame: Frame, closed_on: date, resolution: str, lines: Sequence[OpeningLine]
) -> Opening:
    """The opening with one entry a line; the months it covers are closed, each member with a line is told.

    Refused `resolution_missing`, `too_long`, `no_lines`, `bad_lines`. Raises NotFound for somebody not on the roster.
    """
    if act.actor_id is None:
        raise RuntimeError("somebody enters a resolution")
    basis = checked_resolution(resolution)
    _judge(frame, lines)
    days = frame.judge.standard.settings.objection_working_days
    opening = Opening.objects.create(
        branch_id=act.branch_id,
        quarter=frame.quarter,
        resolution=basis,
        closed_on=closed_on,
        objection_until=work_calendar(branch_id=act.branch_id).add_working_days(act.today, days),
        by_id=act.actor_id,
        at=act.now,
    )
    _book(act, opening, frame, lines)
    _close_months(frame, closed_on, act.now)
    _tell(act, opening, frame, lines)
    return opening


def checked_resolution(resolution: str) -> str:
    basis = tidy(resolution)
    if not basis:
        raise Refused("resolution_missing", "还没有填依据的决议。请写明，例如“支部党员大会 2026年9月1日”。")
    if len(basis) > LONGEST_RESOLUTION:
        raise Refused("too_long", f"依据请写在 {LONGEST_RESOLUTION} 字以内，现在是 {len(basis)} 字。")
    return basis


def _judge(frame: Frame, lines: Sequence[OpeningLine]) -> None:
    if not lines:
        raise Refused("no_lines", "没有一行可以转入。请把纸质台账的各笔填进来。")
    known = {one.pk for one in frame.judge.roster}
    if any(line.membership_id not in known for line in lines):
        raise NotFound("membership")
    faults = judge_lines(lines, frame.judge)
    if faults:
        listed = "".join(f"第{one.row}行，{one.column}：{one.sentence}" for one in faults)
        raise Refused("bad_lines", f"{listed}没有转入任何一笔，请改好后重新提交。")


def _book(act: Act, opening: Opening, frame: Frame, lines: Sequence[OpeningLine]) -> None:
    """In order of day, as they were handed in within a day."""
    ordered = sorted(lines, key=lambda one: (one.day, one.row))
    texts = act.keep_texts(line.ground for line in ordered)
    act.append_all(
        [
            LedgerEntry(
                membership_id=line.membership_id,
                item=line.item,
                version=frame.version,
                day=line.day,
                quarter=frame.quarter,
                quantity=line.quantity,
                level=line.level,
                achievement=line.achievement,
                each_centi=line.each_centi,
                points_centi=entry_centi(frame, line),
                kind=LedgerEntry.Kind.OPENING,
                opening=opening,
                text=text,
            )
            for line, text in zip(ordered, texts, strict=True)
        ]
    )


def _close_months(frame: Frame, closed_on: date, now: datetime) -> None:
    """What the book covers to its end takes no more declarations and waits for no assessment."""
    covered = Month.objects.filter(quarter__year=frame.year, end__lte=closed_on, assessed_at__isnull=True)
    covered.update(assessed_at=now)


def _tell(act: Act, opening: Opening, frame: Frame, lines: Sequence[OpeningLine]) -> None:
    concerned = {line.membership_id for line in lines}
    persons = [one.person_id for one in frame.judge.roster if one.pk in concerned]
    act.tell(kind="opening_entered", subject="opening", subject_id=opening.pk, to=persons)
