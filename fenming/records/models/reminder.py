"""What a person is reminded by outside the pages: a calendar's address, an e-mail address, and what was sent (R67).

Settings of one's own, like the size of type: they carry no authority and stand in no trail.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from .organisation import Person


class CalendarFeed(models.Model):
    """An address that a calendar asks; only the digest of its secret is kept, so nobody can read it here."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="calendar_feeds")
    secret_digest = models.CharField(max_length=64, unique=True)
    opened_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "日历订阅"
        constraints = [
            models.UniqueConstraint(
                name="calendar_feed_one_open", fields=["person"], condition=Q(revoked_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.opened_at:%Y-%m-%d}"


class MailReminder(models.Model):
    """Where a person wants to be written to; the address is wiped when they want it no more."""

    person = models.OneToOneField(Person, models.PROTECT, related_name="mail_reminder")
    address = models.EmailField(max_length=120, blank=True)
    since = models.DateTimeField()

    class Meta:
        verbose_name = "邮件提醒"

    def __str__(self) -> str:
        return str(self.person_id)


class MailSent(models.Model):
    """The day on which a person was written to before a last day: once for each, whatever the clock does."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    due = models.DateField()
    on = models.DateField(null=True)  # none: the server did not take it

    class Meta:
        verbose_name = "已发邮件提醒"
        constraints = [models.UniqueConstraint(name="mail_sent_once", fields=["person", "due"])]

    def __str__(self) -> str:
        return f"{self.person_id} {self.due}"
