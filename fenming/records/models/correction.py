"""A slip of typing mended after the meeting closed: two persons, a counter-entry, the member told (R61, R77)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from ._heard import told_and_heard
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
    # the one concerned had no account then: told by a paper handed over, and both days are open until it is
    by_hand = models.BooleanField(default=False)
    handed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    handed_at = models.DateTimeField(null=True)
    answer = models.ForeignKey(PersonalText, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    # entered by others from a paper signed by a member without an account; null: answered by the member here
    entered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    signed_on = models.DateField(null=True)
    state = models.CharField(max_length=10, choices=State.choices)
    ended_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    why_declined = models.ForeignKey(PersonalText, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "笔误更正"
        constraints = [
            *told_and_heard("correction"),
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
                name="correction_confirmed_when_told",
                condition=~Q(state="confirmed")
                | Q(by_hand=False)
                | Q(shown_on__isnull=False)
                | Q(answer__isnull=False),
            ),
            models.CheckConstraint(
                name="correction_by_two",
                condition=~Q(state="confirmed") | ~Q(ended_by=F("proposed_by")),
            ),
        ]

    def __str__(self) -> str:
        return f"更正 {self.pk}"

    @property
    def asks_reply(self) -> bool:
        """The one concerned is heard before it is decided, whether the term runs yet or not (A14)."""
        return self.by_hand or self.reply_by is not None
