"""Attendance of an activity or meeting, from which the recorder takes proposals (R30)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from .meeting import Attendance, Meeting
from .organisation import Membership, Organisation, Person
from .trail import PersonalText


class RollCall(models.Model):
    branch = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    day = models.DateField()
    what = models.ForeignKey(PersonalText, models.PROTECT, related_name="+")
    # the meeting whose attendance list it took over
    meeting = models.OneToOneField(Meeting, models.PROTECT, null=True, related_name="roll_call")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "考勤"

    def __str__(self) -> str:
        return f"考勤 {self.pk}"


class RollCallMark(models.Model):
    branch = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    roll_call = models.ForeignKey(RollCall, models.PROTECT, related_name="marks")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    mark = models.CharField(max_length=8, choices=Attendance.Mark.choices)

    class Meta:
        verbose_name = "考勤记录"
        constraints = [
            models.UniqueConstraint(name="roll_call_mark_once", fields=["branch", "roll_call", "membership"]),
            models.CheckConstraint(
                name="roll_call_mark_known",
                condition=Q(mark__in=["present", "late", "duty", "private", "absent"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.roll_call_id} {self.membership_id} {self.mark}"
