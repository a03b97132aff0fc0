"""Which values of a setting are supported today.

A value that is not listed is refused, never ignored: a branch must not believe that a
reading is in force which the program does not carry out.
"""

from typing import Final

SUPPORTED: Final[dict[str, tuple[str | int, ...]]] = {
    "cap_stage": ("net", "gross_then_deduct"),  # A11
    "item_floor": ("stop_at_zero", "unlimited"),  # A8
    "rounding_before_grade": ("none", "half_up", "floor"),  # A27
    "bonus_mode": ("separate",),  # A1
    "base_release": ("at_start",),  # A2
    "base_loss": ("as_deduction",),  # A3
    "duty_failure": ("no_credit",),  # A4
    "bonus_stacking": ("highest",),  # A6
    "bonus_cap": ("none",),  # A7
    "veto_period": ("year",),  # A9
    "veto_levels": ("one", "by_degree"),  # A10
    "declare_day": (5,),  # A12
    "reports": ("on",),  # A14
    "reply_working_days": (5,),  # A14
    "decision_rule": ("half_of_eligible",),  # A15
    "quorum": ("more_than_half",),  # A15
    "recorder": ("one_role",),  # A16
    "year_start_month": (1,),  # A17
    "posting_working_days": (5,),  # A18
    "proration": ("none",),  # A19
    "min_months_for_grade": (6,),  # A19
    "two_posts": ("main_type",),  # A20
    "exemption": ("on",),  # A21
    "public_fields": ("name_and_total",),  # A22
    "mask_names": ("off",),  # A22
    "objection_working_days": (5,),  # A23
    "answer_working_days": (10,),  # A23
    "appeal_working_days": (10,),  # A23
    "appeal_decision_working_days": (20,),  # A23
    "grade_mode": ("suggest",),  # A24
    "appraisal_gate": ("locked_and_announced",),  # A25
    "excellent_quota": ("warn",),  # A26
    "excellent_warn": ("1/3",),  # A26
    "top_percent": (20,),  # A28
    "bottom_list": ("off", "never"),  # A28
    "bottom_percent": (10,),  # A28
    "bottom_min_ranked": (5,),  # A28
    "bottom_requires_grade_below": ("on",),  # A29
    "probation_outcome": ("recorded",),  # A30
    "grade_in_year": ("none",),  # A32
    "new_version": ("from_date",),  # A33
    "late_fact": ("open_month",),  # A35
    "ranking_ties": ("competition",),  # A36
}

ARITHMETIC: Final = ("cap_stage", "item_floor", "rounding_before_grade")
"""Settings that the scoring reads; they stand on the Standard itself."""

LATER: Final = ("bottom_percent", "bottom_min_ranked")
"""Keys that standards published before do not have; while they say the default, they are no part of the digest."""

TOTALS: Final = {"base": 6000, "duty": 2500, "total_cap": 10000, "floor": 0}
"""The totals the plan fixes (R12, R25–R27), in hundredths; others are not supported yet."""
