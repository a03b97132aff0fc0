"""What the doors about follow-up need: a talk with 何苗 that waits for his signature, something he is to put right, a case about him; and what the forms send."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from fenming.actions.decide_disposal import Decided, decide_disposal
from fenming.actions.file_disposal import file_disposal
from fenming.actions.hear_disposal import hear_disposal
from fenming.actions.hold_talk import hold_talk
from fenming.actions.propose_disposal import propose_disposal
from fenming.actions.set_rectification import set_rectification
from fenming.records.models import (
    AppraisalGrade,
    Disposal,
    Meeting,
    PersonalText,
    ProbationEvent,
    Settlement,
    SettlementEvent,
    SettlementLine,
    SignOff,
)
from tests.cast import Cast, at, key

NOW = at(2026, 6, 10)
DOCUMENT = "校纪〔2026〕8号"


def what_follows(people: Cast) -> dict[str, int]:
    """On a decision: no year is appraised yet."""
    talk = hold_talk(
        actor_id=people.lin, membership_id=people.m_he, held_on=date(2026, 6, 4), agreed="约定按时参加活动。",
        document=DOCUMENT, key=key(), now=NOW,
    )  # fmt: skip
    put_right = set_rectification(
        actor_id=people.lin, membership_id=people.m_he, what="按时参加活动。", due_on=date(2026, 7, 31), document=DOCUMENT,
        key=key(), now=NOW,
    )  # fmt: skip
    graded_before(people)
    case = propose_disposal(
        actor_id=people.shen, membership_id=people.m_he, proposal="拟限期改正。", key=key(), now=NOW
    )
    return {
        "talk_id": talk,
        "rectification_id": put_right,
        "disposal_id": case,
        "event_id": decided_on(people),
    }


def decided_on(people: Cast) -> int:
    """A decision about a probation, for the approval; straight from the tables, of one who is formal."""
    reason = PersonalText.objects.create(
        branch_id=people.branch_id, text="再考察半年。", salt="s", digest="0" * 64
    )
    return ProbationEvent.objects.create(
        branch_id=people.branch_id, membership_id=people.m_shen, kind="extended", day=date(2026, 6, 5),
        due_on=date(2026, 12, 19), resolution="支部党员大会", reason=reason, by_id=people.lin, at=NOW,
    ).pk  # fmt: skip


def graded_before(people: Cast) -> None:
    """何苗 and 沈知行 were graded unqualified for 2024 (`doors_uses`), in rows straight from the tables."""
    here = {"branch_id": people.branch_id}
    settlement = Settlement.objects.get(**here, year__number=2024)
    SignOff.objects.create(**here, settlement=settlement, person_id=people.lin, role="secretary", at=NOW)
    SettlementEvent.objects.create(**here, settlement=settlement, kind="announced", by_id=people.lin, at=NOW)
    meeting = Meeting.objects.filter(**here, kind="members", state="closed").latest("pk")
    for rank, membership_id in ((1, people.m_he), (2, people.m_shen)):
        if not SettlementLine.objects.filter(settlement=settlement, membership_id=membership_id).exists():
            SettlementLine.objects.create(
                **here, settlement=settlement, membership_id=membership_id, type="T", base_centi=6000, duty_centi=0,
                bonus_centi=0, deduction_centi=1000, total_centi=5000, suggested_grade="不合格", ranked=True, rank=rank,
                veto=False,
            )  # fmt: skip
        AppraisalGrade.objects.create(
            **here, settlement=settlement, membership_id=membership_id, round=1, grade="不合格", meeting=meeting,
            by_id=people.lin, at=NOW,
        )  # fmt: skip


def after_he_was_heard() -> None:
    case = Disposal.objects.get()
    hear_disposal(
        actor_id=case.proposed_by_id,
        disposal_id=case.pk,
        heard_on=NOW.date(),
        said="愿意改正。",
        key=key(),
        now=NOW,
    )


def after_it_was_decided() -> None:
    after_he_was_heard()
    case = Disposal.objects.get()
    decided = Decided("correct", "限期一年改正。", "支部党员大会 2026年6月10日", NOW.date())
    decide_disposal(actor_id=case.proposed_by_id, disposal_id=case.pk, decided=decided, key=key(), now=NOW)


def after_it_was_filed() -> None:
    after_it_was_decided()
    case = Disposal.objects.get()
    file_disposal(actor_id=case.proposed_by_id, disposal_id=case.pk, key=key(), now=NOW)


FOLLOW_UP_PREPARED: dict[str, Callable[[], object]] = {
    "disposal_decide": after_he_was_heard,
    "disposal_file": after_it_was_decided,
    "disposal_accept": after_it_was_filed,
    "disposal_return": after_it_was_filed,
}


def sent_about_follow_up(ids: dict[str, Any]) -> dict[str, Any]:
    """What each form would send."""
    about = {"member": ids["membership_id"], "document": DOCUMENT}
    return {
        "talk_new": about | {"day": "2026-06-09", "text": "约定按时参加活动。"},
        "rectification_new": about | {"text": "按时参加活动。", "due_on": "2026-08-31"},
        "rectification_report": {"text": "这个月都到了。"},
        "rectification_check": {"outcome": "done", "text": "查了签到表。"},
        "disposal_new": {"member": ids["membership_id"], "text": "拟限期改正。"},
        "disposal_answer": {"text": "今后改正。"},
        "disposal_hear": {"day": "2026-06-10", "text": "愿意改正。"},
        "disposal_decide": {
            "outcome": "correct",
            "text": "限期一年改正。",
            "document": "支部党员大会",
            "day": "2026-06-10",
        },
        "note_approval": {"document": "院党委〔2026〕15号", "day": "2026-06-10"},
        "disposal_return": {"text": "请写明依据。"},
        "talk_acknowledge": {"text": "今后注意。"},
    }
