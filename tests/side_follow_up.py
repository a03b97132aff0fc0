"""Two rows in every table of what follows a year, for `side_tables`."""

from __future__ import annotations

from datetime import date

from fenming.records import models
from tests.cast import at
from tests.walk import Walked

DAY = date(2026, 3, 10)
NOW = at(2026, 3, 10)
DOCUMENT = "校纪〔2026〕8号"


def follow_up_rows(walked: Walked, number: int) -> None:
    """About 周予安, then about 何苗."""
    people = walked.people
    membership_id = (people.m_zhou, people.m_he)[number - 1]
    text = models.PersonalText.objects.create(
        branch_id=people.branch_id, text="约定按时参加。", salt="s", digest="0" * 64
    )
    models.Talk.objects.create(
        branch_id=people.branch_id, membership_id=membership_id, held_by_id=people.lin, held_on=DAY, document=DOCUMENT,
        agreed=text, recorded_at=NOW,
    )  # fmt: skip
    put_right = models.Rectification.objects.create(
        branch_id=people.branch_id, membership_id=membership_id, what=text, due_on=DAY, document=DOCUMENT,
        set_by_id=people.lin, set_at=NOW, state="open",
    )  # fmt: skip
    models.RectificationEvent.objects.create(
        branch_id=people.branch_id, rectification=put_right, kind="done", text=text, by_id=people.lin, at=NOW
    )
    _disposal(walked, membership_id, text, number)
    decided = models.ProbationEvent.objects.create(
        branch_id=people.branch_id, membership_id=membership_id, kind="extended", day=DAY, due_on=DAY,
        resolution="支部党员大会", reason=text, by_id=people.lin, at=NOW,
    )  # fmt: skip
    models.ProbationApproval.objects.create(
        branch_id=people.branch_id,
        event=decided,
        document="院党委〔2026〕15号",
        day=DAY,
        by_id=people.lin,
        at=NOW,
    )


def _disposal(walked: Walked, membership_id: int, text: models.PersonalText, number: int) -> None:
    """A case that has come to its end, on a grade given in a round of its own."""
    people, here = walked.people, {"branch_id": walked.people.branch_id}
    settlement = models.Settlement.objects.get(**here)
    trace = {"by_id": people.lin, "at": NOW}
    models.AppraisalGrade.objects.create(
        **here, settlement=settlement, membership_id=membership_id, round=10 + number, grade="不合格",
        meeting_id=walked.meeting_id, **trace,
    )  # fmt: skip
    case = models.Disposal.objects.create(
        **here, membership_id=membership_id, settlement=settlement, grade="不合格", proposal=text,
        proposed_by_id=people.lin, proposed_at=NOW, heard=text, heard_on=DAY, heard_by_id=people.lin, state="drafted",
    )  # fmt: skip
    decision = models.DisposalDecision.objects.create(
        **here, disposal=case, round=1, outcome="none", text=text, document=DOCUMENT, decided_on=DAY, **trace
    )
    case.state = "decided"
    case.save()
    filing = models.DisposalFiling.objects.create(
        **here, decision=decision, content="{}", digest="0" * 64, filed_by_id=people.lin, filed_at=NOW
    )
    case.state = "submitted"
    case.save()
    models.DisposalFilingEvent.objects.create(
        **here, filing=filing, kind="accepted", number=f"处备〔2027〕{number}号", by_id=people.gao, at=NOW
    )
    case.state = "filed"
    case.save()
