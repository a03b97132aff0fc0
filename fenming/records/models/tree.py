"""What stands between a college committee and its branches, and what became of an organisation (R10, A34)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from .organisation import Membership, Organisation, Person


class Affiliation(models.Model):
    """The general branch (党总支) a branch belongs to from a day on; while it has none it stands directly under its committee.

    The committee is the parent of both and stays so: filings and appeals go there, whatever stands in between.
    """

    branch = models.ForeignKey(Organisation, models.PROTECT, related_name="affiliations")
    general = models.ForeignKey(Organisation, models.PROTECT, related_name="branches")
    since = models.DateField()
    until = models.DateField(null=True)
    resolution = models.CharField(max_length=120)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    end_resolution = models.CharField(max_length=120, blank=True)
    ended_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "隶属"
        ordering = ["branch", "since"]
        constraints = [
            models.UniqueConstraint(name="affiliation_since_once", fields=["branch", "since"]),
            models.UniqueConstraint(
                name="affiliation_one_current", fields=["branch"], condition=Q(until__isnull=True)
            ),
            models.CheckConstraint(
                name="affiliation_until_after_since",
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
            ),
            models.CheckConstraint(name="affiliation_by_resolution", condition=~Q(resolution="")),
        ]

    def __str__(self) -> str:
        return f"{self.branch_id} {self.general_id} {self.since}"


class Grouping(models.Model):
    """The group (党小组) a member belongs to from a day on; none is the rule where a branch has no groups.

    A group holds no office and no power: it only says who meets together.
    """

    branch = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="groupings")
    group = models.ForeignKey(Organisation, models.PROTECT, related_name="groupings")
    since = models.DateField()
    until = models.DateField(null=True)
    resolution = models.CharField(max_length=120)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    end_resolution = models.CharField(max_length=120, blank=True)
    ended_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "党小组划分"
        ordering = ["membership", "since"]
        constraints = [
            models.UniqueConstraint(name="grouping_since_once", fields=["branch", "membership", "since"]),
            models.UniqueConstraint(
                name="grouping_one_current", fields=["branch", "membership"], condition=Q(until__isnull=True)
            ),
            models.CheckConstraint(
                name="grouping_until_after_since",
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
            ),
            models.CheckConstraint(name="grouping_by_resolution", condition=~Q(resolution="")),
        ]

    def __str__(self) -> str:
        return f"{self.membership_id} {self.group_id} {self.since}"


class OrganisationEvent(models.Model):
    """What happened to an organisation by which resolution: founded, another name, ended."""

    class Kind(models.TextChoices):
        FOUNDED = "founded", "建立"
        RENAMED = "renamed", "更名"
        ENDED = "ended", "撤销"

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="events")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    day = models.DateField()
    before = models.CharField(max_length=80, blank=True)  # the name up to that day
    name = models.CharField(max_length=80)
    resolution = models.CharField(max_length=120)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "组织变动"
        ordering = ["organisation", "pk"]
        constraints = [
            models.CheckConstraint(
                name="organisation_event_kind_known", condition=Q(kind__in=["founded", "renamed", "ended"])
            ),
            models.CheckConstraint(
                name="organisation_event_before_of_a_new_name",
                condition=Q(kind="renamed", before__gt="") | (~Q(kind="renamed") & Q(before="")),
            ),
            models.CheckConstraint(
                name="organisation_event_by_resolution", condition=~Q(resolution="") & ~Q(name="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.kind} {self.day}"
