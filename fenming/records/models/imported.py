"""A table of the office handed in to be taken over, from the preview until it is accepted or dropped (R64, R61)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from .organisation import Organisation, Person
from .trail import PersonalText


class Import(models.Model):
    """What was read lies outside the database under a random name, and goes when the import has ended."""

    class State(models.TextChoices):
        OPEN = "open", "待核对"
        ACCEPTED = "accepted", "已导入"
        DROPPED = "dropped", "已放弃"

    branch = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12)
    # the name it was handed in under: it may name people
    name = models.ForeignKey(PersonalText, models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)  # of the file as handed in
    stored_as = models.CharField(max_length=64, unique=True)
    # digest of the headings: what the columns meant last time is remembered for the same ones
    headings = models.CharField(max_length=64)
    columns = models.TextField(blank=True)  # JSON list of keys, once accepted
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "导入的表格"
        indexes = [models.Index(name="import_remembered", fields=["branch", "kind", "headings"])]
        constraints = [
            models.CheckConstraint(
                name="import_kind_known",
                condition=Q(kind__in=["roster", "opening", "attendance", "declarations"]),
            ),
            models.CheckConstraint(
                name="import_state_known",
                condition=Q(state="open", ended_at__isnull=True)
                | Q(state__in=["accepted", "dropped"], ended_at__isnull=False),
            ),
            models.CheckConstraint(
                name="import_accepted_with_columns", condition=~Q(state="accepted", columns="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
