"""What the points of a year are used for: lists, a decision on each name, what was given (R52–R54, A28, A29)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from .organisation import Membership, Organisation, Person
from .settlement import Settlement
from .trail import PersonalText


class BottomResolution(models.Model):
    """The branch resolved that there is a list of those towards the bottom, or none any more (A28)."""

    branch = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    is_on = models.BooleanField()
    resolution = models.CharField(max_length=120)
    day = models.DateField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "靠后名单决议"
        constraints = [
            models.CheckConstraint(name="bottom_resolution_by_resolution", condition=~Q(resolution=""))
        ]

    def __str__(self) -> str:
        return f"靠后名单 {self.day}"


class UseList(models.Model):
    """The lists of a settlement as they were drawn up: of how many, and how many places the shares came to."""

    branch = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    settlement = models.OneToOneField(Settlement, models.PROTECT, related_name="use_list")
    ranked = models.PositiveIntegerField()
    top_places = models.PositiveIntegerField()
    bottom_places = models.PositiveIntegerField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "积分运用名单"

    def __str__(self) -> str:
        return f"名单 {self.settlement_id}"


class UseProposal(models.Model):
    """One name and what is proposed for it; nothing until a person decides.

    `listed` is False for who was confirmed on the list of a settlement that has been corrected and is on the new
    one no more: a person decides again about these too. `grade` is the one the list was drawn up by.
    """

    class Use(models.TextChoices):
        HONOURS = "honours", "评先评优推荐对象"
        INCENTIVE = "incentive", "激励关怀"
        INELIGIBLE = "ineligible", "取消评优评先资格"

    branch = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    use_list = models.ForeignKey(UseList, models.PROTECT, related_name="proposals")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="uses")
    use = models.CharField(max_length=10, choices=Use.choices)
    grade = models.CharField(max_length=20, blank=True)
    listed = models.BooleanField()
    earlier = models.OneToOneField("self", models.PROTECT, null=True, related_name="later")

    class Meta:
        verbose_name = "名单上的一人"
        constraints = [
            models.UniqueConstraint(
                name="use_proposal_once", fields=["branch", "use_list", "membership", "use"]
            ),
            models.CheckConstraint(
                name="use_proposal_use_known", condition=Q(use__in=["honours", "incentive", "ineligible"])
            ),
            models.CheckConstraint(
                name="use_proposal_listed_or_carried_over",
                condition=Q(listed=True) | Q(earlier__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.use_list_id} {self.membership_id} {self.use}"


class UseDecision(models.Model):
    """What a person decided about a name and why; the last one holds, the ones before stay."""

    class Outcome(models.TextChoices):
        CONFIRMED = "confirmed", "已确认"
        STRUCK = "struck", "已划去"

    branch = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    proposal = models.ForeignKey(UseProposal, models.PROTECT, related_name="decisions")
    round = models.PositiveSmallIntegerField()
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    reason = models.ForeignKey(PersonalText, models.PROTECT, related_name="+")
    # what the one concerned said; due where something is taken from them
    heard = models.ForeignKey(PersonalText, models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "对一人的决定"
        constraints = [
            models.UniqueConstraint(name="use_decision_round_once", fields=["branch", "proposal", "round"]),
            models.CheckConstraint(
                name="use_decision_outcome_known", condition=Q(outcome__in=["confirmed", "struck"])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.outcome}"


class Incentive(models.Model):
    """What a confirmed member was given: standing, training or a material reward, when and by which document (R53)."""

    class Kind(models.TextChoices):
        STANDING = "standing", "政治待遇"
        TRAINING = "training", "学习培训"
        REWARD = "reward", "物质奖励"

    branch = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    proposal = models.ForeignKey(UseProposal, models.PROTECT, related_name="incentives")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    what = models.ForeignKey(PersonalText, models.PROTECT, related_name="+")
    day = models.DateField()
    document = models.CharField(max_length=120)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "激励"
        constraints = [
            models.CheckConstraint(
                name="incentive_kind_known", condition=Q(kind__in=["standing", "training", "reward"])
            ),
            models.CheckConstraint(name="incentive_has_document", condition=~Q(document="")),
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.kind}"
