"""The demo driven on to what its pages should be seen with: `python -m tests.sweep.stage ids|called|open|posted|settled|announced`.

Each word takes up where the one before stopped. Prints ids for addresses as JSON.
"""

from __future__ import annotations

import json
import random
import sys
from datetime import date
from typing import Any

import django

django.setup()

from fenming.actions.call_meeting import call_meeting  # noqa: E402
from fenming.actions.close_meeting import close_meeting  # noqa: E402
from fenming.actions.decide_en_bloc import decide_en_bloc  # noqa: E402
from fenming.actions.decide_single import decide_single  # noqa: E402
from fenming.actions.declare import declare  # noqa: E402
from fenming.actions.end_due import end_due  # noqa: E402
from fenming.actions.mark_attendance import mark_attendance  # noqa: E402
from fenming.actions.open_meeting import open_meeting  # noqa: E402
from fenming.actions.settle import settle  # noqa: E402
from fenming.jobs.demo_life import (  # noqa: E402
    YEAR,
    Stage,
    assess_month,
    at,
    hold_meeting,
    live_month,
    post_quarter,
)
from fenming.jobs.demo_stage import live_quarter  # noqa: E402
from fenming.queries.demo_reading import agenda_ids, periods_of, roster_ids  # noqa: E402
from fenming.records.models import Matter, Meeting, Organisation, Posting, Settlement, Year  # noqa: E402
from tests.telling import sign_and_announce  # noqa: E402

MEETING_DAY = date(2026, 10, 15)
WITHOUT_OBJECTION: dict[str, Any] = {"ayes": 0, "nays": 0, "abstained": 0, "without_objection": True}


def stage_again(word: str) -> Stage:
    """The demo's stage with keys of its own for this word."""
    branch_id = Organisation.objects.get(kind="branch").pk
    roster = roster_ids(branch_id=branch_id)
    return Stage(
        branch_id=branch_id,
        members=[membership for membership, _ in roster],
        persons=[person for _, person in roster],
        periods=periods_of(branch_id=branch_id, year=YEAR),
        chance=random.Random(word),
        keys=100_000 * (1 + list(STEPS).index(word)),
    )


def as_it_opens(stage: Stage) -> dict[str, Any]:
    """Ids of what the demo has on its first day, 周予安's matters, and one that 阿布都热合曼·吐尔逊江 declares now."""
    own = Matter.objects.filter(membership_id=stage.members[2])
    fresh = declare(
        actor_id=stage.holder("abudu"), month_id=stage.periods.months[8], item="DT5", day=date(2026, 8, 20),
        said="学院图书整理志愿服务，两小时。", key=stage.key(), now=at(date(2026, 9, 9)),
    )  # fmt: skip
    return {
        "fresh": fresh,
        "month": stage.periods.months[8],
        "matter": own.filter(claimed_centi__gt=0).latest("pk").pk,
        "minus": own.get(claimed_centi__lt=0).pk,
        "closed": Meeting.objects.latest("pk").pk,
    }


def called(stage: Stage) -> dict[str, Any]:
    """The third quarter assessed, its meeting called for 15 October."""
    assess_month(stage, 8, date(2026, 9, 14))
    live_month(stage, 9)
    assess_month(stage, 9, date(2026, 10, 12))
    meeting_id = call_meeting(
        actor_id=stage.holder("linmanqing"), quarter_id=stage.periods.quarters[3], held_on=MEETING_DAY,
        place="文学馆 204 室", key=stage.key(), now=at(date(2026, 10, 13)),
    )  # fmt: skip
    return {"meeting": meeting_id}


def opened(stage: Stage) -> dict[str, Any]:
    """The meeting has begun; the first matter of those singled out is decided."""
    secretary, meeting_id = stage.holder("linmanqing"), Meeting.objects.get(state="called").pk
    mark_attendance(
        actor_id=secretary, meeting_id=meeting_id, present_membership_ids=stage.members[:-1], key=stage.key(),
        now=at(MEETING_DAY, 14),
    )  # fmt: skip
    open_meeting(actor_id=secretary, meeting_id=meeting_id, key=stage.key(), now=at(MEETING_DAY, 14))
    alone = agenda_ids(meeting_id=meeting_id).singled_out
    _decide(stage, meeting_id, alone[0])
    return {"decided": alone[0], "undecided": alone[1]}


def _decide(stage: Stage, meeting_id: int, matter_id: int) -> None:
    outcome = "accepted" if Matter.objects.get(pk=matter_id).state == "assessed" else "deferred"
    decide_single(
        actor_id=stage.holder("linmanqing"), meeting_id=meeting_id, matter_id=matter_id, outcome=outcome,
        reason="" if outcome == "accepted" else "答复期未满。", key=stage.key(), now=at(MEETING_DAY, 15), **WITHOUT_OBJECTION,
    )  # fmt: skip


def posted(stage: Stage) -> dict[str, Any]:
    """Everything decided, the meeting closed, the sheet up since 16 October."""
    secretary, meeting_id = stage.holder("linmanqing"), Meeting.objects.get(state="open").pk
    agenda = agenda_ids(meeting_id=meeting_id)
    decide_en_bloc(
        actor_id=secretary, meeting_id=meeting_id, seen=agenda.en_bloc, key=stage.key(), now=at(MEETING_DAY, 15),
        **WITHOUT_OBJECTION,
    )  # fmt: skip
    for matter_id in agenda.singled_out + agenda.not_assessed:
        _decide(stage, meeting_id, matter_id)
    close_meeting(
        actor_id=secretary, meeting_id=meeting_id, minutes="支部书记通报初评情况，到会党员逐项评议，按表决结果评定。",
        key=stage.key(), now=at(MEETING_DAY, 17),
    )  # fmt: skip
    post_quarter(stage, 3, date(2026, 10, 16))
    return {"code": Posting.objects.get(quarter_id=stage.periods.quarters[3]).code}


def settled(stage: Stage) -> dict[str, Any]:
    """The year at its end, computed on 22 February."""
    end_due(now=at(date(2026, 11, 20)))
    live_quarter(stage, 4, assessed=(date(2026, 11, 11), date(2026, 12, 11), date(2027, 1, 11)))
    hold_meeting(stage, 4, date(2027, 1, 14))
    post_quarter(stage, 4, date(2027, 1, 15), locked_by=date(2027, 2, 20))
    year = Year.objects.get(branch_id=stage.branch_id, number=YEAR)
    settle(actor_id=stage.holder("linmanqing"), year_id=year.pk, key=stage.key(), now=at(date(2027, 2, 22)))
    return {}


def announced(stage: Stage) -> dict[str, Any]:
    """The members are told."""
    pk = Settlement.objects.get().pk
    sign_and_announce(actor_id=stage.holder("linmanqing"), settlement_id=pk, now=at(date(2027, 2, 22)))
    return {}


STEPS = {
    "ids": as_it_opens,
    "called": called,
    "open": opened,
    "posted": posted,
    "settled": settled,
    "announced": announced,
}

if __name__ == "__main__":
    word = sys.argv[1]
    print(json.dumps(STEPS[word](stage_again(word))))
