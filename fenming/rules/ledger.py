"""The ledger: a chain of entries that are only ever added (R61, R73, R77).

Each entry carries the hash of the one before it, so that whoever holds one
head (printed on a posting, sent with a filing) can tell later whether anything
before it was changed. What an entry says about a person in words stays outside:
only its salted hash is chained, so the words can be erased by law.
"""

import hmac
import json
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Protocol, TypeAlias, TypeVar

Json: TypeAlias = bool | int | str | Sequence["Json"] | Mapping[str, "Json"] | None

GENESIS = "0" * 64

# Crockford's alphabet: no I, L, O or U, so a code read aloud or copied by hand survives.
_BASE32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
# What a person mistypes for them.
_LOOKALIKES = str.maketrans({"O": "0", "I": "1", "L": "1"})
_CODE_CHARACTERS = 12
_CODE_GROUP = 4
_SALT_CHARACTERS = 16


class Numbered(Protocol):
    """What the fold must know of an entry: its number and which entry it reverses."""

    @property
    def seq(self) -> int: ...

    @property
    def reverses(self) -> int | None: ...


@dataclass(frozen=True, slots=True)
class Link:
    """One link of a chain as it is stored: number, hash before, own hash, content."""

    seq: int
    prev_hash: str
    hash: str
    content: Mapping[str, Json]


E = TypeVar("E", bound=Numbered)


def canonical_bytes(content: Mapping[str, Json]) -> bytes:
    """The one byte string that stands for a content: JSON, keys sorted, UTF-8, no spaces.

    Raises TypeError for anything whose text could differ between two machines:
    floats (points are whole hundredths), dates (write them YYYY-MM-DD), keys
    that are not text.
    """
    _require_plain(content, path="content")
    text = json.dumps(_as_builtin(content), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8")


def _require_plain(value: object, *, path: str) -> None:
    if value is None or isinstance(value, str | bool | int):
        return
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if not isinstance(key, str):
                raise TypeError(f"{path}: key {key!r} is not text")
            _require_plain(inner, path=f"{path}.{key}")
        return
    if isinstance(value, list | tuple):
        for index, inner in enumerate(value):
            _require_plain(inner, path=f"{path}[{index}]")
        return
    raise TypeError(f"{path}: {type(value).__name__} has no canonical form")


def _as_builtin(value: object) -> object:
    """Plain dicts, lists and exact ints and strs: an enum or a proxy must hash like its value."""
    if isinstance(value, Mapping):
        return {str(key): _as_builtin(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_as_builtin(inner) for inner in value]
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return int(value)
    return value


def link_hash(*, prev_hash: str, content: Mapping[str, Json]) -> str:
    """The hash of an entry, 64 hex digits: SHA-256 over the hash before it and its content.

    `prev_hash` is GENESIS for the first entry of a branch; ValueError if it is not a hash.
    """
    _require_digest(prev_hash)
    return sha256(prev_hash.encode("ascii") + b"\n" + canonical_bytes(content)).hexdigest()


def verify_chain(links: Iterable[Link], *, heads: Mapping[int, str] | None = None) -> int | None:
    """The number of the first link that is not as it was written, or None when all are.

    Every link is recomputed: numbers run 1, 2, 3 without a gap, each names the
    hash before it, each hash follows from its content. `heads` are hashes handed
    out earlier (number → hash, from postings and filings): with them a chain
    rewritten as a whole, or cut off at its end, is found too.
    """
    known = dict(heads or {})
    prev_hash, seq = GENESIS, 0
    for seq, link in enumerate(links, start=1):
        if not _is_sound(link, seq=seq, prev_hash=prev_hash):
            return seq
        if known.pop(seq, link.hash) != link.hash:
            return seq
        prev_hash = link.hash
    return seq + 1 if known else None


def _is_sound(link: Link, *, seq: int, prev_hash: str) -> bool:
    if link.seq != seq or link.prev_hash != prev_hash:
        return False
    try:
        return link.hash == link_hash(prev_hash=prev_hash, content=link.content)
    except TypeError:
        # A content that cannot have been written by us is a broken link, not a crash.
        return False


def live(entries: Iterable[E]) -> tuple[E, ...]:
    """The entries that count: without counter-entries (冲正) and without what they reverse.

    Give a whole ledger, one member's, or either of them up to some number; order
    is kept. ValueError when a counter-entry names an entry that is not there,
    that another one already reversed, or that is itself a counter-entry: such a
    ledger was not written by this program and must not be added up in silence.
    """
    listed = tuple(entries)
    by_seq = {entry.seq: entry for entry in listed}
    reversed_seqs: set[int] = set()
    for entry in listed:
        if entry.reverses is None:
            continue
        target = by_seq.get(entry.reverses)
        if target is None or target.reverses is not None or target.seq >= entry.seq:
            raise ValueError(f"entry {entry.seq} reverses {entry.reverses}, which it cannot")
        if target.seq in reversed_seqs:
            raise ValueError(f"entry {target.seq} is reversed twice")
        reversed_seqs.add(target.seq)
    return tuple(entry for entry in listed if entry.reverses is None and entry.seq not in reversed_seqs)


def short_code(digest: str) -> str:
    """A digest in a form for paper: its first 60 bits as 12 characters, `7K3M-92QF-0AXB`.

    `digest` is 64 hex digits; ValueError otherwise.
    """
    _require_digest(digest)
    bits = int(digest[: _CODE_CHARACTERS * 5 // 4], 16)
    characters = [_BASE32[(bits >> shift) & 31] for shift in range((_CODE_CHARACTERS - 1) * 5, -1, -5)]
    return _grouped("".join(characters))


def code_as_printed(code: str) -> str:
    """A code as `short_code` wrote it, from however a person copied it; "" when nothing was written.

    Capitals, spaces and dashes do not matter, nor letters that look like digits.
    """
    signs = (sign for sign in unicodedata.normalize("NFKC", code).upper() if sign.isalnum())
    return _grouped("".join(signs).translate(_LOOKALIKES))


def _grouped(code: str) -> str:
    return "-".join(code[start : start + _CODE_GROUP] for start in range(0, len(code), _CODE_GROUP))


def salted_hash(text: str, salt: str) -> str:
    """What stands in the chain and the trail for a text about a person: HMAC-SHA-256, 64 hex digits.

    `salt` is random, one for each text, and erased with it; at least 16
    characters, else ValueError: with a guessable salt a short text could be
    found again by trying.
    """
    if len(salt) < _SALT_CHARACTERS:
        raise ValueError(f"a salt has at least {_SALT_CHARACTERS} characters")
    return hmac.new(salt.encode("utf-8"), text.encode("utf-8"), sha256).hexdigest()


def _require_digest(digest: str) -> None:
    if len(digest) != len(GENESIS) or not set(digest) <= set("0123456789abcdef"):
        raise ValueError("a digest is 64 lowercase hex digits")
