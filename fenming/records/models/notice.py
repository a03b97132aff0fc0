"""What follows a write: a row in the same transaction, delivered later and once (R42, R67)."""

from __future__ import annotations

from django.db import models

from .organisation import Organisation, Person


class Outbox(models.Model):
    """Something to be told: kind, what it is about, to whom; ids only, never text about people."""

    branch = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=32)
    subject = models.CharField(max_length=32)
    subject_id = models.BigIntegerField()
    to = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "待发事项"
        indexes = [models.Index(name="outbox_to_do", fields=["done_at", "id"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_id}"


class Notice(models.Model):
    """A line on a person's own page; its words are made from the ids when it is read."""

    branch = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    outbox = models.OneToOneField(Outbox, models.PROTECT, related_name="notice")
    person = models.ForeignKey(Person, models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=32)
    subject = models.CharField(max_length=32)
    subject_id = models.BigIntegerField()
    at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "提醒"
        indexes = [models.Index(name="notice_of_person", fields=["person", "seen_at"])]

    def __str__(self) -> str:
        return f"{self.person_id} {self.kind}"
