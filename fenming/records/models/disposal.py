"""The handling of a member graded unqualified: proposed, heard, decided by people, filed with the superior (R58, R59, R84)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from .organisation import Membership, Organisation, Person
from .settlement import Settlement
from .trail import PersonalText


class Disposal(models.Model):
    """One case a member and year. The system keeps it and decides nothing; what was decided is in its decisions."""

    class State(models.TextChoices):
        DRAFTED = "drafted", "拟办"
        DECIDED = "decided", "已决定"
        SUBMITTED = "submitted", "已报送"
        RETURNED = "returned", "退回补正"
        FILED = "filed", "已备案"

    branch = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="disposals")
    # the ground: what the members' meeting gave for a settled year
    settlement = models.ForeignKey(Settlement, models.PROTECT, related_name="+")
    grade = models.CharField(max_length=20)
    proposal = models.ForeignKey(PersonalText, models.PROTECT, related_name="+")
    proposed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    # the member's own words, and what somebody noted of the hearing; one of them before anything is decided
    answer = models.ForeignKey(PersonalText, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    heard = models.ForeignKey(PersonalText, models.PROTECT, null=True, related_name="+")
    heard_on = models.DateField(null=True)
    heard_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=9, choices=State.choices)

    class Meta:
        verbose_name = "组织处理"
        constraints = [
            models.UniqueConstraint(name="disposal_once", fields=["branch", "membership", "settlement"]),
            models.CheckConstraint(
                name="disposal_state_known",
                condition=Q(state__in=["drafted", "decided", "submitted", "returned", "filed"]),
            ),
            models.CheckConstraint(
                name="disposal_of_the_unqualified",
                condition=~Q(grade__in=["", "基本合格", "合格", "优秀"]),
            ),
            models.CheckConstraint(
                name="disposal_answered_when_said",
                condition=Q(answer__isnull=True, answered_at__isnull=True)
                | Q(answer__isnull=False, answered_at__isnull=False),
            ),
            models.CheckConstraint(
                name="disposal_heard_by_somebody",
                condition=Q(heard__isnull=True, heard_on__isnull=True, heard_by__isnull=True)
                | Q(heard__isnull=False, heard_on__isnull=False, heard_by__isnull=False),
            ),
            models.CheckConstraint(
                name="disposal_heard_before_decided",
                condition=Q(state="drafted") | Q(answer__isnull=False) | Q(heard__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"组织处理 {self.pk}"


class DisposalDecision(models.Model):
    """What people decided, with the document; a later round follows a return, or replaces one not yet submitted."""

    branch = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    disposal = models.ForeignKey(Disposal, models.PROTECT, related_name="decisions")
    round = models.PositiveSmallIntegerField()
    outcome = models.CharField(max_length=10)
    text = models.ForeignKey(PersonalText, models.PROTECT, related_name="+")
    document = models.CharField(max_length=120)
    decided_on = models.DateField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "组织处理决定"
        constraints = [
            models.UniqueConstraint(name="disposal_round_once", fields=["branch", "disposal", "round"]),
            models.CheckConstraint(
                name="disposal_outcome_known",
                condition=Q(outcome__in=["none", "correct", "persuade", "remove", "other"]),
            ),
            models.CheckConstraint(name="disposal_has_document", condition=~Q(document="")),
        ]

    def __str__(self) -> str:
        return f"{self.disposal_id}/{self.round}"


class DisposalFiling(models.Model):
    """A decision as it was sent to the superior: canonical JSON and its digest."""

    branch = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    decision = models.OneToOneField(DisposalDecision, models.PROTECT, related_name="filing")
    content = models.TextField()
    digest = models.CharField(max_length=64)
    filed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    filed_at = models.DateTimeField()

    class Meta:
        verbose_name = "处理备案"

    def __str__(self) -> str:
        return f"处理备案 {self.decision_id}"


class DisposalFilingEvent(models.Model):
    """The superior's answer: accepted under a number, or returned with the reason."""

    class Kind(models.TextChoices):
        ACCEPTED = "accepted", "已备案"
        RETURNED = "returned", "已退回"

    branch = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    filing = models.OneToOneField(DisposalFiling, models.PROTECT, related_name="event")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    number = models.CharField(max_length=40, blank=True)
    remarks = models.ForeignKey(PersonalText, models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "处理备案经过"
        constraints = [
            models.CheckConstraint(
                name="disposal_event_fits",
                condition=Q(kind="accepted") & ~Q(number="")
                | Q(kind="returned", number="", remarks__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.filing_id} {self.kind}"
