"""Who reported a matter about another: a table of its own behind a door of its own (R32, A14)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from .matter import Matter
from .organisation import Organisation, Person
from .trail import PersonalText


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


class ReportInquiry(models.Model):
    """An assessor asks the committee above whether a report was deliberately false; it points to the report behind
    its door, so that nobody is named here (A14)."""

    branch = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    reporter = models.OneToOneField(Reporter, models.PROTECT, related_name="inquiry")
    reason = models.ForeignKey(PersonalText, models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "报告核查"

    def __str__(self) -> str:
        return f"报告核查 {self.pk}"


class Judgement(models.Model):
    """What the committee above found about a report: in writing, never posted, worth no points (A14).

    For a deliberate falsity the reporter was heard first; `read_at`: when the reporter said that it was read.
    """

    class Outcome(models.TextChoices):
        FALSE = "false", "故意虚报"
        NOT_FALSE = "not_false", "不认定为故意虚报"

    branch = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    inquiry = models.OneToOneField(ReportInquiry, models.PROTECT, related_name="judgement")
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    reason = models.ForeignKey(PersonalText, models.PROTECT, related_name="+")
    heard_on = models.DateField(null=True)
    heard = models.ForeignKey(PersonalText, models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "报告核查结论"
        constraints = [
            models.CheckConstraint(
                name="judgement_outcome_known", condition=Q(outcome__in=["false", "not_false"])
            ),
            models.CheckConstraint(
                name="judgement_after_hearing",
                condition=Q(outcome="not_false") | Q(heard_on__isnull=False, heard__isnull=False),
            ),
            models.CheckConstraint(
                name="judgement_heard_whole",
                condition=Q(heard_on__isnull=True, heard__isnull=True)
                | Q(heard_on__isnull=False, heard__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"报告核查结论 {self.pk}"
