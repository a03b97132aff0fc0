"""One's own account: the password and how large the pages are written."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.contrib import auth, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from fenming.actions.set_large_type import set_large_type
from fenming.actions.set_password import set_password
from fenming.pages.shell import PageRequest
from fenming.pages.sign_in import own_path
from fenming.queries.accounts import last_reset
from fenming.rules.terms import Refused

RULE = "至少 8 个字符，不能全是数字，也不能是常见的密码。例如用一句话里每个字的拼音首字母，再加几个数字。"


class PasswordForm(forms.Form):
    """A new password, twice; the present one too, unless a one-time code has just been used."""

    current = forms.CharField(
        label="现在的密码",
        max_length=128,
        strip=False,
        error_messages={"required": "还没有填现在的密码。"},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    password = forms.CharField(
        label="新密码",
        max_length=128,
        strip=False,
        help_text=RULE,
        error_messages={"required": "还没有填新密码。", "max_length": "密码至多 128 个字符。"},
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label="再输一遍",
        max_length=128,
        strip=False,
        error_messages={"required": "还没有再输一遍。"},
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, first: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if first:
            del self.fields["current"]

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if "password" in given and "again" in given and given["password"] != given["again"]:
            self.add_error("again", "两次输入的不一样。请重新输入。")
        return given


@sensitive_post_parameters("current", "password", "again")
def password_page(request: HttpRequest) -> HttpResponse:
    """Set a password of one's own; the first thing after a one-time code."""
    page = cast(PageRequest, request)
    first = page.viewer.must_set_password
    form = PasswordForm(request.POST or None, first=first)
    if request.method == "POST" and form.is_valid() and _saved(page, form):
        messages.success(request, "密码已经换成您自己的。别处的登录都已退出。")
        return redirect("home")
    context = {"form": form, "first": first, "reset": last_reset(account_id=page.viewer.account_id)}
    return render(request, "set_password.html", context, status=422 if form.errors else 200)


def _saved(request: PageRequest, form: PasswordForm) -> bool:
    """Whether the action took the password; this session stays signed in, the others end."""
    given = form.cleaned_data
    try:
        set_password(
            actor_id=request.viewer.person_id,
            current=given.get("current", ""),
            password=given["password"],
            key=request.POST.get("key", ""),
            now=request.now,
        )
    except Refused as refused:
        if refused.code not in ("wrong_password", "same_password", "weak_password"):
            raise
        form.add_error("current" if refused.code == "wrong_password" else "password", refused.sentence)
        return False
    # the session hangs on the password's hash: read the account anew and tie this one session to the new hash
    if request.user.is_authenticated:
        request.user.refresh_from_db()
        auth.update_session_auth_hash(request, request.user)
    return True


@require_POST
def large_type(request: HttpRequest) -> HttpResponse:
    """Large or normal type, then back to the page one was on."""
    page = cast(PageRequest, request)
    set_large_type(actor_id=page.viewer.person_id, large=request.POST.get("large") == "1")
    return redirect(own_path(request, request.POST.get("next", "")))
