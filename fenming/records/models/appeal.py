"""Appeals to the committee above the branch, its questions to the branch, who was heard, and delivery (R40-R42, A23)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from .matter import Matter
from .objection import Finding, Objection
from .organisation import Membership, Organisation, Person
from .period import Quarter
from .trail import PersonalText
from .veto import Veto


class Appeal(models.Model):
    """A member's appeal on own points, straight or after the branch's answer.

    What it is about stands in `matter`, `entry`, `item` with `day`, or `veto`, also where it follows an `objection`;
    `entry` is what stood when it was filed.
    """

    class Kind(models.TextChoices):
        POSTED = "posted", "对公示的积分"
        REFUSED = "refused", "对不认定的事项"
        CHANGED = "changed", "对改动了的事项"
        OMITTED = "omitted", "对漏记的事项"
        OPENING = "opening", "对期初转入的积分"
        VETO = "veto", "对一票否决"

    class State(models.TextChoices):
        OPEN = "open", "办理中"
        DECIDED = "decided", "已答复"
        WITHDRAWN = "withdrawn", "已撤回"

    branch = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    quarter = models.ForeignKey(Quarter, models.PROTECT, related_name="appeals")
    number = models.PositiveIntegerField()  # within the branch
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="appeals")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    # whose answer, or whose falling due, it follows; none: it came straight
    objection = models.ForeignKey(Objection, models.PROTECT, null=True, related_name="appeals")
    matter = models.ForeignKey(Matter, models.PROTECT, null=True, related_name="appeals")
    entry = models.ForeignKey("LedgerEntry", models.PROTECT, null=True, related_name="appeals")
    veto = models.ForeignKey(Veto, models.PROTECT, null=True, related_name="appeals")
    # what was left out and when, of an omission only
    item = models.CharField(max_length=16, blank=True)
    day = models.DateField(null=True)
    text = models.ForeignKey(PersonalText, models.PROTECT, related_name="+")
    filed_at = models.DateTimeField()
    # entered by others from a paper signed by a member without an account; null: filed by the member here
    entered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    signed_on = models.DateField(null=True)
    # why it comes after the term, weighed by who decides
    late_reason = models.ForeignKey(PersonalText, models.PROTECT, null=True, related_name="+")
    decide_by = models.DateField()  # last working day for the decision
    state = models.CharField(max_length=10, choices=State.choices)
    ended_at = models.DateTimeField(null=True)
    # taken back on a paper signed by a member without an account; null: taken back by the member here, or not at all
    withdrawn_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    withdrawal_signed_on = models.DateField(null=True)

    class Meta:
        verbose_name = "申诉"
        constraints = [
            models.UniqueConstraint(name="appeal_number_once", fields=["branch", "number"]),
            models.UniqueConstraint(
                name="appeal_once_an_objection",
                fields=["branch", "objection"],
                condition=~Q(state="withdrawn"),
            ),
            models.UniqueConstraint(
                name="appeal_one_open_a_matter", fields=["branch", "matter"], condition=Q(state="open")
            ),
            models.UniqueConstraint(
                name="appeal_one_open_an_entry", fields=["branch", "entry"], condition=Q(state="open")
            ),
            models.UniqueConstraint(
                name="appeal_one_open_a_veto", fields=["branch", "veto"], condition=Q(state="open")
            ),
            models.CheckConstraint(
                name="appeal_kind_fits",
                condition=Q(kind="veto", veto__isnull=False, objection__isnull=True, matter__isnull=True)
                | Q(veto__isnull=True)
                & (
                    Q(kind__in=["posted", "opening"], entry__isnull=False)
                    | Q(kind__in=["refused", "changed"], matter__isnull=False)
                    | Q(kind="omitted", matter__isnull=True)
                ),
            ),
            models.CheckConstraint(
                name="appeal_omission_says_what",
                condition=Q(kind="omitted", day__isnull=False) & ~Q(item="")
                | ~Q(kind="omitted") & Q(day__isnull=True, item=""),
            ),
            models.CheckConstraint(
                name="appeal_on_paper_entered_by_somebody",
                condition=Q(entered_by__isnull=True, signed_on__isnull=True)
                | Q(entered_by__isnull=False, signed_on__isnull=False),
            ),
            models.CheckConstraint(
                name="appeal_state_known", condition=Q(state__in=["open", "decided", "withdrawn"])
            ),
            models.CheckConstraint(
                name="appeal_taken_back_on_paper_by_somebody",
                condition=Q(withdrawn_by__isnull=True, withdrawal_signed_on__isnull=True)
                | Q(withdrawn_by__isnull=False, withdrawal_signed_on__isnull=False, state="withdrawn"),
            ),
            models.CheckConstraint(
                name="appeal_ended_when_over",
                condition=Q(state="open", ended_at__isnull=True)
                | ~Q(state="open") & Q(ended_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"申诉 {self.number}"


class RecordRequest(models.Model):
    """What the committee above asks of the branch about an appeal, and what the branch answers."""

    branch = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    appeal = models.ForeignKey(Appeal, models.PROTECT, related_name="requests")
    question = models.ForeignKey(PersonalText, models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    answer_by = models.DateField()  # last working day for the branch
    answer = models.ForeignKey(PersonalText, models.PROTECT, null=True, related_name="+")
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "请支部说明"
        constraints = [
            models.UniqueConstraint(
                name="record_request_one_open", fields=["branch", "appeal"], condition=Q(answer__isnull=True)
            ),
            models.CheckConstraint(
                name="record_request_answered_by_someone",
                condition=Q(answer__isnull=True, answered_by__isnull=True, answered_at__isnull=True)
                | Q(answer__isnull=False, answered_by__isnull=False, answered_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"请说明 {self.pk}"


class Hearing(models.Model):
    """Who was heard about an objection or an appeal, on which day, and what was said."""

    branch = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    objection = models.ForeignKey(Objection, models.PROTECT, null=True, related_name="hearings")
    appeal = models.ForeignKey(Appeal, models.PROTECT, null=True, related_name="hearings")
    heard_on = models.DateField()
    who = models.ForeignKey(PersonalText, models.PROTECT, related_name="+")
    said = models.ForeignKey(PersonalText, models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "听取意见"
        constraints = [
            models.CheckConstraint(
                name="hearing_about_one",
                condition=Q(objection__isnull=True, appeal__isnull=False)
                | Q(objection__isnull=False, appeal__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"听取意见 {self.pk}"


class Acknowledgement(models.Model):
    """The one concerned has received a finding, by the own hand or on a signed slip that others entered (R42)."""

    branch = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    finding = models.OneToOneField(Finding, models.PROTECT, related_name="acknowledgement")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")  # who entered it
    at = models.DateTimeField()
    # the day on the slip, signed by a member without an account; null: acknowledged by the member here
    signed_on = models.DateField(null=True)

    class Meta:
        verbose_name = "签收"

    def __str__(self) -> str:
        return f"签收 {self.finding_id}"
