"""Last days of what waits for a person, for their calendar and their mail: days and nothing else (R67, A22)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256

from django.conf import settings

from fenming.queries.access import NotFound
from fenming.queries.home import home_of
from fenming.queries.viewer import Viewer, viewer_of
from fenming.records.models import Account, CalendarFeed, MailReminder, MailSent

AHEAD = timedelta(days=3)
"""So long before a last day the mail goes out: over a weekend it is still read in time."""


@dataclass(frozen=True, slots=True)
class Reminders:
    """One's own settings; `mail_works`: this system has a mail server."""

    feed_since: datetime | None
    address: str
    mail_works: bool


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail that is to go out: to whom, where, and the last days it is about."""

    person_id: int
    login: str
    address: str
    days: tuple[date, ...]


def reminders_of(*, viewer: Viewer) -> Reminders:
    """What the viewer has switched on; two queries."""
    feed = CalendarFeed.objects.filter(person_id=viewer.person_id, revoked_at__isnull=True).first()
    mail = MailReminder.objects.filter(person_id=viewer.person_id).first()
    return Reminders(
        feed_since=feed.opened_at if feed else None,
        address=mail.address if mail else "",
        mail_works=bool(settings.MAIL_SERVER),
    )


def secret_digest(secret: str) -> str:
    """What is kept of a feed's secret; 32 random bytes need no salt."""
    return sha256(secret.encode()).hexdigest()


def last_days(*, viewer: Viewer, on: date) -> tuple[date, ...]:
    """The last days, from this one on, of what waits for the viewer or will by then: the next declaration too."""
    home = home_of(viewer=viewer, on=on)
    days = {duty.due for duty in home.duties if duty.due is not None and duty.due >= on}
    if home.awaited is not None and home.awaited.next_due is not None:
        days.add(home.awaited.next_due)
    return tuple(sorted(days))


def feed_days(*, secret: str, on: date) -> tuple[date, ...]:
    """The last days for a calendar's address; NotFound for a revoked one, and once its owner may no longer sign in."""
    rows = CalendarFeed.objects.filter(secret_digest=secret_digest(secret), revoked_at__isnull=True)
    account = Account.objects.filter(person__calendar_feeds__in=rows, is_active=True).first()
    viewer = viewer_of(account=account, on=on) if account is not None else None
    if viewer is None:
        raise NotFound("calendar feed")
    return last_days(viewer=viewer, on=on)


def letters_due(*, on: date) -> tuple[Letter, ...]:
    """Whom to write to today: once before each last day, at most one mail a day, nobody without an account."""
    addresses = dict(MailReminder.objects.exclude(address="").values_list("person_id", "address"))
    accounts = Account.objects.filter(is_active=True, person_id__in=addresses)
    found = []
    for account in accounts.order_by("pk"):
        sent = MailSent.objects.filter(person_id=account.person_id, on__isnull=False)
        told = set(sent.filter(due__gte=on).values_list("due", flat=True))
        viewer = None if sent.filter(on=on).exists() else viewer_of(account=account, on=on)
        days = [day for day in last_days(viewer=viewer, on=on) if day <= on + AHEAD] if viewer else []
        if new := tuple(day for day in days if day not in told):
            found.append(Letter(account.person_id, account.login, addresses[account.person_id], new))
    return tuple(found)
