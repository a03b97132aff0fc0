"""登录与退出: the way in, the way out, and what is said when the way in stays shut."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, cast

from axes.helpers import get_cool_off
from django import forms
from django.conf import settings
from django.contrib import auth, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from fenming.pages.shell import PageRequest
from fenming.queries.accounts import demo_accounts, expired_code
from fenming.queries.viewer import any_branch_exists

WRONG = "登录名或密码不对。请检查大小写和输入法后再试；忘了的，请找系统管理员。"
DEMO_PASSWORD_HERE = "这是演示系统公开的密码，正式系统不接受。请用您自己的密码登录。"  # noqa: S105 a sentence


class SignInForm(forms.Form):
    """A login and a password; whether they belong together is asked of the accounts."""

    login = forms.CharField(
        label="登录名",
        max_length=40,
        error_messages={"required": "还没有填登录名。", "max_length": "登录名太长，请检查。"},
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    password = forms.CharField(
        label="密码",
        max_length=128,
        strip=False,
        error_messages={"required": "还没有填密码。", "max_length": "密码太长，请检查。"},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


@sensitive_post_parameters("password")
def sign_in(request: HttpRequest) -> HttpResponse:
    """The page with login and password; in demo mode also who is who."""
    if request.user.is_authenticated:
        return redirect(settings.LOGIN_REDIRECT_URL)
    if not any_branch_exists():
        return redirect("setup")
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _came_in(cast(PageRequest, request), form):
        return redirect(own_path(request, request.POST.get("next", "")))
    next_path = own_path(request, request.POST.get("next") or request.GET.get("next", ""))
    context: dict[str, Any] = {"form": form, "next": next_path, "demo_accounts": ()}
    if settings.DEMO:
        context |= {"demo_accounts": demo_accounts(), "demo_password": settings.DEMO_PASSWORD}
    return render(request, "sign_in.html", context, status=422 if form.errors else 200)


def _came_in(request: PageRequest, form: SignInForm) -> bool:
    """Whether the session is now that account's; the reason against it stands on the form."""
    login, password = form.cleaned_data["login"], form.cleaned_data["password"]
    if password == settings.DEMO_PASSWORD and not settings.DEMO:
        form.add_error(None, DEMO_PASSWORD_HERE)
        return False
    account = auth.authenticate(request, login=login, password=password)
    if account is None:
        # the same words whether the login exists or not
        form.add_error(None, WRONG)
        return False
    if sentence := expired_code(account_id=account.pk, on=timezone.localdate(request.now)):
        form.add_error(None, sentence)
        return False
    auth.login(request, account)
    return True


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    auth.logout(request)
    messages.success(request, "您已退出。")
    return redirect("sign_in")


def locked_out(request: HttpRequest, original: HttpResponse | None, credentials: Any = None) -> HttpResponse:
    """Too many wrong passwords; axes shows this instead of the page (settings.AXES_LOCKOUT_CALLABLE)."""
    minutes = int((get_cool_off(request) or timedelta()).total_seconds() // 60)
    sentence = (
        f"连续 {settings.AXES_FAILURE_LIMIT} 次没有登录成功，这个登录名在这台电脑所在的网络上暂停登录 {minutes} 分钟。"
        f"请过 {minutes} 分钟再试；期间再试会重新计时。忘了密码的，请找系统管理员。"
    )
    context = {"title": "暂时不能登录", "sentence": sentence, "back": "/sign-in"}
    return render(request, "error.html", context, status=429)


def own_path(request: HttpRequest, path: str) -> str:
    """The path if it is a page of this system, else home: nobody is led away after signing in."""
    ours = path.startswith("/") and url_has_allowed_host_and_scheme(
        path, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return path if ours else settings.LOGIN_REDIRECT_URL
