"""发送邮件提醒: once before each last day, to whoever asked, over a real mail server; nothing private in it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope

from fenming.actions.send_mails import send_mails
from fenming.actions.set_mail import set_mail
from fenming.records.models import Account, MailSent
from tests.cast import Cast, at, cast
from tests.ports import free_port

pytestmark = [pytest.mark.django_db, pytest.mark.database]
ADDRESS = "lin@example.org"
# February is to be declared by 5 March, a Thursday.
EARLY, BEFORE = at(2026, 3, 1), at(2026, 3, 2)


class Postbox:
    """What a mail server got; it refuses whoever is in `unknown`."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.unknown: set[str] = set()

    async def handle_RCPT(  # noqa: N802 the server's name for it
        self, server: Any, session: Any, envelope: Envelope, address: str, options: Any
    ) -> str:
        if address in self.unknown:
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Envelope) -> str:  # noqa: N802 the same
        content = envelope.content
        assert isinstance(content, bytes)
        self.letters.append(message_from_bytes(content, policy=policy.default))  # type: ignore[arg-type]
        return "250 OK"


@pytest.fixture
def postbox(settings: Any) -> Iterator[Postbox]:
    box = Postbox()
    controller = Controller(box, hostname="127.0.0.1", port=free_port())
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = controller.hostname, controller.port
    settings.MAIL_SERVER, settings.MAIL_FROM = "smtp://", "fenming@example.org"
    settings.PUBLIC_URL = "https://fenming.example.org"
    yield box
    controller.stop()


@pytest.fixture
def people() -> Cast:
    found = cast(accounts=False)
    set_mail(actor_id=found.lin, address=ADDRESS, now=EARLY)
    return found


def test_one_mail_before_the_last_day_says_the_day_and_nothing_else(people: Cast, postbox: Postbox) -> None:
    assert send_mails(now=EARLY).count == 0
    assert send_mails(now=BEFORE).count == 1
    (letter,) = postbox.letters
    assert (letter["To"], letter["From"], letter["Subject"]) == (
        ADDRESS,
        "fenming@example.org",
        "分明：有待办将到期",
    )
    body = str(letter.get_content())
    assert "最后一天是3月5日。请打开 https://fenming.example.org 登录查看。" in body
    for private in ("林曼青", "申报", "分，", "积分", "支部"):
        assert private not in body


def test_the_same_day_is_told_once_however_often_the_clock_runs(people: Cast, postbox: Postbox) -> None:
    for hour in (9, 9, 15):
        send_mails(now=at(2026, 3, 2, hour))
    for day in (3, 4, 5):
        send_mails(now=at(2026, 3, day))
    assert len(postbox.letters) == 1
    assert list(MailSent.objects.values_list("due", flat=True)) == [date(2026, 3, 5)]


def test_nobody_is_written_to_at_night(people: Cast, postbox: Postbox) -> None:
    for hour in (0, 7, 20, 23):
        assert send_mails(now=at(2026, 3, 2, hour)).count == 0
    assert send_mails(now=at(2026, 3, 2, 8)).count == 1


def test_who_stopped_or_may_not_sign_in_gets_none(people: Cast, postbox: Postbox) -> None:
    Account.objects.filter(person_id=people.lin).update(is_active=False)
    assert send_mails(now=BEFORE).count == 0
    Account.objects.filter(person_id=people.lin).update(is_active=True)
    set_mail(actor_id=people.lin, address="", now=BEFORE)
    assert send_mails(now=BEFORE).count == 0
    assert postbox.letters == []


def test_a_server_that_is_down_is_asked_again(people: Cast, postbox: Postbox, settings: Any) -> None:
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    failed = send_mails(now=BEFORE)
    assert failed.count == 0
    assert failed.problems[0].startswith("邮件服务器没有收下")
    assert not MailSent.objects.filter(on__isnull=False).exists()
    settings.EMAIL_PORT = port
    assert send_mails(now=BEFORE + timedelta(minutes=10)).count == 1


def test_a_mailbox_that_does_not_exist_is_not_tried_again_and_holds_up_nobody(
    people: Cast, postbox: Postbox
) -> None:
    Account.objects.create(person_id=people.zhou, login="zhou", must_set_password=False)
    set_mail(actor_id=people.zhou, address="zhou@example.org", now=EARLY)
    postbox.unknown.add(ADDRESS)
    sent = send_mails(now=BEFORE)
    assert sent.count == 1
    assert sent.problems == ("邮件服务器不认识一个收件邮箱（账号 lin）",)
    again = send_mails(now=BEFORE)
    assert (again.count, again.problems) == (0, ())
    assert [letter["To"] for letter in postbox.letters] == ["zhou@example.org"]


def test_without_a_mail_server_nothing_is_sent_or_claimed(people: Cast, settings: Any) -> None:
    settings.MAIL_SERVER = ""
    assert send_mails(now=BEFORE).count == 0
    assert not MailSent.objects.exists()
