"""What stands on a 《党员积分登记表》, as plain figures and words, wherever it comes from (R38, R72)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """A fact with its three figures, signed hundredths, None where it has none yet; `notes` say what changed or cut it."""

    day: date
    title: str
    bucket: str
    said: str
    claimed_centi: int | None
    assessed_centi: int | None
    determined_centi: int | None
    counted_centi: int | None
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RegisterTotals:
    """The foot of the form, in hundredths: the year so far; `words` say of when."""

    base_centi: int
    duty_centi: int
    bonus_centi: int
    deduction_centi: int
    total_centi: int
    words: str


@dataclass(frozen=True, slots=True)
class RegisterForm:
    """Everything on the form; `draft` until the meeting has determined the quarter, or the year has been settled."""

    branch: str
    name: str
    status: str
    post: str
    period: str
    as_of: date
    draft: bool
    rows: tuple[RegisterRow, ...]
    totals: RegisterTotals
