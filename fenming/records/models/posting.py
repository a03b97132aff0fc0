"""A quarter's posting: the sheet as it was put up, its term, and what became of it (R39, R65, R77, A18, A22)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from .organisation import Membership, Organisation, Person
from .period import Quarter


class Posting(models.Model):
    branch = models.ForeignKey(Organisation, models.PROTECT, related_name="postings")
    quarter = models.ForeignKey(Quarter, models.PROTECT, related_name="postings")
    code = models.CharField(max_length=20, unique=True)
    first_day = models.DateField()
    last_day = models.DateField()
    objection_until = models.DateField()
    # the ledger as far as it counts here, and its head
    ledger_seq = models.PositiveBigIntegerField()
    head_hash = models.CharField(max_length=64)
    # canonical JSON of the sheet as posted, and its digest
    sheet = models.TextField()
    digest = models.CharField(max_length=64)
    # the fourth quarter's sheet carries the year's figures too, until they are settled (A18)
    with_year = models.BooleanField(default=False)
    posted_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    posted_at = models.DateTimeField()

    class Meta:
        verbose_name = "公示"
        constraints = [
            models.UniqueConstraint(name="posting_quarter_once", fields=["branch", "quarter"]),
            models.CheckConstraint(
                name="posting_days_in_order",
                condition=Q(last_day__gte=F("first_day"), objection_until__gt=F("last_day")),
            ),
        ]

    def __str__(self) -> str:
        return f"公示 {self.code}"


class PostingLine(models.Model):
    branch = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    posting = models.ForeignKey(Posting, models.PROTECT, related_name="lines")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    base_centi = models.IntegerField()
    duty_centi = models.IntegerField()
    bonus_centi = models.IntegerField()
    deduction_centi = models.IntegerField()
    total_centi = models.IntegerField()
    listed = models.BooleanField()

    class Meta:
        verbose_name = "公示行"
        constraints = [
            models.UniqueConstraint(name="posting_line_once", fields=["branch", "posting", "membership"]),
            models.CheckConstraint(name="posting_line_total_in_range", condition=Q(total_centi__gte=0)),
        ]

    def __str__(self) -> str:
        return f"{self.posting_id} {self.membership_id}"


class PostingEvent(models.Model):
    class Kind(models.TextChoices):
        ENDED = "ended", "公示期满"
        LOCKED = "locked", "已锁定"
        EXTENDED = "extended", "公示期延长"

    branch = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    posting = models.ForeignKey(Posting, models.PROTECT, related_name="events")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    # an extended term's last days, when the holiday table made it longer
    last_day = models.DateField(null=True)
    objection_until = models.DateField(null=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = "公示经过"
        constraints = [
            models.UniqueConstraint(
                name="posting_event_once", fields=["branch", "posting", "kind"], condition=~Q(kind="extended")
            ),
            models.CheckConstraint(
                name="posting_event_kind_known", condition=Q(kind__in=["ended", "locked", "extended"])
            ),
            models.CheckConstraint(
                name="posting_event_days_if_extended",
                condition=Q(kind="extended", last_day__isnull=False, objection_until__gt=F("last_day"))
                | ~Q(kind="extended") & Q(last_day__isnull=True, objection_until__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.posting_id} {self.kind}"
