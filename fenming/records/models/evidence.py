"""Files that support a matter (R30, R74). The bytes lie outside the web root under a random name."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from .matter import Matter
from .organisation import Organisation, Person
from .trail import PersonalText


class Evidence(models.Model):
    branch = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="evidence")
    number = models.PositiveSmallIntegerField()
    # the name it was handed in under: it may name people
    name = models.ForeignKey(PersonalText, models.PROTECT, related_name="+")
    stored_as = models.CharField(max_length=64, unique=True)
    content_type = models.CharField(max_length=80)
    size = models.PositiveIntegerField()  # bytes
    digest = models.CharField(max_length=64)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    # taken back by the one who handed it in, or erased by law: the file is gone, the row stays
    removed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "佐证材料"
        constraints = [
            models.UniqueConstraint(name="evidence_number_once", fields=["branch", "matter", "number"]),
            models.CheckConstraint(name="evidence_is_not_empty", condition=Q(size__gt=0)),
        ]

    def __str__(self) -> str:
        return f"材料 {self.matter_id}/{self.number}"
