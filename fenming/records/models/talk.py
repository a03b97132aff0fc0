"""An admonishing talk, for the one who held it and the one it was held with (R55, A22, A29)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from .organisation import Membership, Organisation, Person
from .settlement import Settlement
from .trail import PersonalText


class Talk(models.Model):
    """Who held it, with whom, when, on what ground, what was agreed; and what the member said to it."""

    branch = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="talks")
    held_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    held_on = models.DateField()
    # the ground: what the members' meeting gave for a settled year, or a decision by the number of its document
    settlement = models.ForeignKey(Settlement, models.PROTECT, null=True, related_name="+")
    grade = models.CharField(max_length=20, blank=True)
    document = models.CharField(max_length=120, blank=True)
    agreed = models.ForeignKey(PersonalText, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    remarks = models.ForeignKey(PersonalText, models.PROTECT, null=True, related_name="+")
    acknowledged_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "诫勉谈话"
        constraints = [
            models.UniqueConstraint(name="talk_once_a_day", fields=["branch", "membership", "held_on"]),
            models.CheckConstraint(
                name="talk_ground_fits",
                condition=~Q(document="") | Q(settlement__isnull=False) & ~Q(grade__in=["", "合格", "优秀"]),
            ),
            models.CheckConstraint(
                name="talk_remarks_when_acknowledged",
                condition=Q(remarks__isnull=True) | Q(acknowledged_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"谈话 {self.pk}"
