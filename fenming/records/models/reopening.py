"""A matter already decided that is put before a members' meeting anew (R76, R77, A14)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from ._heard import told_and_heard
from .matter import Matter
from .organisation import Organisation, Person
from .trail import PersonalText


class Reopening(models.Model):
    """What is proposed in place of what stands, what the one concerned says to it, and how it ended."""

    class State(models.TextChoices):
        PROPOSED = "proposed", "待大会审议"
        DECIDED = "decided", "已重新评定"
        KEPT = "kept", "维持原评定"
        DROPPED = "dropped", "已撤下"

    class Outcome(models.TextChoices):
        CHANGED = "changed", "改为其他分"
        REFUSED = "refused", "不认定"

    branch = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="reopenings")
    # what stood when it was proposed; nothing where the matter was refused
    entry = models.ForeignKey("LedgerEntry", models.PROTECT, null=True, related_name="reopenings")
    before_centi = models.IntegerField()
    outcome = models.CharField(max_length=8, choices=Outcome.choices)
    quantity = models.PositiveIntegerField()
    level = models.CharField(max_length=20, blank=True)
    each_centi = models.IntegerField(null=True)
    points_centi = models.IntegerField()  # signed, before any limit; 0 when it is to be refused
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
    why_dropped = models.ForeignKey(PersonalText, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "重新审议"
        constraints = [
            *told_and_heard("reopening"),
            models.UniqueConstraint(
                name="reopening_one_open", fields=["branch", "matter"], condition=Q(state="proposed")
            ),
            models.CheckConstraint(
                name="reopening_loss_is_shown",
                condition=Q(points_centi__gte=models.F("before_centi"))
                | Q(shown_on__isnull=False)
                | Q(by_hand=True),
            ),
            models.CheckConstraint(
                name="reopening_refused_is_nothing", condition=~Q(outcome="refused") | Q(points_centi=0)
            ),
            models.CheckConstraint(
                name="reopening_state_fits",
                condition=Q(state="proposed", ended_by__isnull=True, ended_at__isnull=True)
                | Q(state__in=["decided", "kept"], ended_by__isnull=False, ended_at__isnull=False)
                | Q(state="dropped", ended_at__isnull=False, why_dropped__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"重新审议 {self.pk}"

    @property
    def asks_reply(self) -> bool:
        """The one concerned is heard before it is decided, whether the term runs yet or not (A14)."""
        return self.by_hand or self.reply_by is not None
