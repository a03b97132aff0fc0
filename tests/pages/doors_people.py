"""What the doors about members need: somebody who left, somebody on the way to us, a leave; and what the forms send."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from fenming.actions._people import NewMember
from fenming.actions.enrol_members import enrol_members
from fenming.records.models import Membership, Office, ProbationEvent
from fenming.rules.terms import Status
from tests.actions.roster_scene import ASKED, MEETING, on_leave, out, sent
from tests.cast import Cast, at, key

NOW = at(2026, 6, 10)
ON_PROBATION = ("start_probation", "turn_formal", "extend_probation", "end_probation")


def another(people: Cast, actor_id: int, branch_id: int, name: str) -> int:
    (pk,) = enrol_members(
        actor_id=actor_id, branch_id=branch_id, members=[NewMember(name, "T", Status.FORMAL, date(2026, 6, 1))],
        resolution=MEETING, key=key(), now=NOW,
    )  # fmt: skip
    return pk


def who_comes_and_goes(people: Cast) -> dict[str, Any]:
    """陆远 left us, 秦越 is sent here by the other branch, 沈知行 is on leave in spring."""
    left = another(people, people.lin, people.branch_id, "陆远")
    sent_here = another(people, people.deng, people.other_branch_id, "秦越")
    out(replace(people, m_zhou=left))
    departure = sent(replace(people, m_zhou=sent_here), actor="deng", to_branch_id=people.branch_id)
    away = on_leave(
        people, "shen", application=replace(ASKED, since=date(2026, 3, 2), until=date(2026, 6, 30))
    )
    return {"left_id": left, "departure_id": departure, "absence_id": away, "jiang_id": people.m_jiang}


def sent_about_people(ids: dict[str, Any]) -> dict[str, Any]:
    """What each form about a member would send."""
    decided = {"day": "2026-06-10", "resolution": MEETING}
    away = {
        "since": "2026-07-01",
        "until": "",
        "text": "外出访学。",
        "applied_on": "2026-06-09",
        "resolution": MEETING,
    }
    newcomer = {
        "name": "新同志",
        "post": "T",
        "status": "formal",
        "probation_since": "",
        "origin": "临川大学",
    }
    return {
        "transfer_in": newcomer | decided,
        "receive_member": {"post": "T", **decided},
        "end_absence": {"until": "2026-06-15", "resolution": MEETING},
        "transfer_out": {"to_branch": ids.get("sister_id", 0), "destination": "", **decided},
        "start_probation": {"since": "2025-06-20", "resolution": MEETING},
        "turn_formal": decided,
        "extend_probation": decided | {"due_on": "2026-12-19", "reason": "再考察半年。"},
        "end_probation": decided | {"reason": "经大会讨论。"},
        "change_type": decided | {"post": "A"},
        "grant_exemption": away,
        "record_leave": away,
    }


def after_it_started() -> None:
    """蒋雨桐's probation is known."""
    member = Membership.objects.select_related("branch").get(person__name="蒋雨桐")
    secretary = Office.objects.get(organisation=member.branch, role="secretary").person_id
    ProbationEvent.objects.create(
        branch=member.branch, membership=member, kind="started", day=date(2025, 6, 20), due_on=date(2026, 6, 19),
        resolution=MEETING, by_id=secretary, at=NOW,
    )  # fmt: skip
