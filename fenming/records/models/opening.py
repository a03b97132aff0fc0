"""A branch that begins in mid-year takes over its paper book, once (A17, R61)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from .organisation import Organisation, Person
from .period import Quarter


class Opening(models.Model):
    """One act: the resolution it cites, the quarter it is booked in, the last day to object to it."""

    branch = models.OneToOneField(Organisation, models.PROTECT, related_name="opening")
    quarter = models.ForeignKey(Quarter, models.PROTECT, related_name="+")
    resolution = models.CharField(max_length=120)
    closed_on = models.DateField()  # the paper book as of this day
    objection_until = models.DateField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "期初转入"
        constraints = [models.CheckConstraint(name="opening_by_resolution", condition=~Q(resolution=""))]

    def __str__(self) -> str:
        return f"期初 {self.branch_id}"
