"""积分标准: the items, amounts, limits and settings a year is scored by (R25–R28, R71, R86).

A standard is data; ``rules/standard.py`` reads one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from fenming.rules.terms import Bucket

FREQUENCY_NAMES: Final = {
    "year": "每年度",
    "semester": "每学期",
    "quarter": "每季度",
    "month": "每月",
    "each": "每次",
}
PERIODS_IN_YEAR: Final = {"year": 1, "semester": 2, "quarter": 4, "month": 12}
ATTENDANCE: Final = ("absent", "private", "late")
"""Marks of a roll call that may propose an item: absent without word, private leave, late or left early."""
SHAPES: Final = ("fixed", "range", "levels")


@dataclass(frozen=True, slots=True)
class Level:
    """级别: a named amount of a levelled item; of a veto, the most its degree leaves of the total (A10)."""

    name: str
    points_centi: int


@dataclass(frozen=True, slots=True)
class Band:
    """等次: reached from ``from_centi`` points on (R48–R51)."""

    name: str
    from_centi: int


@dataclass(frozen=True, slots=True)
class Item:
    """积分项目: one clause of the annex (R28).

    ``min_centi`` and ``max_centi`` are the least and the most one time can bring, for
    every shape; ``points_centi`` is the amount of a fixed item and 0 for the others.
    ``exhausts`` names the base item whose points limit a deduction (A8). ``proposed_for``
    is the mark of a roll call that proposes this item (``ATTENDANCE``), or empty: a
    proposal is looked over by the recorder, never an entry.
    """

    id: str
    bucket: Bucket
    title: str
    clause: str
    r_id: str
    heading: str
    lists: tuple[str, ...]
    frequency: str
    shape: str
    points_centi: int
    min_centi: int
    max_centi: int
    levels: tuple[Level, ...]
    cap_centi: int | None
    exhausts: str | None
    free_per_quarter: int
    reason_required: bool
    evidence: str
    proposed_for: str

    def level(self, name: str) -> Level | None:
        """The level written exactly so, or None."""
        for level in self.levels:
            if level.name == name:
                return level
        return None


@dataclass(frozen=True, slots=True)
class Settings:
    """The readings a branch may choose (A1–A36), with the values in force.

    ``rules/standard_settings.py`` says which values are supported today.
    """

    bonus_mode: str = "separate"
    base_release: str = "at_start"
    base_loss: str = "as_deduction"
    duty_failure: str = "no_credit"
    bonus_stacking: str = "highest"
    bonus_cap: str = "none"
    veto_period: str = "year"
    veto_levels: str = "one"
    declare_day: int = 5
    reports: str = "on"
    reply_working_days: int = 5
    decision_rule: str = "half_of_eligible"
    quorum: str = "more_than_half"
    recorder: str = "one_role"
    year_start_month: int = 1
    posting_working_days: int = 5
    proration: str = "none"
    min_months_for_grade: int = 6
    two_posts: str = "main_type"
    exemption: str = "on"
    public_fields: str = "name_and_total"
    mask_names: str = "off"
    objection_working_days: int = 5
    answer_working_days: int = 10
    appeal_working_days: int = 10
    appeal_decision_working_days: int = 20
    grade_mode: str = "suggest"
    appraisal_gate: str = "locked_and_announced"
    excellent_quota: str = "warn"
    excellent_warn: str = "1/3"
    top_percent: int = 20
    bottom_list: str = "off"
    bottom_percent: int = 10
    bottom_min_ranked: int = 5
    bottom_requires_grade_below: str = "on"
    probation_outcome: str = "recorded"
    grade_in_year: str = "none"
    new_version: str = "from_date"
    late_fact: str = "open_month"
    ranking_ties: str = "competition"


@dataclass(frozen=True, slots=True, eq=False)
class Standard:
    """One version of a standard; two are the same when their ``digest`` is.

    Compared and hashed by identity, so that tables can be kept beside it cheaply.
    """

    key: str
    title: str
    label: str
    lists: Mapping[str, str]
    items: tuple[Item, ...]
    base_centi: int
    duty_cap_centi: int
    total_cap_centi: int
    floor_centi: int
    cap_stage: str
    item_floor: str
    rounding_before_grade: str
    bands: tuple[Band, ...]
    settings: Settings
    digest: str
    by_id: Mapping[str, Item]

    def item(self, item_id: str) -> Item | None:
        """The item of that id, or None."""
        return self.by_id.get(item_id)

    def items_for(self, list_code: str) -> tuple[Item, ...]:
        """The items that hold for a member of the list, in the order of the standard (R18)."""
        return tuple(item for item in self.items if list_code in item.lists)


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong in a standard: where (dotted keys, ``items[3].points``) and what to do."""

    path: str
    sentence: str


class StandardError(Exception):
    """A standard that cannot be used; ``faults`` names every reason, in the order of the file."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__(faults)
        self.faults = faults

    def __str__(self) -> str:
        return "\n".join(f"{fault.path}：{fault.sentence}" for fault in self.faults)
