"""What a roll that is called and one that comes in from a sheet share: judge the marks, keep them, record what was ticked (R30)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date

from fenming.actions._recording import note
from fenming.actions._writing import Act
from fenming.queries.access import NotFound
from fenming.queries.claims import Claim
from fenming.queries.roll_call import LONGEST_WHAT, proposals_of, roll_of, said_of
from fenming.records.models import Attendance, Matter, RollCall, RollCallMark
from fenming.rules.reasons import full_day_name
from fenming.rules.terms import Refused


def check_roll(*, branch_id: int, day: date, what: str, marks: Mapping[int, str], today: date) -> None:
    """Refused `future_day`, `nothing_said`, `too_long`, `no_marks`, `bad_mark`; NotFound for whoever is not on the roster."""
    if day > today:
        raise Refused("future_day", f"{full_day_name(day)}还没有到。请填已经过去的日期。")
    if not what:
        raise Refused("nothing_said", "还没有写是什么活动。请写一句，如“七月主题党日”。")
    if len(what) > LONGEST_WHAT:
        raise Refused("too_long", f"活动写了 {len(what)} 字，至多 {LONGEST_WHAT} 字。请写短一些。")
    if not marks:
        raise Refused("no_marks", "还没有登记任何人的到会情况。")
    if not set(marks.values()) <= set(Attendance.Mark.values):
        raise Refused("bad_mark", "到会情况请从列出的几种里选。")
    if not marks.keys() <= {one.pk for one in roll_of(branch_id=branch_id, day=day)}:
        raise NotFound("membership")


def keep_roll(act: Act, roll: RollCall, *, what: str, marks: Mapping[int, str]) -> None:
    """The roll and the mark of each, as they were judged; `roll` is not saved yet."""
    roll.what = act.keep_text(what)
    roll.save(force_insert=True)
    RollCallMark.objects.bulk_create(
        RollCallMark(branch_id=act.branch_id, roll_call=roll, membership_id=pk, mark=mark)
        for pk, mark in sorted(marks.items())
    )


def record_taken(
    act: Act, *, day: date, what: str, marks: Mapping[int, str], taken: Collection[int], recorder_id: int
) -> list[Matter]:
    """The matters of those whose proposal was ticked, each heard first (A14); Refused `no_proposal` and as `note`."""
    proposals = {
        one.membership_id: one for one in proposals_of(branch_id=act.branch_id, day=day, marks=marks)
    }
    if not set(taken) <= proposals.keys():
        raise Refused("no_proposal", "勾选的人里有的没有可登记的事项。请回到上一步核对到会情况。")
    grouped: dict[tuple[str, str], list[int]] = defaultdict(list)
    for pk in sorted(set(taken)):
        grouped[proposals[pk].item, proposals[pk].mark].append(pk)
    noted: list[Matter] = []
    for (item, mark), members in sorted(grouped.items()):
        claim = Claim(item, day, said_of(what, mark))
        _, matters = note(act, claim=claim, membership_ids=members, recorder_id=recorder_id)
        noted += matters
    return noted
