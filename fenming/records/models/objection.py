"""Objections to what was posted, refused, changed or left out, and what was found on them or on appeals (R40-R43, A23)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from .matter import Matter
from .meeting import Meeting
from .organisation import Membership, Organisation, Person
from .period import Quarter
from .trail import PersonalText


class Objection(models.Model):
    """A member's objection on own points. `matter` or `entry` is what it is about; neither: something omitted."""

    class Kind(models.TextChoices):
        POSTED = "posted", "对公示的积分"
        REFUSED = "refused", "对不认定的事项"
        CHANGED = "changed", "对改动了的事项"
        OMITTED = "omitted", "对漏记的事项"
        OPENING = "opening", "对期初转入的积分"

    class State(models.TextChoices):
        OPEN = "open", "核实中"
        FOUND = "found", "已答复"
        WITHDRAWN = "withdrawn", "已撤回"
        OVERTAKEN = "overtaken", "上级已答复"

    branch = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    quarter = models.ForeignKey(Quarter, models.PROTECT, related_name="objections")
    number = models.PositiveIntegerField()  # within the branch
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="objections")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    matter = models.ForeignKey(Matter, models.PROTECT, null=True, related_name="objections")
    entry = models.ForeignKey("LedgerEntry", models.PROTECT, null=True, related_name="objections")
    # what was left out and when, of an omission only
    item = models.CharField(max_length=16, blank=True)
    day = models.DateField(null=True)
    text = models.ForeignKey(PersonalText, models.PROTECT, related_name="+")
    filed_at = models.DateTimeField()
    # entered by others from a paper signed by a member without an account; null: filed by the member here
    entered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    signed_on = models.DateField(null=True)
    # why it comes after the term, weighed by the handler
    late_reason = models.ForeignKey(PersonalText, models.PROTECT, null=True, related_name="+")
    answer_by = models.DateField()  # last working day for the answer
    appeal_by = models.DateField()  # last day to appeal when it stays without an answer
    state = models.CharField(max_length=10, choices=State.choices)
    ended_at = models.DateTimeField(null=True)
    # taken back on a paper signed by a member without an account; null: taken back by the member here, or not at all
    withdrawn_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    withdrawal_signed_on = models.DateField(null=True)
    # decided above before the branch had answered
    overtaken_by = models.ForeignKey("Appeal", models.PROTECT, null=True, related_name="overtaken")

    class Meta:
        verbose_name = "异议"
        constraints = [
            models.UniqueConstraint(name="objection_number_once", fields=["branch", "number"]),
            models.UniqueConstraint(
                name="objection_one_open_a_matter", fields=["branch", "matter"], condition=Q(state="open")
            ),
            models.UniqueConstraint(
                name="objection_one_open_an_entry", fields=["branch", "entry"], condition=Q(state="open")
            ),
            models.CheckConstraint(
                name="objection_kind_fits",
                condition=Q(kind="posted", entry__isnull=False)
                | Q(kind__in=["refused", "changed"], matter__isnull=False)
                | Q(kind="omitted", matter__isnull=True, entry__isnull=True)
                | Q(kind="opening", matter__isnull=True),
            ),
            models.CheckConstraint(
                name="objection_on_paper_entered_by_somebody",
                condition=Q(entered_by__isnull=True, signed_on__isnull=True)
                | Q(entered_by__isnull=False, signed_on__isnull=False),
            ),
            models.CheckConstraint(
                name="objection_omission_says_what",
                condition=Q(kind="omitted", day__isnull=False) & ~Q(item="")
                | ~Q(kind="omitted") & Q(day__isnull=True, item=""),
            ),
            models.CheckConstraint(
                name="objection_state_known",
                condition=Q(state__in=["open", "found", "withdrawn"], overtaken_by__isnull=True)
                | Q(state="overtaken", overtaken_by__isnull=False),
            ),
            models.CheckConstraint(
                name="objection_taken_back_on_paper_by_somebody",
                condition=Q(withdrawn_by__isnull=True, withdrawal_signed_on__isnull=True)
                | Q(withdrawn_by__isnull=False, withdrawal_signed_on__isnull=False, state="withdrawn"),
            ),
            models.CheckConstraint(
                name="objection_ended_when_over",
                condition=Q(state="open", ended_at__isnull=True)
                | ~Q(state="open") & Q(ended_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"异议 {self.number}"


class Finding(models.Model):
    """The answer to an objection, or to an appeal: upheld or kept as it was, with reasons either way. Never lowers points."""

    class Outcome(models.TextChoices):
        UPHELD = "upheld", "异议成立"
        KEPT = "kept", "维持原评定"

    branch = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    objection = models.OneToOneField(Objection, models.PROTECT, null=True, related_name="finding")
    appeal = models.OneToOneField("Appeal", models.PROTECT, null=True, related_name="finding")
    outcome = models.CharField(max_length=8, choices=Outcome.choices)
    reason = models.ForeignKey(PersonalText, models.PROTECT, related_name="+")
    # how it was looked into: who was heard, what was read
    inquiry = models.ForeignKey(PersonalText, models.PROTECT, related_name="+")
    # the entry that is to stand, if any; all empty: the entry objected to is reversed and nothing takes its place
    item = models.CharField(max_length=16, blank=True)
    day = models.DateField(null=True)
    quantity = models.PositiveIntegerField(null=True)
    level = models.CharField(max_length=20, blank=True)
    each_centi = models.IntegerField(null=True)
    points_centi = models.IntegerField(null=True)
    appeal_by = models.DateField(null=True)  # last day to appeal against an answer of the branch
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "核实结论"
        constraints = [
            models.CheckConstraint(
                name="finding_answers_one",
                condition=Q(objection__isnull=True, appeal__isnull=False, appeal_by__isnull=True)
                | Q(objection__isnull=False, appeal__isnull=True, appeal_by__isnull=False),
            ),
            models.CheckConstraint(name="finding_outcome_known", condition=Q(outcome__in=["upheld", "kept"])),
            models.CheckConstraint(
                name="finding_figures_only_if_upheld", condition=Q(outcome="upheld") | Q(item="")
            ),
        ]

    def __str__(self) -> str:
        return f"结论 {self.pk}"


class ReportBack(models.Model):
    """A finding reported to the next members' meeting (R43)."""

    branch = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    finding = models.OneToOneField(Finding, models.PROTECT, related_name="report_back")
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="report_backs")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "会上通报"

    def __str__(self) -> str:
        return f"通报 {self.finding_id}"
