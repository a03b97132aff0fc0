"""发送邮件提醒: one mail before a last day, to whoever asked for it (R67)."""

from __future__ import annotations

import smtplib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone

from fenming.queries.reminders import Letter, letters_due
from fenming.records.models import Account, MailSent

FIRST_HOUR, LAST_HOUR = 8, 20
"""No mail comes at night."""


@dataclass(frozen=True, slots=True)
class Sent:
    """How many went out, and what the mail server said of those that did not."""

    count: int
    problems: tuple[str, ...]


def send_mails(*, now: datetime) -> Sent:
    """Send what is due; the clock's act. Run twice, late, or from two processes at once, each mail goes out once.

    What is to be sent is claimed first and given back when the server does not take it, so it is tried again; a
    mailbox that does not exist is not. The mail names no points, no persons and no subjects: only days, and that something waits by then.
    """
    hour = timezone.localtime(now).hour
    if not settings.MAIL_SERVER or not FIRST_HOUR <= hour < LAST_HOUR:
        return Sent(0, ())
    today, count, problems = timezone.localdate(now), 0, []
    for letter in letters_due(on=today):
        if not _claimed(letter, today):
            continue
        try:
            _message(letter).send()
            count += 1
        except smtplib.SMTPRecipientsRefused:
            problems.append(f"邮件服务器不认识一个收件邮箱（账号 {letter.login}）")
        except (OSError, smtplib.SMTPException) as problem:
            _give_back(letter)
            problems.append(f"邮件服务器没有收下（{problem}）")
            break
    return Sent(count, tuple(problems))


def _claimed(letter: Letter, today: date) -> bool:
    """Whether none of these days was told by another process meanwhile; they count as told from here on."""
    with transaction.atomic(durable=True):
        Account.objects.select_for_update().get(person_id=letter.person_id)
        rows = {
            row.due: row for row in MailSent.objects.filter(person_id=letter.person_id, due__in=letter.days)
        }
        if any(row.on is not None for row in rows.values()):
            return False
        new = [day for day in letter.days if day not in rows]
        MailSent.objects.bulk_create(MailSent(person_id=letter.person_id, due=day, on=today) for day in new)
        MailSent.objects.filter(pk__in=[row.pk for row in rows.values()]).update(on=today)
    return True


def _give_back(letter: Letter) -> None:
    with transaction.atomic(durable=True):
        MailSent.objects.filter(person_id=letter.person_id, due__in=letter.days).update(on=None)


def _message(letter: Letter) -> EmailMessage:
    where = f"请打开 {settings.PUBLIC_URL} 登录查看。" if settings.PUBLIC_URL else "请登录分明查看。"
    body = (
        f"您好：\n\n您在分明有待办的事，最后一天是{_in_words(letter.days)}。{where}\n\n"
        "这封邮件由系统发出，不用回复。不想再收到的，请登录后在“提醒方式”里停用。\n"
    )
    return EmailMessage("分明：有待办将到期", body, settings.MAIL_FROM, [letter.address])


def _in_words(days: Sequence[date]) -> str:
    return "、".join(f"{day.month}月{day.day}日" for day in days)
