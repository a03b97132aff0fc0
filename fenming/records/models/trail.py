"""Text about people, the audit trail, and the keys that make a write happen once."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from .organisation import Organisation, Person


class PersonalText(models.Model):
    """The only home of sentences about people. Chains hold its salted digest, so it can be erased by law."""

    branch = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    text = models.TextField()
    salt = models.CharField(max_length=32)
    digest = models.CharField(max_length=64)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "涉及个人的文字"
        constraints = [
            models.CheckConstraint(
                name="personal_text_erased_is_empty", condition=Q(erased_at__isnull=True) | Q(text="")
            ),
        ]

    def __str__(self) -> str:
        return f"文字 {self.pk}"


class AuditEvent(models.Model):
    """Who did what, when, by which clause; one chain a branch, written in the act's own transaction."""

    branch = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    seq = models.PositiveBigIntegerField()
    # null: the clock did it (a posting's term ended)
    actor = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    verb = models.CharField(max_length=32)
    subject = models.CharField(max_length=32)
    subject_id = models.BigIntegerField()
    clause = models.CharField(max_length=40, blank=True)
    # canonical JSON without personal text
    detail = models.TextField()
    at = models.DateTimeField()
    prev_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = "操作留痕"
        ordering = ["branch", "seq"]
        constraints = [models.UniqueConstraint(name="audit_seq_once", fields=["branch", "seq"])]

    def __str__(self) -> str:
        return f"{self.branch_id}#{self.seq} {self.verb}"


class IdempotencyKey(models.Model):
    """Each write form carries a key; the second write with it finds the first one's result."""

    key = models.CharField(max_length=64, unique=True)
    actor = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    verb = models.CharField(max_length=32)
    at = models.DateTimeField()

    class Meta:
        verbose_name = "防重键"

    def __str__(self) -> str:
        return self.key
