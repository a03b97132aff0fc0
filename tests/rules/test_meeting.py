"""Quorum and adoption: worked cases, then properties."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from fenming.rules.meeting import (
    Votes,
    adoption,
    monthly_kinds,
    monthly_quorum,
    quorum,
    quorum_met,
    votes_needed,
    without_objection,
)
from fenming.rules.terms import Refused


@pytest.mark.parametrize(
    ("should_attend", "present", "met"),
    [
        (36, 19, True),
        (36, 18, False),
        (37, 19, True),
        (37, 18, False),
        (1, 1, True),
        (1, 0, False),
        (2, 1, False),
    ],
)
def test_quorum_is_more_than_half(should_attend: int, present: int, met: bool) -> None:
    assert quorum_met(should_attend_voting=should_attend, present_voting=present) is met


def test_quorum_speaks() -> None:
    met = quorum(should_attend_voting=36, present_voting=31)
    assert met.ok
    assert met.sentence == "应到会有表决权 36 名，到会 31 名；同意 19 名以上通过。"
    missed = quorum(should_attend_voting=36, present_voting=18)
    assert not missed.ok
    assert missed.needed == 19
    assert missed.sentence == (
        "应到会有表决权 36 名，到会 18 名，没有超过半数，不能开会。至少要到 19 名；请等人到齐，或者另定时间。"
    )


@pytest.mark.parametrize(
    ("should_attend", "owner_excluded", "needed"),
    [(36, False, 19), (37, False, 19), (36, True, 18), (37, True, 19), (2, True, 1), (1, False, 1)],
)
def test_ayes_must_be_more_than_half_of_those_who_should_attend(
    should_attend: int, owner_excluded: bool, needed: int
) -> None:
    assert votes_needed(should_attend_voting=should_attend, owner_excluded=owner_excluded) == needed


def test_most_of_those_present_is_not_enough() -> None:
    # 20 of 36 came, 18 of the 20 agree: half of 36, not more.
    result = adoption(should_attend_voting=36, present_voting=20, votes=Votes(18, 1, 1))
    assert not result.ok
    assert result.sentence == (
        "应到会有表决权 36 名，须 19 名以上同意。同意 18 名，反对 1 名，弃权 1 名，没有通过。"
    )
    assert adoption(should_attend_voting=36, present_voting=20, votes=Votes(19, 1, 0)).ok


def test_the_owner_neither_votes_nor_counts() -> None:
    result = adoption(
        should_attend_voting=36,
        present_voting=20,
        votes=Votes(18, 1, 0),
        owner_excluded=True,
        owner_present=True,
    )
    assert result.ok
    assert result.needed == 18
    assert result.sentence == (
        "应到会有表决权 36 名，本人不表决，按 35 名计算，须 18 名以上同意。"
        "同意 18 名，反对 1 名，弃权 0 名，通过。"
    )
    # The owner stayed away: all 20 present vote.
    assert adoption(should_attend_voting=36, present_voting=20, votes=Votes(18, 2, 0), owner_excluded=True).ok


def test_without_objection_counts_all_present_as_ayes() -> None:
    assert without_objection(should_attend_voting=36, present_voting=31).ok
    assert not without_objection(should_attend_voting=36, present_voting=18).ok
    # 4 of 7 are a quorum; without the owner 3 of 6 are not more than half.
    assert not without_objection(
        should_attend_voting=7, present_voting=4, owner_excluded=True, owner_present=True
    ).ok


def code_of(**figures: object) -> str:
    with pytest.raises(Refused) as caught:
        adoption(**figures)  # type: ignore[arg-type]
    assert caught.value.sentence.endswith("。")
    return caught.value.code


def test_votes_that_do_not_add_up_are_refused_with_both_sums() -> None:
    with pytest.raises(Refused) as caught:
        adoption(
            should_attend_voting=36,
            present_voting=20,
            votes=Votes(18, 2, 0),
            owner_excluded=True,
            owner_present=True,
        )
    assert caught.value.code == "votes"
    assert caught.value.sentence == (
        "同意 18、反对 2、弃权 0，合计 20 名；到会能表决的是 19 名（本人不表决，已除去）。请核对票数。"
    )
    assert code_of(should_attend_voting=5, present_voting=3, votes=Votes(4, -1, 0)) == "votes"


def test_attendance_that_cannot_be_is_refused() -> None:
    none = Votes(0, 0, 0)
    assert code_of(should_attend_voting=5, present_voting=6, votes=Votes(6, 0, 0)) == "attendance"
    assert code_of(should_attend_voting=5, present_voting=-1, votes=none) == "attendance"
    assert code_of(should_attend_voting=0, present_voting=0, votes=none) == "nobody_can_vote"
    assert (
        code_of(should_attend_voting=1, present_voting=0, votes=none, owner_excluded=True)
        == "nobody_can_vote"
    )
    assert (
        code_of(should_attend_voting=3, present_voting=3, votes=Votes(3, 0, 0), owner_excluded=True)
        == "attendance"
    )
    assert (
        code_of(should_attend_voting=3, present_voting=0, votes=none, owner_excluded=True, owner_present=True)
        == "attendance"
    )


def test_slips_in_the_program_are_not_refusals() -> None:
    with pytest.raises(ValueError, match="owner"):
        adoption(should_attend_voting=5, present_voting=5, votes=Votes(5, 0, 0), owner_present=True)
    with pytest.raises(ValueError, match="nobody"):
        votes_needed(should_attend_voting=1, owner_excluded=True)


@given(st.integers(1, 500), st.integers(0, 500), st.integers(0, 500), st.integers(0, 500))
def test_adopted_means_strictly_more_than_half_and_implies_a_quorum(
    should_attend: int, ayes: int, nays: int, abstentions: int
) -> None:
    present = ayes + nays + abstentions
    assume(present <= should_attend)
    votes = Votes(ayes, nays, abstentions)
    result = adoption(should_attend_voting=should_attend, present_voting=present, votes=votes)
    assert result.ok == (2 * ayes > should_attend)
    if result.ok:
        assert quorum_met(should_attend_voting=should_attend, present_voting=present)


@given(st.integers(2, 500), st.data())
def test_without_objection_is_the_best_a_vote_can_do(should_attend: int, data: st.DataObject) -> None:
    owner_present = data.draw(st.booleans())
    voters = data.draw(st.integers(0, should_attend - 1))
    nays = data.draw(st.integers(0, voters))
    present = voters + owner_present
    silent = without_objection(
        should_attend_voting=should_attend,
        present_voting=present,
        owner_excluded=True,
        owner_present=owner_present,
    )
    counted = adoption(
        should_attend_voting=should_attend,
        present_voting=present,
        votes=Votes(voters - nays, nays, 0),
        owner_excluded=True,
        owner_present=owner_present,
    )
    assert silent.ok or not counted.ok
    assert silent.ok == (2 * voters > should_attend - 1)


@pytest.mark.parametrize(("formal", "kinds"), [(6, ("branch",)), (7, ("committee", "branch"))])
def test_a_branch_with_fewer_than_seven_formal_members_has_no_committee(
    formal: int, kinds: tuple[str, ...]
) -> None:
    assert monthly_kinds(formal=formal) == kinds


def test_a_monthly_meeting_begins_when_more_than_half_are_there() -> None:
    met = monthly_quorum(kind="committee", should_attend=3, present=2)
    assert met.ok
    assert met.sentence == "应到支部委员 3 名，到会 2 名，已过半数。"
    missed = monthly_quorum(kind="branch", should_attend=6, present=3)
    assert not missed.ok
    assert missed.needed == 4
    assert missed.sentence == (
        "应到有表决权的党员 6 名，到会 3 名，没有超过半数，不能开会。至少要到 4 名；请等人到齐，或者另定时间。"
    )


def test_a_monthly_meeting_of_nobody_cannot_be() -> None:
    with pytest.raises(Refused) as refused:
        monthly_quorum(kind="committee", should_attend=0, present=0)
    assert refused.value.code == "nobody_to_attend"
    assert "请先核对名册和任职" in refused.value.sentence
    with pytest.raises(Refused) as refused:
        monthly_quorum(kind="committee", should_attend=2, present=3)
    assert refused.value.code == "attendance"
