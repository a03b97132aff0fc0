"""How the assessment desk words a matter, a member's line and the whole month (R34, A13, A14, A31)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from fenming.queries.assessment import AtHand, Replied, item_of, not_heard, twins_of, why_single
from fenming.records.models import Matter
from fenming.rules.reasons import day_name
from fenming.rules.standard import FREQUENCY_NAMES, Item
from fenming.rules.terms import format_centi
from fenming.rules.workflow import STATE_NAMES

_HOW: Final = {"declared": "申报", "recorded": "记录", "reported": "报告", "opening": "期初转入"}


@dataclass(frozen=True, slots=True)
class Twin:
    """Another matter that looks like the same thing."""

    id: int
    lead: str
    words: str


@dataclass(frozen=True, slots=True)
class DeskMatter:
    """A matter on the desk. `open`: waits for assessment; `unheard`: why it has to wait still; `why`: why it is looked
    at alone; `handler`: who was named from above to assess it, or "". Figures as they stand now, to begin a change from; points signed hundredths."""

    id: int
    state: str
    open: bool
    why: str
    unheard: str
    handler: str
    how: str
    title: str
    said: str
    day: date
    rule: str
    achievement: str
    late: bool
    reply: Replied | None
    twins: tuple[Twin, ...]
    shape: str
    levels: tuple[tuple[str, str], ...]
    quantity: int
    level: str
    each_centi: int | None
    claimed_centi: int
    assessed_centi: int | None
    round: int
    outcome: str
    reason: str


def _unheard(matter: AtHand, today: date) -> str:
    replied = matter.reply is not None
    return not_heard(reply_by=matter.reply_by, by_hand=matter.by_hand, replied=replied, today=today)


def desk_matter(matter: AtHand, of_member: Sequence[AtHand], *, today: date) -> DeskMatter:
    """A matter of the month with all that an assessor should see of it."""
    item, judged = item_of(matter), matter.judged
    is_open = matter.state == Matter.State.DECLARED
    twins = twins_of(matter, of_member) if is_open else ()
    claim = matter.claim
    return DeskMatter(
        id=matter.id,
        state=matter.state,
        open=is_open,
        why=why_single(matter=matter, twins=twins) if is_open else "",
        unheard=_unheard(matter, today) if is_open else "",
        handler=matter.handler or "",
        how=_HOW[matter.origin],
        title=item.title,
        said=matter.said.rstrip("。"),  # a day follows it
        day=matter.day,
        rule=_rule(item, matter),
        achievement=matter.achievement,
        late=matter.late,
        reply=matter.reply,
        twins=tuple(_twin(one) for one in twins),
        shape=item.shape,
        levels=tuple((level.name, format_centi(level.points_centi)) for level in item.levels),
        quantity=claim.quantity,
        level=claim.level,
        each_centi=claim.each_centi,
        claimed_centi=matter.claimed_centi,
        assessed_centi=judged.points_centi if judged and not is_open else None,
        round=matter.round,
        outcome=judged.outcome if judged and not is_open else "",
        reason=judged.reason if judged else "",
    )


def _rule(item: Item, matter: AtHand) -> str:
    """The item's title and amount: `教研科研，每次 1 至 3 分`."""
    every = FREQUENCY_NAMES[item.frequency]
    if item.shape == "range":
        amount = f"{every} {format_centi(item.min_centi)} 至 {format_centi(item.max_centi)} 分"
    elif level := item.level(matter.level):
        amount = f"{level.name} {format_centi(level.points_centi)} 分"
    else:
        amount = f"{every} {format_centi(item.points_centi)} 分"
    times = f"，报 {matter.quantity} 次" if matter.quantity > 1 else ""
    return f"{item.title}，{amount}{times}"


def _twin(other: AtHand) -> Twin:
    state = STATE_NAMES["matter"][other.state]
    lead = f"{other.month_number}月{state}：" if other.state != Matter.State.DECLARED else "另有申报："
    return Twin(
        other.id,
        lead,
        f"{item_of(other).title}，{day_name(other.day)}，{format_centi(other.points_centi)} 分",
    )


def line_of(matters: Sequence[DeskMatter], *, done: bool, nothing_new: bool, early: bool) -> str:
    """A member's month in one line; without matters what was said, or that nothing was."""
    if not matters:
        if nothing_new:
            return "报了“本月无新增”"
        return "未申报" if done or early else "未申报。没有记录，也没有报告；不因此扣分"
    titles = list(dict.fromkeys(one.title for one in matters))
    if done:
        if len(matters) == 1:
            return titles[0]
        return f"{len(matters)} 件：{titles[0]}{'等' if len(titles) > 1 else ''}"
    hows = list(dict.fromkeys(one.how for one in matters))
    more = "" if any(one.open for one in matters) else "，都已初评"
    return f"{'、'.join(hows)} {len(matters)} 件：{'；'.join(titles)}{more}"


def done_word(matters: Sequence[DeskMatter]) -> str:
    """The state of a finished row."""
    if not matters:
        return "已初评，无事项"
    outcomes = {one.outcome for one in matters}
    if "returned" in outcomes:
        return "已初评，有退回"
    return "已初评" if outcomes <= {"accepted"} else "已初评，有改动"


def not_yours(others: Sequence[str]) -> str:
    """Why one's own row is closed to an assessor, and who takes it (A31)."""
    if others:
        return f"本人事项，不能由您初评，由{'、'.join(others)}办理"
    return "本人事项，不能由您初评。现在支部只有您一名初评人，请支部党员大会推举一名同志，登记为支部委员后由其初评；有事项的，也可以请上级指定办理人。"


def summary_of(count: Mapping[str, int], *, month_number: int, last_day: date) -> str:
    """What is left of the month, in one sentence."""
    left = sum(number for state, number in count.items() if state != "done")
    if not left:
        return f"{month_number}月的党员都已初评。接下来由党员大会评定。"
    parts = (
        ("plain", "名可一并认定"),
        ("open", "名单独看"),
        ("waiting", "名等本人答复"),
        ("handled", "名等上级指定的办理人初评"),
        ("early", f"名等申报期满（{day_name(last_day)}）"),
        ("own", "名是您本人"),
    )
    told = "，".join(f"{count[state]} {words}" for state, words in parts if count[state])
    return f"待初评 {left} 名：{told}。"
