"""The branch's year, its quarters and months, and each member's month (R10, R31, R34, A12, A13, A17)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from .organisation import Membership, Organisation, Person


class Year(models.Model):
    branch = models.ForeignKey(Organisation, models.PROTECT, related_name="years")
    number = models.PositiveIntegerField()
    start = models.DateField()
    end = models.DateField()
    # the secretary has looked over offices, roster and standard for the new year
    confirmed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    # raised with each append to the ledger: cache key and ETag (invariant 7)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "年度"
        constraints = [
            models.UniqueConstraint(name="year_number_once", fields=["branch", "number"]),
            models.CheckConstraint(name="year_end_after_start", condition=Q(end__gt=F("start"))),
        ]

    def __str__(self) -> str:
        return f"{self.number}年度"


class Quarter(models.Model):
    """What has happened to a quarter is read from its meeting and posting, never stored here."""

    branch = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    year = models.ForeignKey(Year, models.PROTECT, related_name="quarters")
    number = models.PositiveSmallIntegerField()
    start = models.DateField()
    end = models.DateField()

    class Meta:
        verbose_name = "季度"
        ordering = ["year", "number"]
        constraints = [
            models.UniqueConstraint(name="quarter_number_once", fields=["branch", "year", "number"]),
            models.CheckConstraint(name="quarter_one_to_four", condition=Q(number__gte=1, number__lte=4)),
        ]

    def __str__(self) -> str:
        return f"{self.year_id} 第{self.number}季度"


class Month(models.Model):
    branch = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    quarter = models.ForeignKey(Quarter, models.PROTECT, related_name="months")
    number = models.PositiveSmallIntegerField()
    start = models.DateField()
    end = models.DateField()
    # set once every member of the month has been assessed: from then on it takes no declaration (A12)
    assessed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "月份"
        ordering = ["start"]
        constraints = [
            models.UniqueConstraint(name="month_start_once", fields=["branch", "start"]),
            models.CheckConstraint(name="month_one_to_twelve", condition=Q(number__gte=1, number__lte=12)),
        ]

    def __str__(self) -> str:
        return f"{self.start:%Y-%m}"


class MemberMonth(models.Model):
    """One row for each member in each month: declared, nothing new, or nothing said; and its assessment (R34)."""

    class Kind(models.TextChoices):
        NONE = "none", "未申报"
        DECLARED = "declared", "已申报"
        NOTHING_NEW = "nothing_new", "本月无新增"
        ON_BEHALF = "on_behalf", "按纸质表代报"

    branch = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    month = models.ForeignKey(Month, models.PROTECT, related_name="member_months")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="member_months")
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.NONE)
    late = models.BooleanField(default=False)
    said_at = models.DateTimeField(null=True)
    assessed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    assessed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "党员月份"
        constraints = [
            models.UniqueConstraint(name="member_month_once", fields=["branch", "month", "membership"]),
            models.CheckConstraint(
                name="member_month_kind_known",
                condition=Q(kind__in=["none", "declared", "nothing_new", "on_behalf"]),
            ),
            models.CheckConstraint(
                name="member_month_assessed_by_someone",
                condition=Q(assessed_at__isnull=True, assessed_by__isnull=True)
                | Q(assessed_at__isnull=False, assessed_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.membership_id} {self.month_id} {self.kind}"
