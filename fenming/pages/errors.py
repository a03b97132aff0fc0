"""Pages for what did not work: one sentence saying what happened and what to do."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from fenming.pages import clock
from fenming.queries.viewer import viewer_of
from fenming.rules.terms import Refused


def _page(request: HttpRequest, *, title: str, sentence: str, status: int, back: str = "/") -> HttpResponse:
    _know_who(request)
    context = {"title": title, "sentence": sentence, "back": back}
    return render(request, "error.html", context, status=status)


def _know_who(request: HttpRequest) -> None:
    """An address that does not exist or a stale form fails before anybody asked who looks: the head needs to know."""
    if hasattr(request, "viewer") or not hasattr(request, "user") or not request.user.is_authenticated:
        return
    now = clock.now()
    viewer = viewer_of(account=request.user, on=timezone.localdate(now))
    if viewer is not None and not viewer.must_set_password:
        request.viewer, request.now = viewer, now  # type: ignore[attr-defined]


def refused(request: HttpRequest, error: Refused, *, back: str) -> HttpResponse:
    """Said no, and nothing was changed: 403 where the office is another's, 409 where it is not the time for it."""
    if error.code == "forbidden":
        title = "这一步不由您办理" if request.method == "POST" else "这一页不由您办理"
        return _page(request, title=title, sentence=error.sentence, status=403, back=back)
    return _page(request, title="这一步没有办成", sentence=error.sentence, status=409, back=back)


def no_branch(request: HttpRequest, *, leaving_url: str = "", awaited_by: str = "") -> HttpResponse:
    """Signed in, but on no roster and in no office today; `leaving_url` is what was frozen when leaving.

    `awaited_by` is the branch somebody was sent to that has not received them yet.
    """
    title = "没有可看的支部"
    sentence = "您的账号今天不在任何支部的名册里，也没有职务。请联系支部书记核对名册。"
    if awaited_by:
        title = "等新支部登记转入"
        sentence = (
            f"您的组织关系已经转出，等{awaited_by}登记转入。登记之后，用同一个账号登录就能看到那里的页面。"
        )
    context = {"title": title, "sentence": sentence, "back": "/", "leaving_url": leaving_url}
    return render(request, "error.html", context, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404, also for what belongs to another branch."""
    sentence = "没有这个页面，或者它不在您的支部。请检查网址，或从首页重新进入。"
    return _page(request, title="没有找到", sentence=sentence, status=404)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400."""
    return _page(
        request,
        title="请求不完整",
        sentence="浏览器发来的内容不完整，没有改动任何记录。请回到上一页重试。",
        status=400,
    )


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403, the failed CSRF check included."""
    sentence = "页面已过期或不是从本系统打开的，刚才填写的没有保存。请回到首页重新进入。"
    return _page(request, title="页面已过期", sentence=sentence, status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A stale page after signing in anew."""
    return forbidden(request)


def server_error(request: HttpRequest) -> HttpResponse:
    """500; in the usual frame, or plain when the frame itself is what fails."""
    sentence = "系统出错，这一步没有保存。请稍后再试；仍然不行，请联系系统管理员。"
    try:
        return _page(request, title="系统出错", sentence=sentence, status=500)
    except Exception:  # whatever it is, the reader still gets the sentence and a way on
        return HttpResponse(_PLAIN.format(sentence=sentence), status=500)


_PLAIN = (
    '<!doctype html><html lang="zh-CN"><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width"><title>系统出错</title>'
    '<h1>系统出错</h1><p>{sentence}</p><p><a href="/">回首页</a></p></html>'
)
