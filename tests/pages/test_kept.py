"""A statement is given again while nothing was done in the branch, and made anew as soon as something was."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from fenming.actions.change_type import change_type
from fenming.actions.nothing_new import nothing_new
from fenming.actions.set_large_type import set_large_type
from fenming.pages import kept
from tests.actions._matters import declared, month_of
from tests.cast import Cast, at, cast, key
from tests.pages.browse import client_of, stop_clock, text
from tests.pages.crowd import crowd_of, stages

pytestmark = pytest.mark.django_db

NOW = at(2026, 3, 20)
ACTIONS = Path(__file__).parents[2] / "fenming/actions"


def look(client: Client, address: str = "/me/statement") -> tuple[str, int]:
    """The page without the token of its forms, and how many queries it asked."""
    with CaptureQueriesContext(connection) as asked:
        page = text(client.get(address))
    token = client.cookies["csrftoken"].value
    assert kept._TOKEN not in page
    assert len(token) > 0
    return "".join(part.partition('"')[2] for part in page.split('name="csrfmiddlewaretoken" value="')), len(
        asked
    )


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> Cast:
    stop_clock(monkeypatch, NOW)
    return cast()


@pytest.mark.database
def test_it_is_given_again_from_three_queries(people: Cast) -> None:
    client = client_of(people.zhou)
    first, _ = look(client)
    again, asked = look(client)
    assert (again, asked) == (first, 3)


def test_whatever_is_done_in_the_branch_makes_it_anew(people: Cast) -> None:
    client = client_of(people.zhou)
    seen = [look(client)[0]]

    def changed() -> bool:
        page, asked = look(client)
        seen.append(page)
        return asked > 3

    declared(people, month_id=month_of(people, 3).pk, day=date(2026, 3, 8), now=at(2026, 3, 9))
    assert changed()
    assert seen[-1] != seen[-2]
    change_type(
        actor_id=people.lin, membership_id=people.m_zhou, day=date(2026, 3, 19), post="A",
        resolution="支部委员会 2026年3月18日", key=key(), now=NOW,
    )  # fmt: skip
    assert changed()
    assert "管理岗" in seen[-1]
    # another's act changes nothing to read here, but who knows: it is asked again
    nothing_new(actor_id=people.he, month_id=month_of(people, 3).pk, key=key(), now=NOW)
    assert changed()
    assert not changed()


def test_each_has_their_own_and_another_day_is_another_page(
    people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    declared(people, month_id=month_of(people, 3).pk, day=date(2026, 3, 8), now=at(2026, 3, 9))
    zhou, he = client_of(people.zhou), client_of(people.he)
    assert "周予安" in look(zhou)[0]
    assert "何苗" in look(he)[0]
    assert "周予安" in look(zhou)[0]
    stop_clock(monkeypatch, at(2026, 3, 21))
    assert "算到2026年3月21日" in look(zhou)[0]


def test_large_type_and_what_was_just_done_are_never_taken_from_before(people: Cast) -> None:
    client = client_of(people.zhou)
    assert 'class="fm-large"' not in look(client)[0]
    set_large_type(actor_id=people.zhou, large=True)
    assert 'class="fm-large"' in look(client)[0]
    client.post("/account/large-type", {"large": "0", "next": "/me/statement"})
    assert 'class="fm-large"' not in look(client)[0]


@pytest.mark.database
def test_a_forged_token_is_still_refused(people: Cast) -> None:
    zhou = client_of(people.zhou)
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = zhou.cookies
    page = text(strict.get("/me/statement"))
    token = page.split('name="csrfmiddlewaretoken" value="')[1].partition('"')[0]
    assert strict.post("/sign-out", {"csrfmiddlewaretoken": "x" * 64}).status_code == 403
    assert strict.post("/sign-out", {"csrfmiddlewaretoken": token}).status_code == 302


def test_through_a_whole_year_it_is_what_would_be_made_now(monkeypatch: pytest.MonkeyPatch) -> None:
    """Always seen from one and the same later day, so that nothing but the trail can tell the page to change."""
    stop_clock(monkeypatch, at(2027, 3, 31))
    crowd = crowd_of(8)
    clients = [client_of(getattr(crowd.people, name)) for name in ("lin", "zhou", "he")]
    seen: list[set[str]] = [set() for _ in clients]
    for _ in stages(crowd):
        given = [look(client, "/me/statement?year=2026")[0] for client in clients]
        cache.clear()
        assert given == [look(client, "/me/statement?year=2026")[0] for client in clients]
        for pages, page in zip(seen, given, strict=True):
            pages.add(page)
    assert all(len(pages) >= 4 for pages in seen)


def test_it_reads_nothing_that_changes_without_the_trail(people: Cast) -> None:
    """The viewer, in the key, comes from tables of no branch; all else is a branch's and written by acts that leave a row."""
    declared(people, month_id=month_of(people, 3).pk, day=date(2026, 3, 8), now=at(2026, 3, 9))
    client = client_of(people.zhou)
    with CaptureQueriesContext(connection) as asked:
        client.get("/me/statement")
    read = set(re.findall(r"records_\w+", " ".join(query["sql"] for query in asked.captured_queries)))
    of_a_branch = {
        model._meta.db_table
        for model in apps.get_models()
        if any(field.name == "branch" for field in model._meta.fields)
    }
    of_the_viewer = {"records_account", "records_person", "records_office", "records_organisation"}
    assert len(read) > 15
    assert read <= (of_a_branch | of_the_viewer) - {"records_notice", "records_outbox"}


def test_only_these_write_without_the_trail() -> None:
    """Founding leaves its row by itself; the others write lines of one's own page, an account, addresses of reminders, the
    demo's day, everything."""
    own_way = {path.stem for path in ACTIONS.glob("*.py") if "transaction.atomic(" in path.read_text("utf-8")}
    assert own_way - {"_writing", "found_branch"} == {
        "deliver", "see_notices", "set_large_type", "open_feed", "revoke_feed", "set_mail", "send_mails",
        "advance_demo_day", "restore",
    }  # fmt: skip


@pytest.mark.database
def test_a_session_that_has_run_out_opens_nothing(people: Cast) -> None:
    client = client_of(people.zhou)
    session = Session.objects.get()
    for left, status in ((60, 200), (-60, 302)):
        Session.objects.filter(pk=session.pk).update(expire_date=timezone.now() + timedelta(seconds=left))
        assert client.get("/me/statement").status_code == status
