"""One list of judgements about what is declared or recorded, for the forms and the verbs alike (R31, A12, A35).

Whether the item, the day, the points fit the standard is the rules' question; here it is joined with what only the
branch knows: which months are still open, and what was said.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.crypto import salted_hmac

from fenming.queries.scores import member_of, span_of, standard_of, version_on
from fenming.queries.work_calendar import pauses_of
from fenming.records.models import Matter, Membership, Month, Posting, Quarter, StandardVersion, Year
from fenming.rules.calendar import declaration_due
from fenming.rules.ledger import Json, canonical_bytes
from fenming.rules.people import Member, YearSpan
from fenming.rules.reasons import day_name, full_day_name
from fenming.rules.scoring import Entry, fault_of_entry, points_each
from fenming.rules.standard import Item, Standard
from fenming.rules.terms import BUCKET_NAMES, Bucket, Refused, format_centi
from fenming.rules.workflow import next_state

LONGEST_SAID = 60
LONGEST_ACHIEVEMENT = 60
MOST_TIMES = 99
DECLARABLE = (Bucket.DUTY, Bucket.BONUS)

# The rules name the columns of a file; a form has its own names for them.
_FIELDS = {
    "date": "day",
    "item": "item",
    "quantity": "quantity",
    "points": "each",
    "level": "level",
    "reason": "said",
}


@dataclass(frozen=True, slots=True)
class Claim:
    """What a matter says of itself; `each_centi` is per time, in hundredths, for ranged items only."""

    item: str
    day: date
    said: str
    quantity: int = 1
    level: str = ""
    each_centi: int | None = None
    achievement: str = ""


@dataclass(frozen=True, slots=True)
class ClaimFault:
    """One thing to correct: the field (month, item, day, quantity, level, each, achievement, said), and what to do."""

    field: str
    code: str
    sentence: str


def tidy(text: str) -> str:
    """A sentence as it is kept: one line, no spaces or invisible characters around or doubled inside it."""
    if text.isprintable():  # of separators and signs nobody sees it has the plain space alone
        return " ".join(text.split())
    plain = "".join(" " if unicodedata.category(mark)[0] in "CZ" else mark for mark in text)
    return " ".join(plain.split())


def repeat_key(claim: Claim) -> str:
    """Equal for two matters of one member exactly when they say the same (R78).

    Keyed with the system's secret, so that a sentence erased by law cannot be guessed again from a copy of the
    database. Under another secret an old repeat is no longer noticed by the machine, only by the assessor.
    """
    content: list[Json] = [
        claim.item,
        claim.day.isoformat(),
        claim.quantity,
        claim.level,
        claim.each_centi,
        claim.achievement,
        claim.said,
    ]
    words = canonical_bytes({"claim": content}).decode()
    return salted_hmac("fenming.repeat_key", words, algorithm="sha256").hexdigest()


def is_declarer(matter: Matter, *, person_id: int) -> bool:
    """Whether it is this person's to correct: declared or recorded by them, or from their own paper sheet (R31).

    The membership must be loaded; nobody is the declarer of a report.
    """
    own_paper = matter.on_behalf and matter.membership.person_id == person_id
    return matter.declared_by_id == person_id or own_paper


def number_of(matter: Matter) -> str:
    """The number people call a matter by: `2026-02-003`; its month must be loaded."""
    return f"{matter.month.start:%Y-%m}-{matter.number:03d}"


def signed_centi(*, item: Item, quantity: int, level: str, each_centi: int | None) -> int:
    """Points of a matter in hundredths, below zero for a deduction, before any limit; Refused as points_each."""
    points = points_each(item=item, points_centi=each_centi, level=level) * quantity
    return -points if item.bucket is Bucket.DEDUCTION else points


def claimed_words(*, item: Item, claim: Claim) -> str:
    """What is about to be claimed and how it comes about: ``2 分（每次 1 分，共 2 次）``."""
    total = signed_centi(item=item, quantity=claim.quantity, level=claim.level, each_centi=claim.each_centi)
    each = format_centi(total // claim.quantity)
    how = f"{claim.level}级每次 {each} 分" if claim.level else f"每次 {each} 分"
    times = f"，共 {claim.quantity} 次" if claim.quantity > 1 else ""
    return (
        f"{format_centi(total)} 分（{how}{times}）"
        if item.frequency == "each"
        else f"{format_centi(total)} 分"
    )


def standard_on(*, branch_id: int, day: date) -> tuple[StandardVersion, Standard]:
    """The version a matter of that day is judged by, and what it holds (R86)."""
    version = version_on(branch_id=branch_id, day=day)
    return version, standard_of(version)


def state_of_month(month: Month, *, today: date) -> str:
    """new, open or assessed, as the table of steps names them."""
    if month.assessed_at is not None:
        return "assessed"
    return "open" if month.start <= today else "new"


def is_late(month: Month, *, today: date) -> bool:
    """After the fifth of the next month a declaration is still taken, and marked (A12)."""
    _, standard = standard_on(branch_id=month.branch_id, day=month.end)
    return today > last_day_to_declare(month=month, standard=standard)


def due_of(matter: Matter) -> date:
    """The last day to declare for a matter's month, by its version (A12); month and version must be loaded."""
    return last_day_to_declare(month=matter.month, standard=standard_of(matter.version))


def last_day_to_declare(*, month: Month, standard: Standard) -> date:
    """Until that day a member may still speak, so nobody's month is closed before it is over (A12); one query."""
    pauses = pauses_of(branch_id=month.branch_id)
    return declaration_due(month.start.year, month.number, standard.settings.declare_day, pauses)


def months_of(year: Year) -> list[Month]:
    """The year's months in order, with their quarters; one query."""
    rows = Month.objects.filter(quarter__year=year).select_related("quarter__year")
    return list(rows.order_by("start"))


def open_month(months: Sequence[Month], *, today: date) -> Month | None:
    """The earliest month that has begun and is not yet assessed: where a late fact goes (A35)."""
    return next((month for month in months if state_of_month(month, today=today) == "open"), None)


def month_for(months: Sequence[Month], *, day: date, today: date) -> Month | None:
    """The month a fact of that day is entered in: its own while open, else the open one (A35)."""
    own = next((month for month in months if month.start <= day <= month.end), None)
    if own is not None and state_of_month(own, today=today) == "open":
        return own
    return open_month(months, today=today)


def month_again(month: Month, *, today: date) -> tuple[Month, list[Month]]:
    """Where a matter of the month goes when it is sent again, and the months of that year (R67, A35).

    Its own month while that is not assessed, else the open one; Refused `no_open_month` when there is none.
    """
    months = months_of(month.quarter.year)
    own = next(one for one in months if one.pk == month.pk)
    again = own if state_of_month(own, today=today) == "open" else open_month(months, today=today)
    if again is None:
        sentence = f"{month.quarter.year.number}年度各月都已初评，不能再提交这一年的事项。请告诉支部书记。"
        raise Refused("no_open_month", sentence)
    return again, months


def quarter_for(month: Month) -> Quarter:
    """The quarter whose meeting is to determine a matter of the month: its own, or the next not yet posted (R77)."""
    later = Quarter.objects.filter(year=month.quarter.year, number__gte=month.quarter.number).order_by(
        "number"
    )
    posted = set(
        Posting.objects.filter(quarter__year=month.quarter.year).values_list("quarter_id", flat=True)
    )
    found = next((quarter for quarter in later if quarter.pk not in posted), None)
    if found is None:
        raise Refused("year_posted", "本年度各季度都已公示，不能再报这一年的事项。有遗漏的，请告诉支部书记。")
    return found


def entry_faults(
    *, standard: Standard, membership: Membership, year: YearSpan, claim: Claim
) -> list[ClaimFault]:
    """The same as member_faults, for a membership with its person and standings at hand."""
    return member_faults(standard=standard, member=member_of(membership), year=year, claim=claim)


def member_faults(*, standard: Standard, member: Member, year: YearSpan, claim: Claim) -> list[ClaimFault]:
    """What the standard has against the claim, and what no form may carry."""
    entry = Entry(0, claim.item, claim.day, claim.quantity, claim.each_centi, claim.level, claim.achievement)
    found = fault_of_entry(standard=standard, member=member, year=year, entry=entry, reason=claim.said)
    faults = [ClaimFault(_FIELDS[one.column], f"bad_{_FIELDS[one.column]}", one.sentence) for one in found]
    if claim.quantity > MOST_TIMES:
        sentence = f"一次至多填 {MOST_TIMES} 次。请核对次数；确实更多的，请分开填写。"
        faults.append(ClaimFault("quantity", "bad_quantity", sentence))
    if len(claim.achievement) > LONGEST_ACHIEVEMENT:
        sentence = f"成果名称请写在 {LONGEST_ACHIEVEMENT} 字以内，现在是 {len(claim.achievement)} 字。"
        faults.append(ClaimFault("achievement", "too_long", sentence))
    return faults + said_faults(claim.said, already=any(fault.field == "said" for fault in faults))


def said_faults(said: str, *, already: bool = False) -> list[ClaimFault]:
    """What is wrong with the sentence itself; `already` when it was said before that it is missing."""
    if not said and not already:
        return [ClaimFault("said", "nothing_said", "还没有写做了什么。请写一句，说清时间、地点、做了什么。")]
    if len(said) > LONGEST_SAID:
        sentence = f"说明请写在 {LONGEST_SAID} 字以内，现在是 {len(said)} 字。"
        return [ClaimFault("said", "too_long", sentence)]
    return []


def future_fault(*, day: date, today: date) -> list[ClaimFault]:
    """A day that has not come yet."""
    if day <= today:
        return []
    sentence = f"{full_day_name(day)}还没有到。请填事情发生的那一天，最晚是今天。"
    return [ClaimFault("day", "future_day", sentence)]


def declaration_faults(
    *, member: Member, month: Month, months: Sequence[Month], claim: Claim, today: date
) -> list[ClaimFault]:
    """Everything in the way of a member's declaring this in this month; empty when it may be declared.

    `months` are those of the year that have begun, or all. A closed month is told alone, with where to declare it
    now: nothing else matters then (A12, A35).
    """
    if closed := _closed(month, months, verb="declare", today=today):
        return [closed]
    _, standard = standard_on(branch_id=month.branch_id, day=claim.day)
    faults = future_fault(day=claim.day, today=today)
    faults += member_faults(standard=standard, member=member, year=span_of(month.quarter.year), claim=claim)
    if not any(fault.field == "day" for fault in faults):
        faults += _day_of_another_month(claim.day, month, months)
    item = standard.item(claim.item)
    if item is not None and item.bucket in (Bucket.DEDUCTION, Bucket.VETO):
        sentence = (
            f"“{item.title}”属于{BUCKET_NAMES[item.bucket]}，由支部核实记录，不由本人申报。请另选项目。"
        )
        faults.append(ClaimFault("item", "not_declarable", sentence))
    return faults


def closed_fault(*, month: Month, verb: str, today: date) -> ClaimFault | None:
    """Why a month takes no declaration (`declare`) or no `nothing_new`, or None while it is open."""
    return _closed(month, months_of(month.quarter.year), verb=verb, today=today)


def _closed(month: Month, months: Sequence[Month], *, verb: str, today: date) -> ClaimFault | None:
    try:
        next_state(subject="month", state=state_of_month(month, today=today), verb=verb)
    except Refused as refused:
        now_open = open_month(months, today=today)
        if refused.code != "month_assessed" or now_open is None:
            return ClaimFault("month", refused.code, refused.sentence)
        no_more = "不能再申报" if verb == "declare" else "不用再报“本月无新增”"
        where = f"请报在{now_open.number}月里，日期照实填发生的那一天。"
        told = where if verb == "declare" else f"有漏报的，{where}"
        sentence = f"{month.number}月的事项已经初评，{no_more}。{told}"
        return ClaimFault("month", refused.code, sentence)
    return None


def _day_of_another_month(day: date, month: Month, months: Sequence[Month]) -> list[ClaimFault]:
    if month.start <= day <= month.end:
        return []
    own = next((one for one in months if one.start <= day <= one.end), None)
    if own is not None and own.assessed_at is not None:
        return []  # found late: it goes with the open month under its own day (A35)
    span = f"{day_name(month.start)}至{day_name(month.end)}"
    sentence = f"日期是{day_name(day)}，属于{day.month}月。报{month.number}月的事项，请填{span}。"
    return [ClaimFault("day", "other_month", sentence)]
