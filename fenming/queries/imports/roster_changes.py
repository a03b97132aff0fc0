"""What a row of a roster changes about a member, and what the books have against it; what it says of somebody new."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from fenming.queries.imports.plan import Change
from fenming.queries.imports.roster_books import Books, Known
from fenming.records.models import Standing
from fenming.rules.reasons import full_day_name
from fenming.rules.terms import Status

POSTS: Final = dict(Standing.Type.choices)
STATUSES: Final = {Status.FORMAL: "正式党员", Status.PROBATIONARY: "预备党员"}
_NOT_THERE: Final = "没有登记"


@dataclass(frozen=True, slots=True)
class Deed:
    """What an accepted row does. `membership_id` 0: somebody new, on the roster from `since`.

    About a member only what is new: another `post` from `day` on ("" for none), formal from the day `formal` on, the
    probation since `joined`. About somebody new all of it.
    """

    row: int
    membership_id: int
    name: str
    post: str
    status: Status
    since: date
    day: date
    formal: date | None
    joined: date | None


def only_what_is_new(deed: Deed, known: Known) -> Deed:
    """The deed about a member without what the books say already."""
    turns = known.status == Status.PROBATIONARY and deed.status is Status.FORMAL
    begins = deed.status is Status.PROBATIONARY and known.probation_since is None
    return replace(
        deed,
        post="" if deed.post == known.post else deed.post,
        formal=deed.formal if turns else None,
        joined=deed.joined if begins else None,
    )


def against(deed: Deed, known: Known, *, books: Books, today: date) -> list[tuple[str, str]]:
    """(column, sentence) for everything the books have against a deed that holds only what is new."""
    found: list[tuple[str, str]] = []
    if deed.status is Status.PROBATIONARY and known.status == Status.FORMAL:
        found.append(("status", "名册里已经是正式党员，不会改回预备党员。请核对文件。"))
    if deed.status is Status.FORMAL and known.status == Status.PROBATIONARY and deed.formal is None:
        found.append(("formal", "名册里是预备党员。请在转正日期一列补上大会决议转正的日期。"))
    if deed.formal is not None:
        found += [("formal", one) for one in _against_day(deed.formal, "转正", known, books, today)]
    if deed.post:
        found += [("post", one) for one in _against_day(deed.day, "调整岗位", known, books, today)]
    return found


def _against_day(day: date, what: str, known: Known, books: Books, today: date) -> list[str]:
    """As the single steps judge a day: it has come, lies in the membership and after what the roster says."""
    if day > today:
        return [f"{full_day_name(day)}还没有到，到那天再登记{what}。"]
    if day < known.since:
        return [f"{known.name}{full_day_name(known.since)}才加入本支部，{what}的日期不能更早。请核对日期。"]
    if books.settled_to is not None and day <= books.settled_to:
        year = books.settled_to.year
        return [f"{year}年度积分已经结算，{what}的日期不能早于{year + 1}年1月1日。请核对日期。"]
    if known.standing_since >= day:
        since = full_day_name(known.standing_since)
        return [f"名册里{since}起的身份已经登记，{what}只能从更晚的一天起。请核对日期。"]
    return []


def changes(deed: Deed, known: Known) -> tuple[Change, ...]:
    """From what to what, for people to read."""
    found = []
    if deed.post:
        after = f"{POSTS[deed.post]}，从{full_day_name(deed.day)}起"
        found.append(Change("岗位", POSTS[known.post], after))
    if deed.formal is not None:
        after = f"{STATUSES[Status.FORMAL]}，从{full_day_name(deed.formal)}起"
        found.append(Change("人员类别", STATUSES[Status.PROBATIONARY], after))
    if deed.joined is not None:
        found.append(Change("预备期", _NOT_THERE, f"从{full_day_name(deed.joined)}起"))
    return tuple(found)


def stays(deed: Deed, known: Known) -> str:
    """What the table says otherwise than the books and an import leaves as it is; "" for nothing."""
    words = []
    if deed.since != known.since:
        words.append(f"加入日期按名册的{full_day_name(known.since)}，不改")
    began = known.probation_since
    if (
        deed.joined is not None
        and began is not None
        and deed.joined != began
        and known.status != Status.FORMAL
    ):
        words.append(f"预备期按名册的{full_day_name(began)}起，不改")
    return "；".join(words)


def in_words(deed: Deed) -> str:
    """Somebody new: ``教师岗，正式党员，2026年1月5日加入``."""
    words = [POSTS[deed.post], STATUSES[deed.status], f"{full_day_name(deed.since)}加入"]
    if deed.formal is not None and deed.formal > deed.since:
        words.append(f"{full_day_name(deed.formal)}转正")
    if deed.joined is not None and deed.status is Status.PROBATIONARY:
        words.append(f"预备期从{full_day_name(deed.joined)}起")
    return "，".join(words)
