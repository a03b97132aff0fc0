"""The year's settlement as computed, and its announcement (R44, R47, A25)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from .meeting import Meeting
from .organisation import Membership, Organisation, Person
from .period import Year
from .trail import PersonalText


class Settlement(models.Model):
    branch = models.ForeignKey(Organisation, models.PROTECT, related_name="settlements")
    year = models.ForeignKey(Year, models.PROTECT, related_name="settlements")
    corrects = models.OneToOneField("self", models.PROTECT, null=True, related_name="corrected_by")
    ledger_seq = models.PositiveBigIntegerField()
    head_hash = models.CharField(max_length=64)
    # canonical JSON of every member's statement, and its digest
    statements = models.TextField()
    digest = models.CharField(max_length=64)
    settled_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    settled_at = models.DateTimeField()

    class Meta:
        verbose_name = "年度结算"
        constraints = [
            models.UniqueConstraint(
                name="settlement_first_once",
                fields=["branch", "year"],
                condition=Q(corrects__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"结算 {self.pk}"


class SettlementLine(models.Model):
    branch = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    settlement = models.ForeignKey(Settlement, models.PROTECT, related_name="lines")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    type = models.CharField(max_length=1)
    base_centi = models.IntegerField()
    duty_centi = models.IntegerField()
    bonus_centi = models.IntegerField()
    deduction_centi = models.IntegerField()
    total_centi = models.IntegerField()
    suggested_grade = models.CharField(max_length=20, blank=True)
    rank = models.PositiveIntegerField(null=True)
    ranked = models.BooleanField()
    veto = models.BooleanField()
    # the most that the vetoes of the year left of the total
    veto_most_centi = models.PositiveIntegerField(null=True)

    class Meta:
        verbose_name = "结算行"
        constraints = [
            models.UniqueConstraint(
                name="settlement_line_once", fields=["branch", "settlement", "membership"]
            ),
            models.CheckConstraint(
                name="settlement_line_rank_if_ranked",
                condition=Q(ranked=True, rank__isnull=False) | Q(ranked=False, rank__isnull=True),
            ),
            models.CheckConstraint(
                name="settlement_line_within_veto",
                condition=Q(veto=False, veto_most_centi__isnull=True)
                | Q(veto=True, total_centi__lte=F("veto_most_centi")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.settlement_id} {self.membership_id}"


class SignOff(models.Model):
    """The secretary or a member of the leading group stands by a settlement (R44, R60)."""

    branch = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    settlement = models.ForeignKey(Settlement, models.PROTECT, related_name="sign_offs")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    role = models.CharField(max_length=20)
    at = models.DateTimeField()

    class Meta:
        verbose_name = "年度签署"
        constraints = [
            models.UniqueConstraint(name="sign_off_once", fields=["branch", "settlement", "person", "role"]),
            models.CheckConstraint(
                name="sign_off_role_known", condition=Q(role__in=["secretary", "leading_group"])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.settlement_id} {self.person_id} {self.role}"


class AppraisalGrade(models.Model):
    """The grade a members' meeting gave; a later round replaces an earlier one (R46, A24)."""

    branch = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    settlement = models.ForeignKey(Settlement, models.PROTECT, related_name="grades")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="grades")
    round = models.PositiveSmallIntegerField()
    # empty: no grade for this member
    grade = models.CharField(max_length=20, blank=True)
    reason = models.ForeignKey(PersonalText, models.PROTECT, null=True, related_name="+")
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="grades")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "民主评议等次"
        constraints = [
            models.UniqueConstraint(
                name="appraisal_round_once", fields=["branch", "settlement", "membership", "round"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.settlement_id} {self.membership_id} {self.grade}"


class SettlementEvent(models.Model):
    class Kind(models.TextChoices):
        ANNOUNCED = "announced", "已公布"

    branch = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    settlement = models.ForeignKey(Settlement, models.PROTECT, related_name="events")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "结算经过"
        constraints = [
            models.UniqueConstraint(name="settlement_event_once", fields=["branch", "settlement", "kind"]),
            models.CheckConstraint(name="settlement_event_kind_known", condition=Q(kind__in=["announced"])),
        ]

    def __str__(self) -> str:
        return f"{self.settlement_id} {self.kind}"
