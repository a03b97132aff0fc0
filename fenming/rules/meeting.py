"""Meetings: when one may begin and when a resolution is adopted (R33, R35–R37, A15).

A members' meeting may begin when more than half of the members with the right to vote
are there. A resolution is adopted when the ayes are more than half of the
members with the right to vote who should attend, there or not. Probationary
members speak and do not vote: they are in none of these counts. On a matter
singled out, its owner does not vote and is left out of the count. The monthly
meeting that assesses decides nothing by vote; more than half of those it
consists of have to be there too.
"""

from dataclasses import dataclass
from typing import Final

from fenming.rules.terms import Refused

FEWEST_FOR_COMMITTEE: Final = 7
"""A branch with fewer formal members has no committee (R33; general rule of the Party, to be checked by the branch)."""


@dataclass(frozen=True, slots=True)
class Result:
    """Whether it is enough (`ok`), how many are `needed`, and the sentence for the minutes."""

    ok: bool
    needed: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Votes:
    """A show of hands, counted."""

    ayes: int
    nays: int
    abstentions: int


def monthly_kinds(*, formal: int) -> tuple[str, ...]:
    """The kinds of monthly meeting a branch with so many formal members may hold; either kind counts (R33)."""
    return ("committee", "branch") if formal >= FEWEST_FOR_COMMITTEE else ("branch",)


def monthly_quorum(*, kind: str, should_attend: int, present: int) -> Result:
    """Whether a monthly meeting may begin: more than half are there (R33).

    `kind` committee: its members; branch: members with the right to vote. Raises Refused when nobody should attend
    or more are there than should be.
    """
    who = "支部委员" if kind == "committee" else "有表决权的党员"
    if should_attend < 1:
        raise Refused("nobody_to_attend", f"没有应到会的{who}，不能开会。请先核对名册和任职。")
    _require_attendance(should_attend, present)
    needed = _more_than_half(should_attend)
    figures = f"应到{who} {should_attend} 名，到会 {present} 名"
    if present >= needed:
        return Result(ok=True, needed=needed, sentence=f"{figures}，已过半数。")
    return Result(
        ok=False,
        needed=needed,
        sentence=f"{figures}，没有超过半数，不能开会。至少要到 {needed} 名；请等人到齐，或者另定时间。",
    )


def _more_than_half(count: int) -> int:
    return count // 2 + 1


def quorum_met(*, should_attend_voting: int, present_voting: int) -> bool:
    """Whether a meeting may begin: more than half of those with the right to vote are there (A15)."""
    return quorum(should_attend_voting=should_attend_voting, present_voting=present_voting).ok


def quorum(*, should_attend_voting: int, present_voting: int) -> Result:
    """Whether a meeting may begin, with the sentence for the page and the minutes (A15).

    Both figures count members with the right to vote only. Raises Refused when
    the figures cannot be right.
    """
    _require_attendance(should_attend_voting, present_voting)
    needed = _more_than_half(should_attend_voting)
    figures = f"应到会有表决权 {should_attend_voting} 名，到会 {present_voting} 名"
    if present_voting >= needed:
        ayes = votes_needed(should_attend_voting=should_attend_voting, owner_excluded=False)
        return Result(ok=True, needed=needed, sentence=f"{figures}；同意 {ayes} 名以上通过。")
    return Result(
        ok=False,
        needed=needed,
        sentence=f"{figures}，没有超过半数，不能开会。至少要到 {needed} 名；请等人到齐，或者另定时间。",
    )


def votes_needed(*, should_attend_voting: int, owner_excluded: bool) -> int:
    """How many ayes adopt a resolution: the least number above half of those who should attend (A15).

    `owner_excluded`: the vote is on a singled-out matter whose owner has the
    right to vote; the owner is then not counted. ValueError when nobody is left.
    """
    counted = should_attend_voting - owner_excluded
    if counted < 1:
        raise ValueError("nobody is left who could vote")
    return _more_than_half(counted)


def adoption(
    *,
    should_attend_voting: int,
    present_voting: int,
    votes: Votes,
    owner_excluded: bool = False,
    owner_present: bool = False,
) -> Result:
    """Whether a counted vote adopts a resolution, with the sentence for the minutes (R37, A15).

    `present_voting` counts everyone with the right to vote who is there, the
    owner too (`owner_present`); every one of them but the owner said aye, nay or
    abstained. Raises Refused when the figures do not add up.
    """
    voters = _voters(should_attend_voting, present_voting, owner_excluded, owner_present)
    _require_sum(votes, voters=voters, owner_present=owner_present)
    needed = votes_needed(should_attend_voting=should_attend_voting, owner_excluded=owner_excluded)
    adopted = votes.ayes >= needed
    basis = f"应到会有表决权 {should_attend_voting} 名"
    if owner_excluded:
        basis += f"，本人不表决，按 {should_attend_voting - 1} 名计算"
    counts = f"同意 {votes.ayes} 名，反对 {votes.nays} 名，弃权 {votes.abstentions} 名"
    end = "通过" if adopted else "没有通过"
    return Result(ok=adopted, needed=needed, sentence=f"{basis}，须 {needed} 名以上同意。{counts}，{end}。")


def without_objection(
    *,
    should_attend_voting: int,
    present_voting: int,
    owner_excluded: bool = False,
    owner_present: bool = False,
) -> Result:
    """The same for a resolution nobody spoke against: all who are there count as ayes (A15)."""
    voters = _voters(should_attend_voting, present_voting, owner_excluded, owner_present)
    return adoption(
        should_attend_voting=should_attend_voting,
        present_voting=present_voting,
        votes=Votes(ayes=voters, nays=0, abstentions=0),
        owner_excluded=owner_excluded,
        owner_present=owner_present,
    )


def _voters(should_attend: int, present: int, owner_excluded: bool, owner_present: bool) -> int:
    _require_attendance(should_attend, present)
    if owner_present and not owner_excluded:
        raise ValueError("an owner who is not excluded is a voter like any other")
    if owner_excluded and should_attend == 1:
        raise Refused(
            "nobody_can_vote", "除本人外没有有表决权的党员，这件事不能在本支部表决。请报上级党组织。"
        )
    # With the owner absent, those present cannot be more than all the others.
    if owner_excluded and not owner_present and present == should_attend:
        raise Refused("attendance", "有表决权的党员都已到会，本人也应在其中。请核对到会名单。")
    if owner_present and present == 0:
        raise Refused("attendance", "到会人数是 0，本人却记为到会。请核对到会名单。")
    return present - owner_present


def _require_attendance(should_attend: int, present: int) -> None:
    if should_attend < 1:
        raise Refused("nobody_can_vote", "没有应到会的有表决权的党员，大会不能作出决议。请先核对名册。")
    if not 0 <= present <= should_attend:
        raise Refused(
            "attendance",
            f"到会有表决权的是 {present} 名，应到会 {should_attend} 名，两数对不上。请核对到会名单。",
        )


def _require_sum(votes: Votes, *, voters: int, owner_present: bool) -> None:
    counts = (votes.ayes, votes.nays, votes.abstentions)
    if min(counts) < 0:
        raise Refused("votes", "票数不能是负数。请重新填写同意、反对、弃权的人数。")
    if sum(counts) != voters:
        others = "（本人不表决，已除去）" if owner_present else ""
        raise Refused(
            "votes",
            f"同意 {votes.ayes}、反对 {votes.nays}、弃权 {votes.abstentions}，合计 {sum(counts)} 名；"
            f"到会能表决的是 {voters} 名{others}。请核对票数。",
        )
