"""The Word template that a branch fills its forms into in the place of ours (R38, R67)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from .organisation import Organisation, Person


class FormTemplate(models.Model):
    """What holds from then on for one form of a branch: the file lies beside the evidence; none: the default again."""

    branch = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    form = models.CharField(max_length=40)
    number = models.PositiveIntegerField()
    stored_as = models.CharField(max_length=64, unique=True, null=True)
    size = models.PositiveIntegerField()  # bytes
    digest = models.CharField(max_length=64, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "表格模板"
        constraints = [
            models.UniqueConstraint(name="form_template_number_once", fields=["branch", "form", "number"]),
            models.CheckConstraint(
                name="form_template_has_its_file",
                condition=Q(stored_as__isnull=True, size=0, digest="")
                | Q(stored_as__isnull=False, size__gt=0) & ~Q(digest=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.form} {self.number}"
