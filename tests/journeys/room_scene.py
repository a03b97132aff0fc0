"""A branch before its second members' meeting, by the real actions: `python -m tests.journeys.room_scene`.

何苗 objected to what the first meeting determined, and was answered. In April 韩若水 and 周予安 declared papers that
were assessed at less; 何苗 reported 沈知行 and was late to a meeting. Whatever must not be thrown on the wall is a
canary. Prints the meeting's id.
"""

from __future__ import annotations

import json
from datetime import date

import django

django.setup()

from fenming.actions.assess import assess  # noqa: E402
from fenming.actions.attach_evidence import attach_evidence  # noqa: E402
from fenming.actions.call_meeting import call_meeting  # noqa: E402
from fenming.actions.declare import declare  # noqa: E402
from fenming.actions.end_due import end_due  # noqa: E402
from fenming.actions.find import find  # noqa: E402
from fenming.actions.object_to import object_to  # noqa: E402
from fenming.actions.record import record  # noqa: E402
from fenming.actions.reply import reply  # noqa: E402
from fenming.actions.report import report  # noqa: E402
from fenming.queries.demo_reading import Periods  # noqa: E402
from tests.cast import Cast, at, cast, key  # noqa: E402
from tests.journeys.by_actions import assess_month  # noqa: E402
from tests.journeys.room_words import (  # noqa: E402
    ANSWER,
    FACT,
    FILE,
    FOUND,
    HIDDEN,
    JUDGED,
    OBJECTED,
    PLAIN,
    REASON,
    REPORTED,
    SHOWN,
)
from tests.journeys.stage import open_accounts  # noqa: E402
from tests.walk import walk_quarter  # noqa: E402


def object_and_find(people: Cast, minus_id: int) -> None:
    """沈知行, who assessed none of it, keeps what was determined."""
    objection_id = object_to(
        actor_id=people.he, branch_id=people.branch_id, matter_id=minus_id, text=OBJECTED, key=key(), now=at(2026, 4, 17)
    )  # fmt: skip
    find(
        actor_id=people.shen, objection_id=objection_id, outcome="kept", reason=FOUND, inquiry="查了签到表。", key=key(),
        now=at(2026, 4, 21),
    )  # fmt: skip
    end_due(now=at(2026, 5, 20))


def declare_paper(people: Cast, periods: Periods, who: str, said: str) -> int:
    """Three points claimed, with a file beside it; two of them stand."""
    person = getattr(people, who)
    matter_id = declare(
        actor_id=person, month_id=periods.months[4], item="DT3", day=date(2026, 4, 20), each_centi=300, said=said, key=key(),
        now=at(2026, 4, 27),
    )  # fmt: skip
    attach_evidence(
        actor_id=person, matter_id=matter_id, name=FILE, content=b"%PDF-1.7\n" + said.encode() + b"\n%%EOF\n", key=key(),
        now=at(2026, 4, 27),
    )  # fmt: skip
    by = people.shen if who == "han" else people.han
    _assess(by, matter_id, "changed", JUDGED, each_centi=200)
    return matter_id


def _assess(by: int, matter_id: int, outcome: str, reason: str, each_centi: int | None = None) -> None:
    assess(
        actor_id=by, matter_id=matter_id, outcome=outcome, each_centi=each_centi, reason=reason, seen_round=0, key=key(),
        now=at(2026, 5, 11),
    )  # fmt: skip


def live_april(people: Cast, periods: Periods) -> None:
    """What the second meeting has to decide."""
    declare_paper(people, periods, "han", SHOWN)
    declare_paper(people, periods, "zhou", HIDDEN)
    declare(
        actor_id=people.zhou, month_id=periods.months[4], item="DT2", day=date(2026, 4, 22), said=PLAIN, key=key(), now=at(2026, 4, 28)
    )  # fmt: skip
    reported = report(
        actor_id=people.he, membership_id=people.m_shen, item="DT2", day=date(2026, 4, 23), said=REPORTED, key=key(), now=at(2026, 4, 24)
    )  # fmt: skip
    reply(actor_id=people.shen, matter_id=reported, agrees=True, text="", key=key(), now=at(2026, 4, 27))
    (late,) = record(
        actor_id=people.xu, branch_id=people.branch_id, item="K03", day=date(2026, 4, 9), membership_ids=[people.m_he],
        what=FACT, key=key(), now=at(2026, 4, 10),
    ).matter_ids  # fmt: skip
    reply(actor_id=people.he, matter_id=late, agrees=False, text=ANSWER, key=key(), now=at(2026, 4, 13))
    _assess(people.han, late, "accepted", REASON)


def main() -> None:
    """From the founding to the meeting that is called for 15 July."""
    people = cast(accounts=False)
    open_accounts(people, ("zhou", "he"))
    walked = walk_quarter(people, until_posted=True)
    object_and_find(people, walked.minus_id)
    live_april(people, walked.periods)
    for month in (4, 5, 6):
        day = date(2026, month + 1, 13)
        assess_month(month_id=walked.periods.months[month], assessors=(people.han, people.shen), day=day)
    meeting_id = call_meeting(
        actor_id=people.lin, quarter_id=walked.periods.quarters[2], held_on=date(2026, 7, 15), place="文学馆 204 室",
        key=key(), now=at(2026, 7, 13),
    )  # fmt: skip
    print(json.dumps({"meeting": meeting_id}))


if __name__ == "__main__":
    main()
