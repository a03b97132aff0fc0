"""Who handles a thing in the place of those who are tied to it: asked of the committee above, named by it (A31)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from .correction import Correction
from .matter import Matter
from .objection import Objection
from .organisation import Organisation, Person
from .veto import Veto


class HandlerRequest(models.Model):
    """The committee above is asked to name who handles one thing of a branch. Why is nowhere said: 回避 is all there is."""

    branch = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    objection = models.ForeignKey(Objection, models.PROTECT, null=True, related_name="handler_requests")
    matter = models.ForeignKey(Matter, models.PROTECT, null=True, related_name="handler_requests")
    veto = models.ForeignKey(Veto, models.PROTECT, null=True, related_name="handler_requests")
    correction = models.ForeignKey(Correction, models.PROTECT, null=True, related_name="handler_requests")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "请指定办理人"
        constraints = [
            models.CheckConstraint(
                name="handler_request_about_one",
                condition=Q(objection__isnull=False, matter=None, veto=None, correction=None)
                | Q(objection=None, matter__isnull=False, veto=None, correction=None)
                | Q(objection=None, matter=None, veto__isnull=False, correction=None)
                | Q(objection=None, matter=None, veto=None, correction__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"请指定办理人 {self.pk}"


class Handling(models.Model):
    """Whom the committee above named, on which decision of its own; the last one for a thing is the one that holds."""

    branch = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    request = models.ForeignKey(HandlerRequest, models.PROTECT, related_name="namings")
    person = models.ForeignKey(Person, models.PROTECT, related_name="handlings")
    document = models.CharField(max_length=120)
    named_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "办理人"
        constraints = [
            models.CheckConstraint(name="handling_has_document", condition=~Q(document="")),
        ]

    def __str__(self) -> str:
        return f"办理人 {self.person_id}"
