"""A matter from declaration to assessment (R30-R34, R74, R75, A12-A14, A35)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from .organisation import Membership, Organisation, Person
from .period import Month, Quarter
from .standard import StandardVersion
from .trail import PersonalText


class Fact(models.Model):
    """What the recorder noted, once, for one or many members of one batch (R30)."""

    branch = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    day = models.DateField()
    what = models.ForeignKey(PersonalText, models.PROTECT, related_name="+")
    recorder = models.ForeignKey(Person, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = "纪实"

    def __str__(self) -> str:
        return f"纪实 {self.pk}"


class Matter(models.Model):
    """The claimed figure of one item on one day; assessed and determined figures stand in rows of their own."""

    class State(models.TextChoices):
        DRAFT = "draft", "草稿"
        DECLARED = "declared", "已申报"
        RETURNED = "returned", "已退回"
        ASSESSED = "assessed", "已初评"
        DETERMINED = "determined", "已评定"
        REFUSED = "refused", "不认定"
        WITHDRAWN = "withdrawn", "已撤回"

    class Origin(models.TextChoices):
        DECLARED = "declared", "本人申报"
        RECORDED = "recorded", "支部记录"
        REPORTED = "reported", "他人报告"
        OPENING = "opening", "期初转入"

    branch = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="matters")
    month = models.ForeignKey(Month, models.PROTECT, related_name="matters")
    number = models.PositiveIntegerField()  # within the month, for people: 2025-11-038
    # the quarter whose meeting is to determine it; deferring moves it on
    quarter = models.ForeignKey(Quarter, models.PROTECT, related_name="matters")
    item = models.CharField(max_length=16)
    version = models.ForeignKey(StandardVersion, models.PROTECT, related_name="+")
    day = models.DateField()
    quantity = models.PositiveIntegerField()
    level = models.CharField(max_length=20, blank=True)
    achievement = models.CharField(max_length=60, blank=True)
    each_centi = models.IntegerField(null=True)  # points per time, ranged items only
    claimed_centi = models.IntegerField()  # signed: a deduction is below zero
    origin = models.CharField(max_length=10, choices=Origin.choices)
    fact = models.ForeignKey(Fact, models.PROTECT, null=True, related_name="matters")
    said = models.ForeignKey(PersonalText, models.PROTECT, related_name="+")
    # digest over everything a second matter would have to repeat
    repeat_key = models.CharField(max_length=64)
    # null: reported by another, who is known behind a door of its own (Reporter)
    declared_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    declared_at = models.DateTimeField()
    late = models.BooleanField(default=False)
    # declared by the recorder from the member's paper sheet (R31)
    on_behalf = models.BooleanField(default=False)
    # the one concerned asked that the sentence is not thrown on the wall
    text_withheld = models.BooleanField(default=False)
    # a matter with minus points is shown to the one concerned, with a last day to reply (A14)
    shown_on = models.DateField(null=True)
    reply_by = models.DateField(null=True)
    # the one concerned had no account then: told by a paper handed over, and both days are open until it is
    by_hand = models.BooleanField(default=False)
    handed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    handed_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=12, choices=State.choices)

    class Meta:
        verbose_name = "事项"
        constraints = [
            models.UniqueConstraint(name="matter_number_once", fields=["branch", "month", "number"]),
            models.UniqueConstraint(
                name="matter_no_exact_repeat",
                fields=["branch", "membership", "repeat_key"],
                condition=~Q(state="withdrawn"),
            ),
            models.CheckConstraint(name="matter_quantity_positive", condition=Q(quantity__gte=1)),
            models.CheckConstraint(
                name="matter_state_known",
                condition=Q(
                    state__in=[
                        "draft",
                        "declared",
                        "returned",
                        "assessed",
                        "determined",
                        "refused",
                        "withdrawn",
                    ]
                ),
            ),
            models.CheckConstraint(
                name="matter_origin_known",
                condition=Q(origin__in=["declared", "recorded", "reported", "opening"]),
            ),
            models.CheckConstraint(
                name="matter_reporter_is_not_named",
                condition=Q(origin="reported", declared_by__isnull=True)
                | ~Q(origin="reported") & Q(declared_by__isnull=False),
            ),
            models.CheckConstraint(
                name="matter_report_is_shown",
                condition=~Q(origin="reported") | Q(shown_on__isnull=False) | Q(by_hand=True),
            ),
            models.CheckConstraint(
                name="matter_minus_is_shown",
                condition=Q(claimed_centi__gte=0) | Q(shown_on__isnull=False) | Q(by_hand=True),
            ),
            models.CheckConstraint(
                name="matter_shown_with_a_term",
                condition=Q(shown_on__isnull=True, reply_by__isnull=True)
                | Q(shown_on__isnull=False, reply_by__isnull=False),
            ),
            models.CheckConstraint(
                name="matter_handed_over_by_somebody",
                condition=Q(handed_by__isnull=True, handed_at__isnull=True)
                & (Q(by_hand=False) | Q(shown_on__isnull=True))
                | Q(by_hand=True, shown_on__isnull=False, handed_by__isnull=False, handed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"事项 {self.pk}"

    @property
    def asks_reply(self) -> bool:
        """The one concerned is heard before it is assessed, whether the term runs yet or not (A14)."""
        return self.by_hand or self.reply_by is not None


class Reply(models.Model):
    """What the one concerned says to a matter (A14), by the own hand or on a signed paper that others entered."""

    branch = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="replies")
    text = models.ForeignKey(PersonalText, models.PROTECT, related_name="+")
    agrees = models.BooleanField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")  # who entered it
    at = models.DateTimeField()
    # the day on the paper, signed by a member without an account; null: written by the member here
    signed_on = models.DateField(null=True)

    class Meta:
        verbose_name = "答复"
        constraints = [models.UniqueConstraint(name="reply_once", fields=["branch", "matter"])]

    def __str__(self) -> str:
        return f"答复 {self.pk}"


class Assessment(models.Model):
    """The assessed figure and its reason; a later round stands beside the earlier one (R34, R75)."""

    class Outcome(models.TextChoices):
        ACCEPTED = "accepted", "认定"
        CHANGED = "changed", "改动"
        REFUSED = "refused", "不认定"
        RETURNED = "returned", "退回补充"

    branch = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="assessments")
    round = models.PositiveSmallIntegerField()
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    quantity = models.PositiveIntegerField()
    level = models.CharField(max_length=20, blank=True)
    each_centi = models.IntegerField(null=True)
    points_centi = models.IntegerField()
    reason = models.ForeignKey(PersonalText, models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "初评"
        ordering = ["matter", "round"]
        constraints = [
            models.UniqueConstraint(name="assessment_round_once", fields=["branch", "matter", "round"]),
            models.CheckConstraint(
                name="assessment_reason_unless_accepted",
                condition=Q(outcome="accepted") | Q(reason__isnull=False),
            ),
            models.CheckConstraint(
                name="assessment_outcome_known",
                condition=Q(outcome__in=["accepted", "changed", "refused", "returned"]),
            ),
        ]

    def __str__(self) -> str:
        return f"初评 {self.matter_id}/{self.round}"
