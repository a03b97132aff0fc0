"""Every answer carries the strict policy: pages, errors and refusals alike, and static files come from here."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client, RequestFactory

from fenming.pages.errors import csrf_failure

pytestmark = pytest.mark.django_db

POLICY = {
    "default-src 'self'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
}


def policy_of(response: HttpResponse) -> set[str]:
    return {part.strip() for part in response.headers.get("Content-Security-Policy", "").split(";")}


@pytest.mark.parametrize(
    ("method", "address", "status"),
    [
        ("get", "/sign-in", 302),
        ("get", "/setup", 200),
        ("get", "/healthz", 200),
        ("get", "/", 302),
        ("get", "/p/NO-SUCH-CODE", 404),
        ("get", "/no-such-page", 404),
        ("post", "/sign-in", 403),
    ],
)
def test_every_answer_has_the_policy(method: str, address: str, status: int) -> None:
    client = Client(enforce_csrf_checks=True)
    response = getattr(client, method)(address)
    assert response.status_code == status
    assert policy_of(response) == POLICY


@pytest.mark.parametrize(
    ("header", "value"),
    [("X-Frame-Options", "DENY"), ("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "same-origin")],
)
def test_a_page_cannot_be_framed_guessed_at_or_traced(header: str, value: str) -> None:
    assert Client().get("/setup").headers[header] == value


def test_nothing_unsafe_and_no_other_origin_is_in_the_settings() -> None:
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    allowed = {source for sources in directives.values() for source in sources}
    assert allowed == {"'self'", "'none'", "data:"}


def test_static_files_are_served_by_the_program_itself() -> None:
    assert settings.STATIC_URL == "/static/"
    response = Client().get("/static/fenming/theme.css")
    assert response.status_code == 200
    assert response.headers["Content-Type"].startswith("text/css")


def test_a_form_without_its_token_is_refused_in_words() -> None:
    response = csrf_failure(RequestFactory().post("/sign-in"))
    assert response.status_code == 403
    assert "没有保存" in response.content.decode()
