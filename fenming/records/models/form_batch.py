"""Register forms ordered many at once and made in the background; what is made lies outside the database (R38, R72)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from .organisation import Membership, Organisation, Person


class FormBatch(models.Model):
    """An order, and the file that came of it until it is taken away.

    `branch` is the branch, or the committee above that has the forms of what was filed with it. `quarter` none: the year.
    """

    class Ending(models.TextChoices):
        PDF = "pdf", "一个 PDF 文件"
        ZIP = "zip", "每人一个 PDF，打成一个 ZIP 包"

    branch = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    quarter = models.PositiveSmallIntegerField(null=True)
    ending = models.CharField(max_length=3, choices=Ending.choices)
    stored_as = models.CharField(max_length=48, unique=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    size = models.PositiveBigIntegerField(default=0)  # bytes; nought where no form could be made
    digest = models.CharField(max_length=64, blank=True)
    gone_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "成批打印"
        indexes = [models.Index(name="form_batch_to_do", fields=["done_at", "id"])]
        constraints = [
            models.CheckConstraint(
                name="form_batch_quarter", condition=Q(quarter__isnull=True) | Q(quarter__range=(1, 4))
            ),
            models.CheckConstraint(
                name="form_batch_gone_after_done",
                condition=Q(gone_at__isnull=True) | Q(done_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.branch_id} {self.year}/{self.quarter or 0} {self.ending}"


class FormSheet(models.Model):
    """One member's form in a batch; `branch` is the member's. `fault` says why there is none."""

    class Fault(models.TextChoices):
        UNPRINTABLE = "unprintable", "姓名里有打印字库没有的字，请手写填表"
        MISSING = "missing", "这一期没有可以打印的积分"
        FAILED = "failed", "没有打印成功，请系统管理员查看日志"

    branch = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    batch = models.ForeignKey(FormBatch, models.PROTECT, related_name="sheets")
    number = models.PositiveIntegerField()
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    done_at = models.DateTimeField(null=True)
    fault = models.CharField(max_length=12, choices=Fault.choices, blank=True)

    class Meta:
        verbose_name = "成批打印的一份"
        constraints = [
            models.UniqueConstraint(name="form_sheet_number_once", fields=["branch", "batch", "number"]),
            models.UniqueConstraint(name="form_sheet_member_once", fields=["branch", "batch", "membership"]),
        ]

    def __str__(self) -> str:
        return f"{self.batch_id}/{self.number}"
