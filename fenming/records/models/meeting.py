"""The quarterly members' meeting and what it determines (R35-R37, R76, A15)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from .matter import Matter
from .organisation import Membership, Organisation, Person
from .period import Quarter
from .trail import PersonalText


class Meeting(models.Model):
    class State(models.TextChoices):
        CALLED = "called", "已召集"
        OPEN = "open", "进行中"
        CLOSED = "closed", "已结束"

    class Kind(models.TextChoices):
        MEMBERS = "members", "党员大会"

    branch = models.ForeignKey(Organisation, models.PROTECT, related_name="meetings")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    quarter = models.ForeignKey(Quarter, models.PROTECT, related_name="meetings")
    number = models.PositiveSmallIntegerField()  # first, second … meeting of the quarter
    held_on = models.DateField()
    place = models.CharField(max_length=60, blank=True)
    called_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=State.choices)
    minutes = models.ForeignKey(PersonalText, models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "会议"
        constraints = [
            models.UniqueConstraint(
                name="meeting_number_once", fields=["branch", "quarter", "kind", "number"]
            ),
            models.UniqueConstraint(
                name="meeting_one_running",
                fields=["branch", "quarter", "kind"],
                condition=~Q(state="closed"),
            ),
            models.CheckConstraint(
                name="meeting_state_known", condition=Q(state__in=["called", "open", "closed"])
            ),
            models.CheckConstraint(name="meeting_kind_known", condition=Q(kind__in=["members"])),
            models.CheckConstraint(
                name="meeting_closed_has_minutes",
                condition=~Q(state="closed") | Q(minutes__isnull=False, closed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"会议 {self.pk}"


class Attendance(models.Model):
    """Who should attend, who has a vote, who came. Frozen once the meeting is closed."""

    branch = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="attendance")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    voting = models.BooleanField()
    present = models.BooleanField()

    class Meta:
        verbose_name = "出席"
        constraints = [
            models.UniqueConstraint(name="attendance_once", fields=["branch", "meeting", "membership"])
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.membership_id}"


class Resolution(models.Model):
    """One decision of the meeting with its hand count (A15). Never altered: a second vote is a second resolution."""

    class Kind(models.TextChoices):
        EN_BLOC = "en_bloc", "一并评定"
        SINGLE = "single", "逐项审议"

    branch = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="resolutions")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8, choices=Kind.choices)
    # what was put to the vote, kept for the minutes whatever became of it; the matter of a single one
    proposal = models.CharField(max_length=80)
    matter = models.ForeignKey(Matter, models.PROTECT, null=True, related_name="resolutions")
    should_attend = (
        models.PositiveSmallIntegerField()
    )  # with voting right, the owner of a singled-out matter left out
    present = models.PositiveSmallIntegerField()
    without_objection = models.BooleanField()
    ayes = models.PositiveSmallIntegerField()
    nays = models.PositiveSmallIntegerField()
    abstained = models.PositiveSmallIntegerField()
    adopted = models.BooleanField()
    entered_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "决议"
        constraints = [
            models.UniqueConstraint(name="resolution_number_once", fields=["branch", "meeting", "number"]),
            models.CheckConstraint(
                name="resolution_kind_fits_matter",
                condition=Q(kind="en_bloc", matter__isnull=True) | Q(kind="single", matter__isnull=False),
            ),
            models.CheckConstraint(
                name="resolution_counts_match",
                condition=Q(present=F("ayes") + F("nays") + F("abstained"))
                & Q(present__lte=F("should_attend")),
            ),
            models.CheckConstraint(
                name="resolution_adopted_by_more_than_half",
                condition=Q(adopted=False) | Q(should_attend__lt=F("ayes") * 2),
            ),
        ]

    def __str__(self) -> str:
        return f"决议 {self.meeting_id}/{self.number}"


class AgendaItem(models.Model):
    """A matter on the agenda and what the meeting is about to decide of it; changes freely until the meeting closes."""

    class Outcome(models.TextChoices):
        ACCEPTED = "accepted", "按初评评定"
        CHANGED = "changed", "改动"
        REFUSED = "refused", "不认定"
        DEFERRED = "deferred", "缓议"

    branch = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="agenda")
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="agenda_items")
    singled_out = models.BooleanField(default=False)
    resolution = models.ForeignKey(Resolution, models.PROTECT, null=True, related_name="agenda_items")
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    quantity = models.PositiveIntegerField(null=True)
    level = models.CharField(max_length=20, blank=True)
    each_centi = models.IntegerField(null=True)
    points_centi = models.IntegerField(null=True)
    reason = models.ForeignKey(PersonalText, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "议程"
        constraints = [
            models.UniqueConstraint(name="agenda_item_once", fields=["branch", "meeting", "matter"])
        ]

    def __str__(self) -> str:
        return f"议程 {self.meeting_id} {self.matter_id}"


class Determination(models.Model):
    """The determined figure, written when the meeting closes (R37, R76)."""

    branch = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="determinations")
    resolution = models.ForeignKey(Resolution, models.PROTECT, related_name="determinations")
    outcome = models.CharField(max_length=10, choices=AgendaItem.Outcome.choices)
    quantity = models.PositiveIntegerField()
    level = models.CharField(max_length=20, blank=True)
    each_centi = models.IntegerField(null=True)
    points_centi = models.IntegerField()
    reason = models.ForeignKey(PersonalText, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "评定"
        constraints = [
            models.UniqueConstraint(
                name="determination_once",
                fields=["branch", "matter"],
                condition=~Q(outcome="deferred"),
            ),
            models.UniqueConstraint(
                name="determination_resolution_once", fields=["branch", "matter", "resolution"]
            ),
            models.CheckConstraint(
                name="determination_reason_unless_accepted",
                condition=Q(outcome="accepted") | Q(reason__isnull=False),
            ),
            models.CheckConstraint(
                name="determination_outcome_known",
                condition=Q(outcome__in=["accepted", "changed", "refused", "deferred"]),
            ),
        ]

    def __str__(self) -> str:
        return f"评定 {self.matter_id}"
