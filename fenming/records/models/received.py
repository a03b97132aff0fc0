"""A year's archive of a branch with a system of its own, as the committee above has received it (R45, R84, A34)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from .organisation import Organisation, Person
from .trail import PersonalText


class Received(models.Model):
    """What was read from the file: the table as filed and what recomputing found; names where they can be erased.

    `branch` is the committee that received it; the sender is no organisation of this system.
    """

    branch = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    sender = models.CharField(max_length=200)
    addressee = models.CharField(max_length=200, blank=True)
    year = models.PositiveSmallIntegerField()
    round = models.PositiveIntegerField()
    follows = models.OneToOneField("self", models.PROTECT, null=True, related_name="followed_by")
    table = models.TextField()
    filing_digest = models.CharField(max_length=64)
    archive_digest = models.CharField(max_length=64)
    # canonical JSON: [line, figure, as filed, worked out again], and sentences about the foot
    differences = models.TextField()
    names = models.ForeignKey(PersonalText, models.PROTECT, related_name="+")
    received_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    received_at = models.DateTimeField()

    class Meta:
        verbose_name = "收档"
        constraints = [
            models.UniqueConstraint(name="received_archive_once", fields=["branch", "archive_digest"]),
        ]

    def __str__(self) -> str:
        return f"{self.sender} {self.year}/{self.round}"


class ReceivedEvent(models.Model):
    class Kind(models.TextChoices):
        ACCEPTED = "accepted", "已备案"
        RETURNED = "returned", "已退回"

    branch = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    received = models.OneToOneField(Received, models.PROTECT, related_name="event")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    number = models.CharField(max_length=40, blank=True)  # the receipt's
    remarks = models.ForeignKey(PersonalText, models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "收档经过"
        constraints = [
            models.CheckConstraint(
                name="received_event_fits",
                condition=Q(kind="accepted") & ~Q(number="")
                | Q(kind="returned", number="", remarks__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.received_id} {self.kind}"
