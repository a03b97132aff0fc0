"""The one list of judgements about an entry, for files, forms and actions alike.

What can be wrong is in regulations/reading.md §12 (R22, R23, A5, A19). Each fault names the
column of the ledger file it belongs to, and says what is wrong and what to do.
"""

from dataclasses import dataclass

from fenming.rules.people import Member, YearSpan
from fenming.rules.reasons import full_day_name
from fenming.rules.standard_model import Item, Standard
from fenming.rules.statement import Entry
from fenming.rules.terms import BUCKET_NAMES, Bucket, format_centi


@dataclass(frozen=True, slots=True)
class EntryFault:
    """``column``: date, item, quantity, points, level or reason."""

    column: str
    sentence: str


def fault_of_entry(
    *, standard: Standard, member: Member, year: YearSpan, entry: Entry, reason: str
) -> tuple[EntryFault, ...]:
    """Everything wrong with one entry of a member; empty when it may be scored.

    ``reason`` is the text of the reason; its content is not judged, only that it is there.
    """
    faults: list[EntryFault] = []
    in_year = year.start <= entry.day <= year.end
    in_branch = member.takes_part_on(entry.day)
    if not (in_year and in_branch):
        _day(faults, member, year, entry)
    if entry.quantity < 1:
        faults.append(EntryFault("quantity", "次数应是不小于 1 的整数。请改；只有一次的可以留空。"))
    item = standard.by_id.get(entry.item)
    if item is None:
        faults.append(EntryFault("item", "积分标准里没有这个项目。请对照标准核对项目代号。"))
        return tuple(faults)
    if item.bucket is Bucket.BASE:
        sentence = f"“{item.title}”是基础分项目，年初已计满分，不单独记录。未做到的，请记相应的扣分项目。"
        faults.append(EntryFault("item", sentence))
        return tuple(faults)
    # On a day outside the year or the membership, or while exempt, there is no list to speak of.
    if in_year and in_branch and member.list_on(entry.day) not in item.lists:
        _off_list(faults, standard, member, entry, item)
    if entry.points_centi is not None or item.shape == "range":
        _points(faults, item, entry.points_centi)
    if entry.level or item.shape == "levels":
        _level(faults, item, entry.level)
    if item.reason_required and not reason.strip():
        _reason(faults, item)
    return tuple(faults)


def _day(faults: list[EntryFault], member: Member, year: YearSpan, entry: Entry) -> None:
    day = full_day_name(entry.day)
    if not year.start <= entry.day <= year.end:
        span = f"{full_day_name(year.start)}至{full_day_name(year.end)}"
        sentence = f"{day}不在{year.number}年度（{span}）之内。请核对日期；属于别的年度的，请记在那个年度。"
        faults.append(EntryFault("date", sentence))
    if member.since is not None and entry.day < member.since:
        sentence = f"{day}早于加入日期{full_day_name(member.since)}，这一天还不在本支部。请核对日期或名册。"
        faults.append(EntryFault("date", sentence))
    if member.until is not None and entry.day > member.until:
        sentence = f"{day}晚于离开日期{full_day_name(member.until)}，这一天已不在本支部。请核对日期或名册。"
        faults.append(EntryFault("date", sentence))
    if member.is_exempt_on(entry.day):
        sentence = f"{day}在免予积分期间，这一天的事项不计分，不用登记。请核对日期或名册。"
        faults.append(EntryFault("date", sentence))


def _off_list(faults: list[EntryFault], standard: Standard, member: Member, entry: Entry, item: Item) -> None:
    code = member.list_on(entry.day)
    name = standard.lists.get(code, code)
    owners = "、".join(standard.lists.get(owner, owner) for owner in item.lists)
    day = full_day_name(entry.day)
    sentence = (
        f"{day}适用的是{name}的项目清单，“{item.title}”只用于{owners}。请换成清单内的项目，或核对名册。"
    )
    faults.append(EntryFault("item", sentence))


def _points(faults: list[EntryFault], item: Item, points_centi: int | None) -> None:
    if item.shape != "range":
        sentence = f"“{item.title}”的分值由标准定，不另填分值。请把分值留空。"
        faults.append(EntryFault("points", sentence))
        return
    span = f"{format_centi(item.min_centi)} 至 {format_centi(item.max_centi)} 分"
    if points_centi is None:
        sentence = f"“{item.title}”每次 {span}，还没有填分值。请填每次的分值。"
        faults.append(EntryFault("points", sentence))
    elif not item.min_centi <= points_centi <= item.max_centi:
        sentence = f"“{item.title}”每次 {span}，{format_centi(points_centi)} 分不在其中。请改。"
        faults.append(EntryFault("points", sentence))


def _level(faults: list[EntryFault], item: Item, level: str) -> None:
    if item.shape != "levels":
        faults.append(EntryFault("level", f"“{item.title}”不分级别。请把级别留空。"))
        return
    known = "、".join(level.name for level in item.levels)
    if not level:
        how = "分档" if item.bucket is Bucket.VETO else "按级别计分"
        faults.append(EntryFault("level", f"“{item.title}”{how}，还没有填级别。请填 {known} 之一。"))
    elif item.level(level) is None:
        sentence = f"“{item.title}”没有“{level}”这一级。请照标准填 {known} 之一。"
        faults.append(EntryFault("level", sentence))


def _reason(faults: list[EntryFault], item: Item) -> None:
    if item.bucket is Bucket.VETO:
        what = "一票否决要写明处理决定的文件和文号"
    elif item.shape == "range":
        what = f"“{item.title}”的分值有幅度，要写明事由"
    else:
        what = f"{BUCKET_NAMES[item.bucket]}要写明事由"
    faults.append(EntryFault("reason", f"{what}，这里是空的。请补写。"))
