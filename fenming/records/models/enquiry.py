"""A question from a reader of a posting: with name and contact, answered by the branch, never a matter (R66, A22)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from .organisation import Organisation, Person
from .posting import Posting
from .trail import PersonalText


class Enquiry(models.Model):
    branch = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    posting = models.ForeignKey(Posting, models.PROTECT, related_name="enquiries")
    number = models.PositiveIntegerField()  # within the branch
    name = models.ForeignKey(PersonalText, models.PROTECT, related_name="+")
    contact = models.ForeignKey(PersonalText, models.PROTECT, related_name="+")
    text = models.ForeignKey(PersonalText, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    answer = models.ForeignKey(PersonalText, models.PROTECT, null=True, related_name="+")
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "查询"
        constraints = [
            models.UniqueConstraint(name="enquiry_number_once", fields=["branch", "number"]),
            models.CheckConstraint(
                name="enquiry_answered_by_someone",
                condition=Q(answer__isnull=True, answered_by__isnull=True, answered_at__isnull=True)
                | Q(answer__isnull=False, answered_by__isnull=False, answered_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"查询 {self.number}"
