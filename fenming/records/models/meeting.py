"""The quarterly members' meeting and what it determines (R35-R37, R76, A15)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from .matter import Matter
from .organisation import Membership, Organisation, Person
from .period import Month, Quarter
from .reopening import Reopening
from .trail import PersonalText


class Meeting(models.Model):
    class State(models.TextChoices):
        CALLED = "called", "已召集"
        OPEN = "open", "进行中"
        CLOSED = "closed", "已结束"
        CANCELLED = "cancelled", "已取消"

    class Kind(models.TextChoices):
        MEMBERS = "members", "党员大会"
        COMMITTEE = "committee", "支委会"
        BRANCH = "branch", "支部会"

    branch = models.ForeignKey(Organisation, models.PROTECT, related_name="meetings")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    quarter = models.ForeignKey(Quarter, models.PROTECT, related_name="meetings")
    # the month a committee or branch meeting assesses (R33); a members' meeting has none
    month = models.ForeignKey(Month, models.PROTECT, null=True, related_name="meetings")
    number = models.PositiveSmallIntegerField()  # first, second … meeting of the quarter or month
    held_on = models.DateField()
    entered_on = models.DateField(null=True)  # of a monthly meeting entered after the day it was held
    place = models.CharField(max_length=60, blank=True)
    called_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices)
    minutes = models.ForeignKey(PersonalText, models.PROTECT, null=True, related_name="+")
    # what was sent out before, and when: agenda to read at home
    circulated_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    why_cancelled = models.ForeignKey(PersonalText, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "会议"
        constraints = [
            # A cancelled meeting gives its number back: the next one called is again the first.
            models.UniqueConstraint(
                name="meeting_number_once",
                fields=["branch", "quarter", "kind", "number"],
                condition=Q(month__isnull=True) & ~Q(state="cancelled"),
            ),
            models.UniqueConstraint(
                name="meeting_number_once_a_month",
                fields=["branch", "month", "kind", "number"],
                condition=~Q(state="cancelled"),
            ),
            models.UniqueConstraint(
                name="meeting_one_running",
                fields=["branch", "quarter"],
                condition=Q(month__isnull=True) & ~Q(state__in=["closed", "cancelled"]),
            ),
            models.UniqueConstraint(
                name="meeting_one_running_a_month",
                fields=["branch", "month"],
                condition=~Q(state__in=["closed", "cancelled"]),
            ),
            models.CheckConstraint(
                name="meeting_cancelled_has_reason",
                condition=~Q(state="cancelled") | Q(why_cancelled__isnull=False),
            ),
            models.CheckConstraint(
                name="meeting_state_known",
                condition=Q(state__in=["called", "open", "closed", "cancelled"]),
            ),
            models.CheckConstraint(
                name="meeting_kind_fits_month",
                condition=Q(kind="members", month__isnull=True)
                | Q(kind__in=["committee", "branch"], month__isnull=False),
            ),
            models.CheckConstraint(
                name="meeting_entered_afterwards",
                condition=Q(entered_on__isnull=True) | Q(month__isnull=False, held_on__lt=F("entered_on")),
            ),
            models.CheckConstraint(
                name="meeting_closed_has_minutes",
                condition=~Q(state="closed") | Q(minutes__isnull=False, closed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"会议 {self.pk}"


class Attendance(models.Model):
    """Who should attend, who has a vote, who came. Frozen once the meeting is closed."""

    class Mark(models.TextChoices):
        PRESENT = "present", "到会"
        LATE = "late", "迟到早退"
        DUTY = "duty", "因公请假"
        PRIVATE = "private", "因私请假"
        ABSENT = "absent", "无故缺席"

    branch = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="attendance")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    voting = models.BooleanField()
    present = models.BooleanField()
    mark = models.CharField(max_length=8, choices=Mark.choices, blank=True)

    class Meta:
        verbose_name = "出席"
        constraints = [
            models.UniqueConstraint(name="attendance_once", fields=["branch", "meeting", "membership"]),
            models.CheckConstraint(
                name="attendance_mark_fits",
                condition=Q(mark="")
                | Q(mark__in=["present", "late"], present=True)
                | Q(mark__in=["duty", "private", "absent"], present=False),
            ),
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
    # who of those with a vote was there at that moment: canonical JSON list of membership ids
    those_present = models.TextField(default="[]")
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
    # a matter decided before that this meeting takes up again; always by itself
    reopening = models.ForeignKey(Reopening, models.PROTECT, null=True, related_name="agenda_items")
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
            models.UniqueConstraint(name="agenda_item_once", fields=["branch", "meeting", "matter"]),
            models.CheckConstraint(
                name="agenda_reopened_by_itself", condition=Q(reopening__isnull=True) | Q(singled_out=True)
            ),
        ]

    def __str__(self) -> str:
        return f"议程 {self.meeting_id} {self.matter_id}"


class Determination(models.Model):
    """The determined figure, written when the meeting closes (R37, R76). A matter that was reopened has a later one."""

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
    # what it decides anew; the first determination of a matter has none
    reopening = models.ForeignKey(Reopening, models.PROTECT, null=True, related_name="determinations")

    class Meta:
        verbose_name = "评定"
        constraints = [
            models.UniqueConstraint(
                name="determination_once",
                fields=["branch", "matter"],
                condition=~Q(outcome="deferred") & Q(reopening__isnull=True),
            ),
            models.UniqueConstraint(name="determination_once_a_reopening", fields=["branch", "reopening"]),
            models.CheckConstraint(
                name="determination_anew_changes",
                condition=Q(reopening__isnull=True) | Q(outcome__in=["changed", "refused"]),
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


class Topic(models.Model):
    """A point of the agenda besides the matters: appraisal, offices, exemptions, anything to talk about."""

    branch = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="topics")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=80)
    outcome = models.ForeignKey(PersonalText, models.PROTECT, null=True, related_name="+")
    # taken off the agenda again; the row stays
    dropped_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "其他议题"
        constraints = [
            models.UniqueConstraint(name="topic_number_once", fields=["branch", "meeting", "number"])
        ]

    def __str__(self) -> str:
        return f"议题 {self.meeting_id}/{self.number}"


class Addendum(models.Model):
    """What was added to the minutes after the meeting closed; the minutes themselves stay as they were."""

    branch = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="addenda")
    number = models.PositiveSmallIntegerField()
    text = models.ForeignKey(PersonalText, models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "会议记录补记"
        constraints = [
            models.UniqueConstraint(name="addendum_number_once", fields=["branch", "meeting", "number"])
        ]

    def __str__(self) -> str:
        return f"补记 {self.meeting_id}/{self.number}"
