"""The day of a demo system. Nothing outside demo mode reads it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class DemoDay(models.Model):
    day = models.DateField()

    class Meta:
        verbose_name = "演示日期"
        constraints = [models.CheckConstraint(name="demo_day_one_row", condition=Q(id=1))]

    def __str__(self) -> str:
        return f"{self.day}"
