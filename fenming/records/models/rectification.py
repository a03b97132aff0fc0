"""What a member is to put right by a day, what the member reports, and what somebody found on checking (R56, A29)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from .organisation import Membership, Organisation, Person
from .settlement import Settlement
from .trail import PersonalText


class Rectification(models.Model):
    """Set once; the day only moves later, and it ends only when somebody checked. A day that passes changes nothing."""

    class State(models.TextChoices):
        OPEN = "open", "整改中"
        DONE = "done", "已完成"
        NOT_DONE = "not_done", "未完成"

    branch = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="rectifications")
    what = models.ForeignKey(PersonalText, models.PROTECT, related_name="+")
    due_on = models.DateField()
    # the ground: what the members' meeting gave for a settled year, or a decision by the number of its document
    settlement = models.ForeignKey(Settlement, models.PROTECT, null=True, related_name="+")
    grade = models.CharField(max_length=20, blank=True)
    document = models.CharField(max_length=120, blank=True)
    set_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    set_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State.choices)

    class Meta:
        verbose_name = "限期整改"
        constraints = [
            models.CheckConstraint(
                name="rectification_state_known", condition=Q(state__in=["open", "done", "not_done"])
            ),
            models.CheckConstraint(
                name="rectification_ground_fits",
                condition=~Q(document="") | Q(settlement__isnull=False) & ~Q(grade__in=["", "合格", "优秀"]),
            ),
        ]

    def __str__(self) -> str:
        return f"限期整改 {self.pk}"


class RectificationEvent(models.Model):
    """The member reported, or somebody checked: done, not done, or a later day with the reason."""

    class Kind(models.TextChoices):
        REPORTED = "reported", "本人报告"
        DONE = "done", "已完成"
        NOT_DONE = "not_done", "未完成"
        EXTENDED = "extended", "延长期限"

    branch = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    rectification = models.ForeignKey(Rectification, models.PROTECT, related_name="events")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    text = models.ForeignKey(PersonalText, models.PROTECT, related_name="+")
    due_on = models.DateField(null=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "限期整改经过"
        constraints = [
            models.UniqueConstraint(
                name="rectification_ended_once",
                fields=["branch", "rectification"],
                condition=Q(kind__in=["done", "not_done"]),
            ),
            models.CheckConstraint(
                name="rectification_event_fits",
                condition=Q(kind="extended", due_on__isnull=False)
                | Q(kind__in=["reported", "done", "not_done"], due_on__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rectification_id} {self.kind}"
