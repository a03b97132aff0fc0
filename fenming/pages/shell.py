"""What surrounds every page: who is looking, on which day, and what the frame around the content shows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, cast
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from fenming.actions import AlreadyDone
from fenming.pages import clock, errors
from fenming.pages.kept import kept
from fenming.pages.navigation import navigation
from fenming.queries.access import NotFound
from fenming.queries.leaving import last_departure
from fenming.queries.viewer import Viewer, any_branch_exists, standard_line, viewer_of
from fenming.rules.terms import Refused

# Deny by default: whoever is not signed in gets these and nothing else.
PUBLIC = frozenset(
    {
        "sign_in",
        "setup",
        "posting_sheet",
        "posting_file",
        "posting_enquiry",
        "verify",
        "calendar_feed",
        "health",
    }
)
# A one-time code lets its owner do one thing: set a password.
BEFORE_PASSWORD = frozenset({"set_password", "sign_out"})


class PageRequest(HttpRequest):
    """A request after ShellMiddleware: the moment it came, and who looks (absent on public pages)."""

    now: datetime
    viewer: Viewer


class ShellMiddleware:
    """Reads the clock once, finds the viewer, guards the door, and words what an action refused."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path.startswith(settings.STATIC_URL):
            return self.get_response(request)
        page = cast(PageRequest, request)
        page.now = clock.now()
        response = self.get_response(request)
        if response.status_code == 405 and request.method in ("GET", "HEAD"):
            # An address that only takes forms: reached by reloading what a form answered, or led back there.
            response = redirect("home")
        if request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        page, name = (
            cast(PageRequest, request),
            (request.resolver_match and request.resolver_match.url_name) or "",
        )
        if request.user.is_authenticated:
            viewer = viewer_of(account=request.user, on=timezone.localdate(page.now))
            if viewer is None:
                # who has left every branch still opens the statement of the last day
                own = name == "leaving_statement" and not request.user.must_set_password
                open_to = own or name in PUBLIC or name == "sign_out"
                return None if open_to else no_branch(request, request.user.person_id)
            page.viewer = viewer
            if viewer.must_set_password and name not in BEFORE_PASSWORD:
                return redirect("set_password")
            return None
        if name in PUBLIC:
            return None
        if not any_branch_exists():
            return redirect("setup")
        if request.method == "POST":
            messages.info(request, "登录已过期，刚才填写的没有保存。请重新登录后再办一次。")
            return redirect("sign_in")
        return redirect(f"{reverse('sign_in')}?{urlencode({'next': request.get_full_path()})}")

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, NotFound):
            return errors.not_found(request, error)
        if isinstance(error, AlreadyDone):
            messages.info(request, error.sentence)
            return redirect(back_to(request))
        if isinstance(error, Refused):
            return errors.refused(request, error, back=back_to(request))
        return None


def no_branch(request: HttpRequest, person_id: int) -> HttpResponse:
    """Signed in, but on no roster today: with the way to what was frozen when leaving."""
    left = last_departure(person_id=person_id)
    if left is None:
        return errors.no_branch(request)
    url = reverse("leaving_statement", args=[left.membership_id])
    return errors.no_branch(request, leaving_url=url, awaited_by=left.awaited_by)


def back_to(request: HttpRequest) -> str:
    """The page a form was on, if it is one of ours; else home."""
    referer = request.META.get("HTTP_REFERER", "")
    ours = url_has_allowed_host_and_scheme(
        referer, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return referer if ours else reverse("home")


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context of base.html; see its opening comment for the names."""
    viewer: Viewer | None = getattr(request, "viewer", None)
    now: datetime | None = getattr(request, "now", None)
    frame: dict[str, Any] = {"demo": settings.DEMO, "home_url": "/"}
    if settings.DEMO and now is not None:
        frame |= {"demo_day": _day(now), "demo_date": timezone.localdate(now).isoformat()}
    if viewer is None or now is None:
        signed_in = hasattr(request, "user") and request.user.is_authenticated
        return {"shell": frame | ({"sign_out_url": reverse("sign_out")} if signed_in else {})}
    if settings.DEMO:
        frame["demo_next_url"] = reverse("demo_next_day")
    frame |= {
        "branch_name": viewer.seat_name,
        "about": viewer.branch_name if viewer.branch_name != viewer.seat_name else "",
        "branch_long": viewer.seat_long,
        "person_name": viewer.name,
        "large": viewer.large,
        "account_url": reverse("set_password"),
        "large_url": reverse("large_type"),
        "sign_out_url": reverse("sign_out"),
        "nav": navigation(viewer=viewer, path=request.path),
        "standard_line": _standard_line(viewer, timezone.localdate(now)),
    }
    return {"shell": frame}


def _standard_line(viewer: Viewer, today: date) -> str:
    branch_id = viewer.branch_id
    line = kept(
        "standard line",
        branch_id,
        viewer.trail_head,
        today,
        make=lambda: standard_line(branch_id=branch_id, on=today),
    )
    return line.decode()


def _day(moment: datetime) -> str:
    weekday = "一二三四五六日"[moment.weekday()]
    return f"{moment.year}年{moment.month}月{moment.day}日，星期{weekday}"
