"""What the shared templates in ``templates/parts`` expect: plain values, nothing to look up.

A view fills these from a Statement or a matter; the templates only lay them out. Points are
hundredths; ``None`` means there is none and prints as a dash.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class TriRow:
    """A bucket in the table bucket × state; ``key`` is the swatch: base, duty, bonus, cut or ""."""

    key: str
    label: str
    claimed_centi: int | None
    assessed_centi: int | None
    determined_centi: int | None


@dataclass(frozen=True, slots=True)
class Todo:
    """One duty: by when, what, and the one button."""

    due: date | None
    days_left: int  # working or calendar days as the page says; negative when overdue
    title: str
    sentence: str
    button: str
    url: str


@dataclass(frozen=True, slots=True)
class FigureCell:
    """One of the three figures of a matter; ``by`` says who and when, ``reason`` why it was changed."""

    label: str
    points_centi: int | None
    by: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """Someone's own words; ``by`` signs and dates them, or is empty when the step already does."""

    text: str
    by: str = ""


@dataclass(frozen=True, slots=True)
class TimelineStep:
    """What happened, or (``awaited``) what is to come. Never carries who reported."""

    day: date | None
    title: str
    by: str
    said: tuple[Said, ...] = ()
    note: str = ""
    url: str = ""
    link: str = ""
    awaited: bool = False
    with_year: bool = False


@dataclass(frozen=True, slots=True)
class Gate:
    """A condition before a step: ``state`` is open (waits for you), waiting (for another), clock or met."""

    state: str
    word: str
    sentence: str
    more: str = ""
    url: str = ""
    link: str = ""
    primary: bool = False


@dataclass(frozen=True, slots=True)
class PathStep:
    """A later step, and why it is still shut (``why``) or what it does."""

    title: str
    why: str
    word: str = ""
    url: str = ""
    link: str = ""
    later: bool = True


@dataclass(frozen=True, slots=True)
class StatementLine:
    """A matter inside a statement item; ``counted_centi`` is what remains after every limit."""

    day: date
    fact: str
    url: str
    state: str
    word: str
    declared_centi: int | None
    assessed_centi: int | None
    determined_centi: int | None
    counted_centi: int | None


@dataclass(frozen=True, slots=True)
class Note:
    """One sentence about a limit or a correction, with a link when there is more to read."""

    text: str
    url: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class StatementItem:
    """An item of the standard with a member's lines under it; without lines it cannot be opened."""

    name: str
    rule: str
    declared_centi: int | None
    assessed_centi: int | None
    determined_centi: int | None
    room_centi: int | None
    lines: tuple[StatementLine, ...] = ()
    notes: tuple[Note, ...] = ()
    opened: bool = False


@dataclass(frozen=True, slots=True)
class ErrorLine:
    """One thing to correct; ``anchor`` is the id of its field, "" when it belongs to none."""

    anchor: str
    sentence: str
