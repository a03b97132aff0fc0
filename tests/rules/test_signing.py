"""Who must have signed before the members are told."""

from hypothesis import given
from hypothesis import strategies as st

from fenming.rules.signing import Signatures


def test_without_a_leading_group_the_secretary_is_enough() -> None:
    assert Signatures(by_secretary=True, group=0, group_signed=0).enough
    alone = Signatures(by_secretary=False, group=0, group_signed=0)
    assert not alone.enough
    assert alone.lacks == "支部书记还没有签署"


def test_of_the_leading_group_more_than_half() -> None:
    assert not Signatures(by_secretary=True, group=4, group_signed=2).enough
    assert Signatures(by_secretary=True, group=4, group_signed=3).enough
    assert Signatures(by_secretary=True, group=1, group_signed=1).enough
    lacks = Signatures(by_secretary=True, group=5, group_signed=2).lacks
    assert lacks == "领导小组现有 5 名，签署的 2 名，还没有过半数"


def test_the_whole_leading_group_does_not_stand_in_for_the_secretary() -> None:
    group = Signatures(by_secretary=False, group=3, group_signed=3)
    assert not group.enough
    assert group.lacks == "支部书记还没有签署"


@given(st.booleans(), st.integers(0, 40), st.integers(0, 40))
def test_nothing_lacks_when_there_are_enough_and_only_then(secretary: bool, group: int, signed: int) -> None:
    signatures = Signatures(by_secretary=secretary, group=group, group_signed=min(signed, group))
    assert signatures.enough is (signatures.lacks == "")
