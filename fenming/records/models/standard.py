"""A branch's standard, each published version kept as it was (R28, R86, A33)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from .organisation import Organisation, Person


class StandardVersion(models.Model):
    branch = models.ForeignKey(Organisation, models.PROTECT, related_name="standards")
    number = models.PositiveIntegerField()
    text = models.TextField()  # the TOML as adopted
    digest = models.CharField(max_length=64)
    in_force_from = models.DateField()
    resolution = models.CharField(max_length=120)
    adopted_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    adopted_at = models.DateTimeField()

    class Meta:
        verbose_name = "积分标准"
        ordering = ["branch", "number"]
        constraints = [
            models.UniqueConstraint(name="standard_number_once", fields=["branch", "number"]),
            models.UniqueConstraint(name="standard_day_once", fields=["branch", "in_force_from"]),
            models.CheckConstraint(name="standard_by_resolution", condition=~Q(resolution="")),
        ]

    def __str__(self) -> str:
        return f"第{self.number}版"
