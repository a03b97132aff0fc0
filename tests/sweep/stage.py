"""The demo driven on to what its pages should be seen with: `python -m tests.sweep.stage ids|called|open|posted|settled|announced`.

Each word takes up where the one before stopped. Prints ids for addresses as JSON.
"""

from __future__ import annotations

import json
import sys
from datetime import date
from typing import Any

import django

django.setup()

from fenming.actions.announce import announce  # noqa: E402
from fenming.actions.ask_handler import ask_handler  # noqa: E402
from fenming.actions.close_meeting import close_meeting  # noqa: E402
from fenming.actions.decide_en_bloc import decide_en_bloc  # noqa: E402
from fenming.actions.decide_single import decide_single  # noqa: E402
from fenming.actions.declare import declare  # noqa: E402
from fenming.actions.decline_veto import decline_veto  # noqa: E402
from fenming.actions.hand_over import hand_over  # noqa: E402
from fenming.actions.hand_over_proposal import hand_over_proposal  # noqa: E402
from fenming.actions.mark_attendance import mark_attendance  # noqa: E402
from fenming.actions.name_handler import name_handler  # noqa: E402
from fenming.actions.open_meeting import open_meeting  # noqa: E402
from fenming.actions.post import post  # noqa: E402
from fenming.actions.propose_veto import propose_veto  # noqa: E402
from fenming.actions.settle import settle  # noqa: E402
from fenming.actions.sign_off import sign_off  # noqa: E402
from fenming.actions.withdraw_objection import withdraw_objection  # noqa: E402
from fenming.jobs.demo_diary import Stage, at, live  # noqa: E402
from fenming.jobs.demo_months import note  # noqa: E402
from fenming.jobs.demo_people import REVIEWER  # noqa: E402
from fenming.jobs.demo_stage import demo_again  # noqa: E402
from fenming.jobs.demo_year import TODAY, YEAR, Demo, diary  # noqa: E402
from fenming.queries.demo_reading import agenda_ids, called_ids, reviewer_id  # noqa: E402
from fenming.records.models import Appeal, Matter, Meeting, Objection, Posting, Settlement, Veto, Year  # noqa: E402

MEETING_DAY, POSTED_ON, SETTLED_ON = date(2027, 1, 15), date(2027, 1, 16), date(2027, 2, 26)
WITHOUT_OBJECTION: dict[str, Any] = {"ayes": 0, "nays": 0, "abstained": 0, "without_objection": True}


def demo_for(word: str) -> Demo:
    """The demo with keys of its own for this word."""
    demo = demo_again()
    demo.main[-1].keys = demo.small[-1].keys = 100_000 * (1 + list(STEPS).index(word))
    return demo


def as_it_opens(demo: Demo) -> dict[str, Any]:
    """Ids of what the demo has on its first day, 周予安's matters, and one that 阿布都热合曼·吐尔逊江 declares now."""
    stage = demo.main[-1]
    own = Matter.objects.filter(membership_id=stage.member("周予安"))
    fresh = declare(
        actor_id=stage.login("abudu"), month_id=stage.periods.months[10], item="DT5", day=date(2026, 10, 29),
        said="学院资料室搬迁志愿服务，半天。", key=stage.key(), now=at(TODAY, 9),
    )  # fmt: skip
    return {
        "fresh": fresh,
        "asked": asked_above(stage, fresh),
        "appeal": Appeal.objects.get(branch_id=stage.branch_id, state="open").pk,
        **told_on_paper(stage),
        "month": stage.periods.months[10],
        "matter": own.filter(claimed_centi__gt=0).latest("pk").pk,
        "minus": own.filter(claimed_centi__lt=0).latest("pk").pk,
        "closed": Meeting.objects.filter(branch_id=stage.branch_id, kind="members").latest("pk").pk,
    }


def asked_above(stage: Stage, matter_id: int) -> int:
    """The committee above is asked who assesses that matter: the request."""
    return ask_handler(
        actor_id=stage.login("hanruoshui"),
        subject="matter",
        thing_id=matter_id,
        key=stage.key(),
        now=at(TODAY, 9),
    )


def told_on_paper(stage: Stage) -> dict[str, int]:
    """顾清和 has no account: a notice that was handed over, and one that is still to be."""
    (told,), (notice,) = (
        note(
            stage,
            "K03",
            day=date(2026, 10, day),
            what="支部会迟到十分钟。",
            names=["顾清和"],
            now=at(TODAY, 9),
        )
        for day in (28, 29)
    )
    _hand_over(stage, told)
    ids = {"told": told, "notice": notice, "on_paper": stage.member("顾清和")}
    return ids | {"decision": decided_on_paper(stage)}


def decided_on_paper(stage: Stage) -> int:
    """A veto proposed about 顾清和, handed over; it is declined before the next meeting."""
    pk = propose_veto(
        actor_id=stage.secretary, membership_id=stage.member("顾清和"), item="V5", document="校纪〔2026〕21号",
        decided_on=date(2026, 9, 1), text="处理决定认定其违反工作纪律。", key=stage.key(), now=at(TODAY, 9),
    )  # fmt: skip
    hand_over_proposal(
        actor_id=stage.secretary, subject="veto", thing_id=pk, handed_on=TODAY, receipt_kept=True, key=stage.key(),
        now=at(TODAY, 9),
    )  # fmt: skip
    _named_above(stage, pk)
    return pk


def _named_above(stage: Stage, veto_id: int) -> None:
    """高远 handles it in the place of who proposed it."""
    request = ask_handler(
        actor_id=stage.secretary, subject="veto", thing_id=veto_id, key=stage.key(), now=at(TODAY, 9)
    )
    gao = reviewer_id(name=REVIEWER[0])
    name_handler(
        actor_id=gao, request_id=request, person_id=gao, document="院党委〔2026〕12号", seen=0, key=stage.key(),
        now=at(TODAY, 9),
    )  # fmt: skip


def _hand_over(stage: Stage, matter_id: int) -> None:
    hand_over(
        actor_id=stage.recorder, matter_id=matter_id, handed_on=TODAY, receipt_kept=True, key=stage.key(),
        now=at(TODAY, 9),
    )  # fmt: skip


def called(demo: Demo) -> dict[str, Any]:
    """The fourth quarter assessed, its meeting called for 15 January; nothing is objected to any more."""
    stage = demo.main[-1]
    for one in Objection.objects.filter(state="open").select_related("membership"):
        owner = one.membership.person_id
        withdraw_objection(actor_id=owner, objection_id=one.pk, key=stage.key(), now=at(TODAY, 9))
    for waiting in Matter.objects.filter(by_hand=True, shown_on=None):
        _hand_over(stage, waiting.pk)
    for proposed in Veto.objects.filter(state="proposed"):
        decline_veto(
            actor_id=stage.login("shenzhixing"), veto_id=proposed.pk, reason="处理决定还没有生效。", key=stage.key(),
            now=at(TODAY, 9),
        )  # fmt: skip
    live(diary(demo), after=at(TODAY, 8), until=at(MEETING_DAY, 8))
    return {"meeting": _meeting(stage, "called")}


def _meeting(stage: Stage, state: str) -> int:
    return Meeting.objects.get(branch_id=stage.branch_id, kind="members", state=state).pk


def opened(demo: Demo) -> dict[str, Any]:
    """The meeting has begun; the first matter of those singled out is decided."""
    stage = demo.main[-1]
    meeting_id = _meeting(stage, "called")
    mark_attendance(
        actor_id=stage.secretary, meeting_id=meeting_id, present_membership_ids=called_ids(meeting_id=meeting_id)[:-1],
        key=stage.key(), now=at(MEETING_DAY, 14),
    )  # fmt: skip
    open_meeting(actor_id=stage.secretary, meeting_id=meeting_id, key=stage.key(), now=at(MEETING_DAY, 14))
    alone = agenda_ids(meeting_id=meeting_id).singled_out
    _decide(stage, meeting_id, alone[0])
    return {"decided": alone[0], "undecided": alone[1]}


def _decide(stage: Stage, meeting_id: int, matter_id: int) -> None:
    outcome = "accepted" if Matter.objects.get(pk=matter_id).state == "assessed" else "deferred"
    decide_single(
        actor_id=stage.secretary, meeting_id=meeting_id, matter_id=matter_id, outcome=outcome,
        reason="" if outcome == "accepted" else "答复期未满。", key=stage.key(), now=at(MEETING_DAY, 15), **WITHOUT_OBJECTION,
    )  # fmt: skip


def posted(demo: Demo) -> dict[str, Any]:
    """Everything decided, the meeting closed, the sheet up since the day after."""
    stage = demo.main[-1]
    meeting_id = _meeting(stage, "open")
    agenda = agenda_ids(meeting_id=meeting_id)
    decide_en_bloc(
        actor_id=stage.secretary, meeting_id=meeting_id, seen=agenda.en_bloc, key=stage.key(), now=at(MEETING_DAY, 15),
        **WITHOUT_OBJECTION,
    )  # fmt: skip
    for matter_id in agenda.singled_out + agenda.not_assessed:
        _decide(stage, meeting_id, matter_id)
    close_meeting(
        actor_id=stage.secretary, meeting_id=meeting_id, minutes="支部书记通报初评情况，到会党员逐项评议，按表决结果评定。",
        key=stage.key(), now=at(MEETING_DAY, 17),
    )  # fmt: skip
    quarter_id = stage.periods.quarters[4]
    post(actor_id=stage.secretary, quarter_id=quarter_id, key=stage.key(), now=at(POSTED_ON))
    return {"code": Posting.objects.get(quarter_id=quarter_id).code}


def settled(demo: Demo) -> dict[str, Any]:
    """The year at its end, computed in February."""
    stage = demo.main[-1]
    live(diary(demo), after=at(POSTED_ON, 20), until=at(SETTLED_ON))
    year = Year.objects.get(branch_id=stage.branch_id, number=YEAR)
    settle(actor_id=stage.secretary, year_id=year.pk, key=stage.key(), now=at(SETTLED_ON))
    return {}


def announced(demo: Demo) -> dict[str, Any]:
    """Signed by both who sign, and the members are told."""
    stage = demo.main[-1]
    pk = Settlement.objects.get(branch_id=stage.branch_id).pk
    for person in (stage.secretary, stage.login("fujingxing")):
        sign_off(actor_id=person, settlement_id=pk, key=stage.key(), now=at(SETTLED_ON))
    announce(actor_id=stage.secretary, settlement_id=pk, key=stage.key(), now=at(SETTLED_ON))
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
    print(json.dumps(STEPS[word](demo_for(word))))
