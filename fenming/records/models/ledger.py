"""The points ledger: one chain of entries a branch, only ever added to (R61, R62, R73, R77)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from .correction import Correction
from .meeting import Determination
from .objection import Finding
from .opening import Opening
from .organisation import Membership, Organisation
from .period import Quarter
from .standard import StandardVersion
from .trail import PersonalText
from .veto import Veto

_SOURCES = ("determination", "correction", "finding", "veto", "opening", "reverses")


def _source(kind: str, **given: bool) -> Q:
    """An entry of this kind rests on exactly these."""
    return Q(kind=kind, **{f"{name}__isnull": not given.get(name, False) for name in _SOURCES})


class LedgerEntry(models.Model):
    class Kind(models.TextChoices):
        DETERMINATION = "determination", "评定"
        VETO = "veto", "一票否决"
        OPENING = "opening", "期初"
        REVERSAL = "reversal", "冲正"
        CORRECTION = "correction", "更正"

    branch = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    seq = models.PositiveBigIntegerField()
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="entries")
    item = models.CharField(max_length=16)
    version = models.ForeignKey(StandardVersion, models.PROTECT, related_name="+")
    day = models.DateField()
    quarter = models.ForeignKey(Quarter, models.PROTECT, related_name="entries")  # booked in
    quantity = models.PositiveIntegerField()
    level = models.CharField(max_length=20, blank=True)
    achievement = models.CharField(max_length=60, blank=True)
    each_centi = models.IntegerField(null=True)
    points_centi = models.IntegerField()  # signed, before any limit
    kind = models.CharField(max_length=14, choices=Kind.choices)
    determination = models.ForeignKey(Determination, models.PROTECT, null=True, related_name="entries")
    # what else an entry rests on: a clerical correction, a finding on an objection, a veto, the paper book
    correction = models.ForeignKey(Correction, models.PROTECT, null=True, related_name="entries")
    finding = models.ForeignKey(Finding, models.PROTECT, null=True, related_name="entries")
    veto = models.ForeignKey(Veto, models.PROTECT, null=True, related_name="entries")
    opening = models.ForeignKey(Opening, models.PROTECT, null=True, related_name="entries")
    reverses = models.ForeignKey("self", models.PROTECT, null=True, related_name="reversed_by")
    reason_code = models.CharField(max_length=16, blank=True)
    text = models.ForeignKey(PersonalText, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    prev_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = "台账"
        ordering = ["branch", "seq"]
        constraints = [
            models.UniqueConstraint(name="ledger_seq_once", fields=["branch", "seq"]),
            # deciding anew takes back what stood (a reversal) and books once
            models.UniqueConstraint(
                name="ledger_once_a_determination", fields=["branch", "determination", "kind"]
            ),
            models.UniqueConstraint(name="ledger_reversed_once", fields=["branch", "reverses"]),
            models.CheckConstraint(
                name="ledger_kind_known",
                condition=Q(kind__in=["determination", "veto", "opening", "reversal", "correction"]),
            ),
            models.UniqueConstraint(name="ledger_once_a_correction", fields=["branch", "correction", "kind"]),
            models.UniqueConstraint(name="ledger_once_a_finding", fields=["branch", "finding", "kind"]),
            models.UniqueConstraint(name="ledger_once_a_veto", fields=["branch", "veto", "kind"]),
            models.CheckConstraint(
                name="ledger_source_fits_kind",
                condition=_source("determination", determination=True)
                | _source("veto", veto=True)
                | _source("opening", opening=True)
                | _source("correction", correction=True)
                | _source("correction", finding=True)
                | ~Q(reason_code="")
                & (
                    _source("reversal", reverses=True, correction=True)
                    | _source("reversal", reverses=True, finding=True)
                    | _source("reversal", reverses=True, veto=True)
                    | _source("reversal", reverses=True, determination=True)
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"台账第{self.seq}号"
