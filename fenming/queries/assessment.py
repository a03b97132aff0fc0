"""What assessors go by, for the desk and the verbs alike: the matters of a month, who is on its roster, which matter
is plain enough to be accepted with others, and what speaks against assessing it now (R33, R34, R78, A12, A14)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from fenming.queries.absence import exempt_through
from fenming.queries.claims import Claim
from fenming.queries.scores import published_standard
from fenming.records.models import Handling, Matter, Membership, Month
from fenming.rules.reasons import day_name
from fenming.rules.standard import Item

LIVE = (Matter.State.DECLARED, Matter.State.RETURNED, Matter.State.ASSESSED, Matter.State.DETERMINED)


@dataclass(frozen=True, slots=True)
class Replied:
    """What the one concerned answered (A14)."""

    text: str
    agrees: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class Judged:
    """The last round of assessment; points are signed."""

    round: int
    outcome: str
    quantity: int
    level: str
    each_centi: int | None
    points_centi: int
    reason: str
    by_id: int
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class AtHand:
    """A matter as an assessor sees it. `each_centi` is per time, `claimed_centi` signed and before any limit; `handler`:
    whom the committee above named to assess it, None if nobody (A31)."""

    id: int
    membership_id: int
    month_id: int
    month_number: int
    quarter_id: int
    item: str
    version_id: int
    version_digest: str
    day: date
    quantity: int
    level: str
    achievement: str
    each_centi: int | None
    claimed_centi: int
    origin: str
    said: str
    late: bool
    state: str
    reply_by: date | None
    by_hand: bool
    handler: str | None
    reply: Replied | None
    judged: Judged | None

    @property
    def round(self) -> int:
        """The last round, 0 before the first."""
        return self.judged.round if self.judged else 0

    @property
    def points_centi(self) -> int:
        """What stands now: the assessed points once there are any."""
        return self.judged.points_centi if self.judged else self.claimed_centi

    @property
    def claim(self) -> Claim:
        """What the matter says as it stands now."""
        now = self.judged or self
        return Claim(
            self.item, self.day, self.said, now.quantity, now.level, now.each_centi, self.achievement
        )


_FIELDS = (
    "pk", "membership_id", "month_id", "month__number", "quarter_id", "item", "version_id", "version__digest", "day", "quantity", "level",
    "achievement", "each_centi", "claimed_centi", "origin", "said__text", "late", "state", "reply_by",
    "by_hand", "handler",
)  # fmt: skip
_REPLY = ("replies__text__text", "replies__agrees", "replies__at")
_JUDGED = tuple(
    f"assessments__{name}"
    for name in (
        "round", "outcome", "quantity", "level", "each_centi", "points_centi", "reason__text", "by_id", "by__name",
        "at",
    )
)  # fmt: skip


def matters_at_hand(*, month: Month, matter_id: int | None = None) -> list[AtHand]:
    """The month's matters, and whatever else of the year those members have who wait for assessment; one query.

    The rest is there to find the same thing declared twice; `matter_id` asks for it in any case for the member of
    that matter. In the order in which they came; withdrawn ones left out.
    """
    asked = Q(month=month, state=Matter.State.DECLARED) | Q(pk=matter_id)
    waiting = Matter.objects.filter(asked).values("membership_id")
    rows = Matter.objects.filter(branch_id=month.branch_id, quarter__year_id=month.quarter.year_id)
    rows = rows.filter(Q(month=month) | Q(membership_id__in=waiting)).exclude(state=Matter.State.WITHDRAWN)
    named = Handling.objects.filter(request__matter=OuterRef("pk")).order_by("-pk")
    rows = rows.annotate(handler=Subquery(named.values("person__name")[:1]))
    # a matter has one row a round; the last one stays
    latest = {
        row[0]: row
        for row in rows.order_by("pk", "assessments__round").values_list(*_FIELDS, *_REPLY, *_JUDGED)
    }
    return [_at_hand(*row) for row in latest.values()]


def _at_hand(*row: Any) -> AtHand:
    facts, reply, judged = row[: len(_FIELDS)], row[len(_FIELDS) : -len(_JUDGED)], row[-len(_JUDGED) :]
    names = (field.name for field in fields(AtHand))
    words = (*judged[:6], judged[6] or "", *judged[7:])
    known: dict[str, Any] = dict(zip(names, facts, strict=False))
    known["reply"] = Replied(*reply) if reply[-1] else None
    known["judged"] = Judged(*words) if judged[0] else None
    return AtHand(**known)


def item_of(matter: AtHand) -> Item:
    """The matter's item in the version it is judged by (R86)."""
    return published_standard(matter.version_id, matter.version_digest).by_id[matter.item]


def roster_of(month: Month) -> QuerySet[Membership]:
    """Everyone who took part on some day of the month, in roster order: each of them is assessed (R34).

    Who was exempt throughout (A21), or left before, is on it only for a matter of theirs entered in this month:
    found late, with a day of its own (A35).
    """
    there = Q(since__lte=month.end) & (Q(until__isnull=True) | Q(until__gte=month.start))
    matters = Matter.objects.filter(month=month, membership=OuterRef("pk"))
    late = Exists(matters.exclude(state=Matter.State.WITHDRAWN))
    due = there & ~exempt_through(month.start, month.end)
    return Membership.objects.filter(due | late, branch_id=month.branch_id).order_by("roster_no")


def not_heard(*, reply_by: date | None, by_hand: bool, replied: bool, today: date) -> str:
    """Why a matter with minus points may not be assessed yet, or "" (A14). `by_hand`: told by a paper handed over."""
    if reply_by is None and by_hand and not replied:
        return "本人没有账号，告知书还没有登记当面送达，送达并答复或期满后才能初评"
    if reply_by is None or replied or today > reply_by:
        return ""
    return f"答复期到{day_name(reply_by)}，期满或答复后才能初评"


def twins_of(matter: AtHand, others: Iterable[AtHand]) -> tuple[AtHand, ...]:
    """Other live matters of the member that look like the same thing (R78, A6)."""
    return tuple(one for one in others if one.state in LIVE and _alike(matter, one))


def _alike(one: AtHand, other: AtHand) -> bool:
    if one.id == other.id or one.membership_id != other.membership_id:
        return False
    same_day = one.day == other.day
    both_minus = one.claimed_centi < 0 and other.claimed_centi < 0
    same_work = bool(one.achievement) and one.achievement == other.achievement
    return same_work or (same_day and (one.item == other.item or one.said == other.said or both_minus))


def why_single(*, matter: AtHand, twins: Sequence[AtHand]) -> str:
    """Why a matter waiting for assessment has to be looked at alone; "" when it is plain."""
    if matter.handler:
        return f"回避，由上级指定的{matter.handler}初评"
    if matter.origin == Matter.Origin.REPORTED and matter.claimed_centi >= 0:
        return f"他人报告，{_heard(matter)}"
    if matter.claimed_centi < 0:
        return f"{'记录' if matter.origin == Matter.Origin.RECORDED else '报告'}要扣分，{_heard(matter)}"
    if matter.judged is not None:
        return "退回后重新提交" if matter.judged.outcome == "returned" else "已经初评过，重新看"
    if twins:
        same = "同一成果" if matter.achievement and matter.achievement == twins[0].achievement else "同一件事"
        return f"疑似与{twins[0].month_number}月的另一件为{same}"
    return "分值有幅度，请对照事由" if item_of(matter).shape == "range" else ""


def _heard(matter: AtHand) -> str:
    if matter.reply is None:
        return "本人没有答复"
    return "本人答复没有异议" if matter.reply.agrees and not matter.reply.text else "本人已答复"
