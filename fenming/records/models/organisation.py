"""Who belongs where, since when (R9, R10, R29, R60, R64, A34)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from fenming.rules.authority import ROLE_NAMES, Role
from fenming.rules.terms import Status


class Organisation(models.Model):
    class Kind(models.TextChoices):
        COMMITTEE = "committee", "党委"
        GENERAL_BRANCH = "general_branch", "党总支"
        BRANCH = "branch", "党支部"
        GROUP = "group", "党小组"

    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    name = models.CharField(max_length=80)
    # printed above the branch's name on its papers: school and college
    long_name = models.CharField(max_length=120, blank=True)
    contact = models.CharField(max_length=200, blank=True)
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        verbose_name = "组织"
        constraints = [
            models.CheckConstraint(
                name="organisation_until_after_since",
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
            ),
            models.CheckConstraint(
                name="organisation_kind_known",
                condition=Q(kind__in=["committee", "general_branch", "branch", "group"]),
            ),
            models.UniqueConstraint(
                name="organisation_name_once", fields=["parent", "name"], nulls_distinct=False
            ),
        ]

    def __str__(self) -> str:
        return f"{self.long_name}{self.name}"


class Person(models.Model):
    name = models.CharField(max_length=60)

    class Meta:
        verbose_name = "人员"
        constraints = [models.CheckConstraint(name="person_name_given", condition=~Q(name=""))]

    def __str__(self) -> str:
        return f"{self.name}（{self.pk}）"


class Membership(models.Model):
    """A person on one branch's roster; roster_no is the order of every list."""

    branch = models.ForeignKey(Organisation, models.PROTECT, related_name="memberships")
    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships")
    roster_no = models.PositiveIntegerField()
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        verbose_name = "党员"
        ordering = ["branch", "roster_no"]
        constraints = [
            models.UniqueConstraint(name="membership_roster_no_once", fields=["branch", "roster_no"]),
            models.UniqueConstraint(name="membership_since_once", fields=["branch", "person", "since"]),
            models.UniqueConstraint(
                name="membership_one_current", fields=["person"], condition=Q(until__isnull=True)
            ),
            models.CheckConstraint(
                name="membership_until_after_since",
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.roster_no} {self.person_id}"


class Standing(models.Model):
    """What a member is from a day on: formal or probationary, and the post that decides the lists (R18, A20)."""

    class Type(models.TextChoices):
        TEACHER = "T", "教师岗"
        ADMINISTRATION = "A", "管理岗"

    branch = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="standings")
    status = models.CharField(
        max_length=12, choices=[(Status.FORMAL.value, "正式党员"), (Status.PROBATIONARY.value, "预备党员")]
    )
    type = models.CharField(max_length=1, choices=Type.choices)
    since = models.DateField()
    resolution = models.CharField(max_length=120)

    class Meta:
        verbose_name = "党员身份"
        ordering = ["membership", "since"]
        constraints = [
            models.UniqueConstraint(name="standing_since_once", fields=["branch", "membership", "since"]),
            models.CheckConstraint(
                name="standing_status_known", condition=Q(status__in=["formal", "probationary"])
            ),
            models.CheckConstraint(name="standing_type_known", condition=Q(type__in=["T", "A"])),
        ]

    def __str__(self) -> str:
        return f"{self.membership_id} {self.status} {self.type} {self.since}"


ROLE_LABELS = [(role.value, ROLE_NAMES[role]) for role in Role if role not in (Role.MEMBER, Role.HANDLER)]


class Office(models.Model):
    """A dated office; authority is read from it on the day (R29, R60)."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="offices")
    person = models.ForeignKey(Person, models.PROTECT, related_name="offices")
    role = models.CharField(max_length=20, choices=ROLE_LABELS)
    since = models.DateField()
    until = models.DateField(null=True)
    resolution = models.CharField(max_length=120)
    entered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    end_resolution = models.CharField(max_length=120, blank=True)
    ended_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "职务"
        constraints = [
            models.UniqueConstraint(
                name="office_since_once", fields=["organisation", "person", "role", "since"]
            ),
            models.CheckConstraint(
                name="office_until_after_since",
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
            ),
            models.CheckConstraint(
                name="office_role_known", condition=Q(role__in=[value for value, _ in ROLE_LABELS])
            ),
            models.CheckConstraint(name="office_by_resolution", condition=~Q(resolution="")),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.role} {self.since}"


class Holiday(models.Model):
    """The editable holiday table; it overrides the library's calendar (A12, A18)."""

    class Kind(models.TextChoices):
        HOLIDAY = "holiday", "放假"
        WORKDAY = "workday", "调休上班"

    day = models.DateField(unique=True)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    name = models.CharField(max_length=40, blank=True)

    class Meta:
        verbose_name = "节假日"
        constraints = [
            models.CheckConstraint(name="holiday_kind_known", condition=Q(kind__in=["holiday", "workday"]))
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.kind}"


class Pause(models.Model):
    """Days on which no clock of the branch runs: winter and summer vacation, by resolution (A12)."""

    branch = models.ForeignKey(Organisation, models.PROTECT, related_name="pauses")
    name = models.CharField(max_length=40)
    since = models.DateField()
    until = models.DateField()
    resolution = models.CharField(max_length=120)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "假期停计"
        constraints = [
            models.UniqueConstraint(name="pause_since_once", fields=["branch", "since"]),
            models.CheckConstraint(name="pause_until_after_since", condition=Q(until__gte=F("since"))),
            models.CheckConstraint(name="pause_by_resolution", condition=~Q(resolution="")),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.since}"
