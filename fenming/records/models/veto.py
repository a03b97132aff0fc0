"""A breach established by a decision document: the veto on a year (R24, R81, A9, A10)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from ._heard import told_and_heard
from .organisation import Membership, Organisation, Person
from .period import Year
from .trail import PersonalText


class Veto(models.Model):
    """Kind, document, proposer, confirmer, the member's answer, and its lifting by two persons."""

    class State(models.TextChoices):
        PROPOSED = "proposed", "待确认"
        CONFIRMED = "confirmed", "已确认"
        DECLINED = "declined", "未确认"
        LIFTED = "lifted", "已解除"

    branch = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="vetoes")
    year = models.ForeignKey(Year, models.PROTECT, related_name="vetoes")
    item = models.CharField(max_length=16)  # one of the standard's veto kinds
    degree = models.CharField(max_length=20, blank=True)  # where the standard has degrees (A10)
    document = models.CharField(max_length=120)  # number of the decision
    decided_on = models.DateField()
    text = models.ForeignKey(PersonalText, models.PROTECT, related_name="+")
    proposed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
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
    confirmed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    appeal_by = models.DateField(null=True)  # last day to appeal once it is confirmed
    why_declined = models.ForeignKey(PersonalText, models.PROTECT, null=True, related_name="+")
    lift_document = models.CharField(max_length=120, blank=True)
    lift_proposed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    lift_proposed_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "一票否决"
        constraints = [
            *told_and_heard("veto"),
            models.UniqueConstraint(
                name="veto_document_once",
                fields=["branch", "membership", "item", "document"],
                condition=Q(state__in=["proposed", "confirmed"]),
            ),
            models.CheckConstraint(
                name="veto_state_known",
                condition=Q(state__in=["proposed", "confirmed", "declined", "lifted"]),
            ),
            models.CheckConstraint(name="veto_has_document", condition=~Q(document="")),
            models.CheckConstraint(
                name="veto_is_shown", condition=Q(by_hand=True) | Q(shown_on__isnull=False)
            ),
            models.CheckConstraint(
                name="veto_confirmed_when_told",
                condition=~Q(state__in=["confirmed", "lifted"])
                | Q(shown_on__isnull=False)
                | Q(answer__isnull=False),
            ),
            models.CheckConstraint(
                name="veto_confirmed_by_another",
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("proposed_by")),
            ),
            models.CheckConstraint(
                name="veto_ended_by_someone",
                condition=Q(state="proposed", confirmed_by__isnull=True)
                | ~Q(state="proposed") & Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="veto_lifted_by_two",
                condition=Q(lifted_by__isnull=True)
                | ~Q(lift_document="")
                & Q(lift_proposed_by__isnull=False)
                & ~Q(lifted_by=F("lift_proposed_by")),
            ),
            models.CheckConstraint(
                name="veto_lifted_when_said", condition=~Q(state="lifted") | Q(lifted_by__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"一票否决 {self.pk}"

    @property
    def asks_reply(self) -> bool:
        """The one concerned is heard before it is decided, whether the term runs yet or not (A14)."""
        return self.by_hand or self.reply_by is not None
