"""How a member comes, goes, is away, and passes through probation (R9, R57, R64, R85, A19, A21)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from .organisation import Membership, Organisation, Person
from .trail import PersonalText


class Departure(models.Model):
    """The end of a membership, with the member's statement as it stood that day (A19)."""

    class Reason(models.TextChoices):
        TRANSFERRED = "transferred", "组织关系转出"
        PROBATION_ENDED = "probation_ended", "取消预备党员资格"
        OTHER = "other", "其他"

    branch = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    membership = models.OneToOneField(Membership, models.PROTECT, related_name="departure")
    reason = models.CharField(max_length=16, choices=Reason.choices)
    day = models.DateField()  # the last day in the branch
    destination = models.CharField(max_length=120, blank=True)
    # a branch of this system that is to receive the member
    to_branch = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    resolution = models.CharField(max_length=120)  # letter of introduction, or the decision
    ledger_seq = models.PositiveBigIntegerField()
    head_hash = models.CharField(max_length=64)
    statement = models.TextField()  # canonical JSON
    digest = models.CharField(max_length=64)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "离开支部"
        constraints = [
            models.CheckConstraint(
                name="departure_reason_known",
                condition=Q(reason__in=["transferred", "probation_ended", "other"]),
            ),
            models.CheckConstraint(name="departure_by_resolution", condition=~Q(resolution="")),
        ]

    def __str__(self) -> str:
        return f"{self.membership_id} {self.day}"


class Arrival(models.Model):
    """Where a member transferred in came from; `departure` when that was a branch of this system."""

    branch = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    membership = models.OneToOneField(Membership, models.PROTECT, related_name="arrival")
    day = models.DateField()
    origin = models.CharField(max_length=120)
    departure = models.OneToOneField(Departure, models.PROTECT, null=True, related_name="arrival")
    resolution = models.CharField(max_length=120)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "转入支部"
        constraints = [models.CheckConstraint(name="arrival_by_resolution", condition=~Q(resolution=""))]

    def __str__(self) -> str:
        return f"{self.membership_id} {self.day}"


class Absence(models.Model):
    """Dates on which a member is exempt from the scheme (A21), or away for long (A19); until null: open-ended."""

    class Kind(models.TextChoices):
        EXEMPTION = "exemption", "免予积分"
        LEAVE = "leave", "长期请假"

    branch = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="absences")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    since = models.DateField()
    until = models.DateField(null=True)
    # what the member applied with, and when; a sentence about a person
    application = models.ForeignKey(PersonalText, models.PROTECT, related_name="+")
    applied_on = models.DateField()
    resolution = models.CharField(max_length=120)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    # an end brought forward or set later
    end_resolution = models.CharField(max_length=120, blank=True)

    class Meta:
        verbose_name = "免予积分和长期请假"
        constraints = [
            models.UniqueConstraint(
                name="absence_since_once", fields=["branch", "membership", "kind", "since"]
            ),
            models.CheckConstraint(name="absence_kind_known", condition=Q(kind__in=["exemption", "leave"])),
            models.CheckConstraint(
                name="absence_until_after_since",
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
            ),
            models.CheckConstraint(name="absence_by_resolution", condition=~Q(resolution="")),
        ]

    def __str__(self) -> str:
        return f"{self.membership_id} {self.kind} {self.since}"


class ProbationEvent(models.Model):
    """A step of a probation: begun, extended once, turned formal, or ended by withdrawal (R57, R85, A30)."""

    class Kind(models.TextChoices):
        STARTED = "started", "预备期开始"
        EXTENDED = "extended", "延长预备期"
        FORMAL = "formal", "按期或延期转正"
        ENDED = "ended", "取消预备党员资格"

    branch = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="probation_events")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    day = models.DateField()
    due_on = models.DateField(null=True)  # last day of the probation from then on
    resolution = models.CharField(max_length=120)
    # on what ground the meeting decided against the usual course; for the member and the secretary alone
    reason = models.ForeignKey(PersonalText, models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "预备期经过"
        constraints = [
            models.UniqueConstraint(name="probation_step_once", fields=["branch", "membership", "kind"]),
            models.CheckConstraint(
                name="probation_kind_known",
                condition=Q(kind__in=["started", "extended", "formal", "ended"]),
            ),
            models.CheckConstraint(
                name="probation_due_while_it_runs",
                condition=Q(kind__in=["started", "extended"], due_on__isnull=False)
                | Q(kind__in=["formal", "ended"], due_on__isnull=True),
            ),
            models.CheckConstraint(
                name="probation_reason_given",
                condition=Q(kind__in=["started", "formal"], reason__isnull=True)
                | Q(kind__in=["extended", "ended"], reason__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.membership_id} {self.kind}"


class ProbationApproval(models.Model):
    """The superior's approval of what a meeting decided about a probation, by its document (R57, R85)."""

    branch = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    event = models.OneToOneField(ProbationEvent, models.PROTECT, related_name="approval")
    document = models.CharField(max_length=120)
    day = models.DateField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "预备期上级审批"
        constraints = [models.CheckConstraint(name="approval_has_document", condition=~Q(document=""))]

    def __str__(self) -> str:
        return f"审批 {self.event_id}"
