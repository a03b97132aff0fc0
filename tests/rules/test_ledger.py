"""The chain shows every change; the fold counts what nothing reverses."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fenming.rules.ledger import (
    GENESIS,
    Json,
    Link,
    canonical_bytes,
    code_as_printed,
    link_hash,
    live,
    salted_hash,
    short_code,
    verify_chain,
)

TEXTS = st.text(st.characters(codec="utf-8"), max_size=8)
CONTENTS: st.SearchStrategy[dict[str, Json]] = st.fixed_dictionaries(
    {"item": TEXTS, "points_centi": st.integers(0, 10_000), "reverses": st.none() | st.integers(1)}
)


def chain_of(contents: Sequence[Mapping[str, Json]]) -> list[Link]:
    links: list[Link] = []
    prev_hash = GENESIS
    for seq, content in enumerate(contents, start=1):
        digest = link_hash(prev_hash=prev_hash, content=content)
        links.append(Link(seq=seq, prev_hash=prev_hash, hash=digest, content=content))
        prev_hash = digest
    return links


@dataclass(frozen=True, slots=True)
class Entry:
    seq: int
    reverses: int | None = None


def test_canonical_bytes_sort_keys_and_keep_chinese_readable() -> None:
    assert canonical_bytes({"b": [1, None, True], "a": "评定"}) == ('{"a":"评定","b":[1,null,true]}'.encode())


def test_canonical_bytes_do_not_depend_on_the_kind_of_container() -> None:
    class Kind(StrEnum):
        OPENING = "opening"

    plain = canonical_bytes({"kind": "opening", "lists": ["T", "A"]})
    assert canonical_bytes(MappingProxyType({"lists": ("T", "A"), "kind": Kind.OPENING})) == plain


def test_nothing_without_a_canonical_form_is_hashed() -> None:
    bad: Any
    for bad in (1.5, float("nan"), date(2016, 3, 1), b"x", {1, 2}):
        with pytest.raises(TypeError, match=r"content\.lines\[0\]\.points"):
            canonical_bytes({"lines": [{"points": bad}]})
    bad_key: Any = {1: "a"}
    with pytest.raises(TypeError, match="not text"):
        canonical_bytes(bad_key)


def test_a_link_hash_is_pinned_so_that_old_ledgers_stay_verifiable() -> None:
    # Found without this program: printf '%064d\n{"item":"DT2","points_centi":150}' 0 | sha256sum
    digest = link_hash(prev_hash=GENESIS, content={"item": "DT2", "points_centi": 150})
    assert digest == "89e65b65cc8040bd91aee084c092490ced63228a9217edbfdbee0c1a383c4e76"


def test_a_link_needs_a_hash_before_it() -> None:
    for bad in ("", "0" * 63, "G" * 64):
        with pytest.raises(ValueError, match="64"):
            link_hash(prev_hash=bad, content={})


@given(st.lists(CONTENTS, max_size=6))
def test_an_untouched_chain_verifies(contents: list[dict[str, Json]]) -> None:
    assert verify_chain(chain_of(contents)) is None


@given(st.data())
def test_any_changed_field_of_any_link_is_found_there(data: st.DataObject) -> None:
    links = chain_of(data.draw(st.lists(CONTENTS, min_size=1, max_size=6)))
    at = data.draw(st.integers(0, len(links) - 1))
    link = links[at]
    field = data.draw(st.sampled_from(["seq", "prev_hash", "hash", "item", "points_centi", "more"]))
    if field == "seq":
        changed = replace(link, seq=data.draw(st.integers().filter(lambda n: n != link.seq)))
    elif field in ("prev_hash", "hash"):
        value = getattr(link, field)
        place = data.draw(st.integers(0, 63))
        digit = data.draw(st.sampled_from("0123456789abcdef").filter(lambda d: d != value[place]))
        value = value[:place] + digit + value[place + 1 :]
        changed = replace(link, hash=value) if field == "hash" else replace(link, prev_hash=value)
    else:
        old = link.content.get(field)
        new = data.draw((TEXTS | st.integers()).filter(lambda v: type(v) is not type(old) or v != old))
        changed = replace(link, content={**link.content, field: new})
    links[at] = changed
    assert verify_chain(links) == at + 1


@given(st.lists(CONTENTS, min_size=2, max_size=6), st.data())
def test_a_link_taken_out_of_the_middle_or_moved_is_found(
    contents: list[dict[str, Json]], data: st.DataObject
) -> None:
    links = chain_of(contents)
    at = data.draw(st.integers(0, len(links) - 2))
    assert verify_chain(links[:at] + links[at + 1 :]) == at + 1
    swapped = [*links[:at], links[at + 1], links[at], *links[at + 2 :]]
    assert verify_chain(swapped) == at + 1


def test_a_rehashed_content_is_found_at_the_next_link() -> None:
    links = chain_of([{"n": 1}, {"n": 2}])
    forged: Mapping[str, Json] = {"n": 9}
    links[0] = replace(links[0], content=forged, hash=link_hash(prev_hash=GENESIS, content=forged))
    assert verify_chain(links) == 2


def test_a_chain_rewritten_or_cut_off_is_found_by_a_head_handed_out() -> None:
    links = chain_of([{"n": 1}, {"n": 2}, {"n": 3}])
    heads = {2: links[1].hash, 3: links[2].hash}
    assert verify_chain(links, heads=heads) is None
    assert verify_chain(chain_of([{"n": 1}, {"n": 7}, {"n": 3}]), heads=heads) == 2
    assert verify_chain(links[:2], heads=heads) == 3
    assert verify_chain([], heads={1: links[0].hash}) == 1


def test_a_content_that_cannot_be_hashed_is_a_broken_link() -> None:
    bad: Any = {"points": 1.5}
    link = Link(seq=1, prev_hash=GENESIS, hash="0" * 64, content=bad)
    assert verify_chain([link]) == 1


def test_live_drops_counter_entries_and_what_they_reverse() -> None:
    kept, wrong, counter, anew = Entry(1), Entry(2), Entry(3, reverses=2), Entry(4)
    assert live([kept, wrong, counter, anew]) == (kept, anew)


def test_live_before_the_counter_entry_still_counts_the_entry() -> None:
    assert live([Entry(1), Entry(2)]) == (Entry(1), Entry(2))
    assert live([]) == ()


@pytest.mark.parametrize(
    "entries",
    [
        [Entry(2, reverses=1)],
        [Entry(1), Entry(2, reverses=1), Entry(3, reverses=1)],
        [Entry(1), Entry(2, reverses=1), Entry(3, reverses=2)],
        [Entry(1, reverses=2), Entry(2)],
        [Entry(1, reverses=1)],
    ],
    ids=["missing", "twice", "counter-entry", "later", "itself"],
)
def test_live_refuses_a_ledger_this_program_cannot_have_written(entries: list[Entry]) -> None:
    with pytest.raises(ValueError, match="revers"):
        live(entries)


@given(st.integers(0, 20), st.data())
def test_entry_and_counter_entry_cancel(count: int, data: st.DataObject) -> None:
    entries = [Entry(seq) for seq in range(1, count + 1)]
    chosen = data.draw(st.lists(st.sampled_from(entries), unique=True)) if entries else []
    counters = [Entry(count + place, reverses=entry.seq) for place, entry in enumerate(chosen, start=1)]
    assert set(live(entries + counters)) == set(entries) - set(chosen)


def test_short_code_is_twelve_characters_that_survive_copying() -> None:
    assert short_code(GENESIS) == "0000-0000-0000"
    assert short_code("f" * 64) == "ZZZZ-ZZZZ-ZZZZ"
    assert short_code("08" + "0" * 62) == "1000-0000-0000"
    with pytest.raises(ValueError, match="64"):
        short_code("abc")


@given(st.integers(0, 2**256 - 1))
def test_short_code_has_no_letter_that_looks_like_another(number: int) -> None:
    code = short_code(f"{number:064x}")
    assert re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}", code)


@given(st.integers(0, 2**256 - 1))
def test_a_code_is_known_again_however_it_was_copied(number: int) -> None:
    code = short_code(f"{number:064x}")
    assert code_as_printed(code) == code
    assert code_as_printed(f" {code.lower().replace('-', ' ')}\n") == code
    assert code_as_printed(code.replace("-", "—").replace("0", "O").replace("1", "l")) == code
    assert code_as_printed("".join(chr(ord(sign) + 0xFEE0) for sign in code)) == code


def test_nothing_written_is_no_code() -> None:
    assert code_as_printed(" — ") == ""


def test_salted_hash_hides_the_text_and_needs_a_real_salt() -> None:
    first = salted_hash("未按时参加学习", "a" * 32)
    assert re.fullmatch("[0-9a-f]{64}", first)
    assert first == salted_hash("未按时参加学习", "a" * 32)
    assert first != salted_hash("未按时参加学习", "b" * 32)
    assert first != salted_hash("未按时参加学习。", "a" * 32)
    with pytest.raises(ValueError, match="salt"):
        salted_hash("未按时参加学习", "short")
