"""The year's table before the college committee: filed, returned, filed again (R45, R84)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from .organisation import Organisation, Person
from .settlement import Settlement
from .trail import PersonalText


class Filing(models.Model):
    """What was sent, as it was sent: canonical JSON and its digest. A second round follows a return.

    The year's archive is made of it: the roster then is canonical JSON too, the names lie where they can be erased.
    """

    branch = models.ForeignKey(Organisation, models.PROTECT, related_name="filings")
    settlement = models.ForeignKey(Settlement, models.PROTECT, related_name="filings")
    round = models.PositiveSmallIntegerField()
    table = models.TextField()
    digest = models.CharField(max_length=64)
    basis = models.TextField()
    names = models.ForeignKey(PersonalText, models.PROTECT, null=True, related_name="+")
    archive_digest = models.CharField(max_length=64)
    filed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    filed_at = models.DateTimeField()

    class Meta:
        verbose_name = "备案"
        constraints = [
            models.UniqueConstraint(name="filing_round_once", fields=["branch", "settlement", "round"])
        ]

    def __str__(self) -> str:
        return f"备案 {self.settlement_id}/{self.round}"


class FilingEvent(models.Model):
    class Kind(models.TextChoices):
        ACCEPTED = "accepted", "已备案"
        RETURNED = "returned", "已退回"

    branch = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    filing = models.OneToOneField(Filing, models.PROTECT, related_name="event")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    number = models.CharField(max_length=40, blank=True)  # the receipt's
    remarks = models.ForeignKey(PersonalText, models.PROTECT, null=True, related_name="+")
    # a superior with a system of their own, and the digest of the receipt the branch entered
    outside = models.CharField(max_length=200, blank=True)
    receipt_digest = models.CharField(max_length=64, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "备案经过"
        constraints = [
            models.CheckConstraint(
                name="filing_event_fits",
                condition=Q(kind="accepted") & ~Q(number="")
                | Q(kind="returned", number="", remarks__isnull=False),
            ),
            models.CheckConstraint(
                name="filing_event_outside_by_receipt",
                condition=Q(outside="", receipt_digest="") | ~Q(outside="") & ~Q(receipt_digest=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.filing_id} {self.kind}"
