"""Who reported a matter about another: a table of its own behind a door of its own (R32, A14)."""

from __future__ import annotations

from django.db import models

from .matter import Matter
from .organisation import Organisation, Person


class Reporter(models.Model):
    """Known to the assessor alone. Nothing else in the database names this person together with the matter."""

    branch = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    matter = models.OneToOneField(Matter, models.PROTECT, related_name="reporter")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "提出人"

    def __str__(self) -> str:
        return f"提出人 {self.pk}"


class AccessEvent(models.Model):
    """A look behind a closed door: who looked at whose what, when."""

    branch = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    subject = models.CharField(max_length=32)
    subject_id = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        verbose_name = "查阅留痕"

    def __str__(self) -> str:
        return f"{self.person_id} {self.subject} {self.subject_id}"
