"""A slip of typing mended after the meeting closed: two persons, a counter-entry, the member told (R61, R77)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from .organisation import Organisation, Person
from .trail import PersonalText


class Correction(models.Model):
    """What an entry should have said; proposed by one, confirmed by another. Substance goes to a meeting instead."""

    class State(models.TextChoices):
        PROPOSED = "proposed", "待复核"
        CONFIRMED = "confirmed", "已更正"
        DECLINED = "declined", "未同意"

    branch = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    entry = models.ForeignKey("LedgerEntry", models.PROTECT, related_name="corrections")
    day = models.DateField()
    quantity = models.PositiveIntegerField()
    level = models.CharField(max_length=20, blank=True)
    each_centi = models.IntegerField(null=True)
    points_centi = models.IntegerField()  # signed, before any limit
    reason = models.ForeignKey(PersonalText, models.PROTECT, related_name="+")
    proposed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    # the member is heard first when points would fall
    shown_on = models.DateField(null=True)
    reply_by = models.DateField(null=True)
    answer = models.ForeignKey(PersonalText, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=10, choices=State.choices)
    ended_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    why_declined = models.ForeignKey(PersonalText, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "笔误更正"
        constraints = [
            models.UniqueConstraint(
                name="correction_one_open", fields=["branch", "entry"], condition=Q(state="proposed")
            ),
            models.CheckConstraint(
                name="correction_state_fits",
                condition=Q(state="proposed", ended_by__isnull=True, ended_at__isnull=True)
                | Q(state="confirmed", ended_by__isnull=False, ended_at__isnull=False)
                | Q(
                    state="declined",
                    ended_by__isnull=False,
                    ended_at__isnull=False,
                    why_declined__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="correction_by_two",
                condition=~Q(state="confirmed") | ~Q(ended_by=F("proposed_by")),
            ),
        ]

    def __str__(self) -> str:
        return f"更正 {self.pk}"
