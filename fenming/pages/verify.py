"""核对公示: anyone checks a code from a paper, or the file of a sheet, against what was posted (R39, A18)."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe
from django_ratelimit.core import is_ratelimited

from fenming.pages.posting import unlisted
from fenming.pages.shell import PageRequest
from fenming.queries.posting import TakenDown, sheet_file_of
from fenming.queries.sheet_check import PostedSheet, check_code, check_file
from fenming.queries.sheet_file import LARGEST
from fenming.rules.terms import Refused

RATE = "30/m"
"""So many questions from one address in a minute, in each of the server's processes."""
TOO_OFTEN = {
    "title": "核对得太多", "sentence": "这个网络地址一分钟内核对得太多。请过一分钟再试。", "back": "/verify",
}  # fmt: skip


class CodeForm(forms.Form):
    """The code as somebody copied it from the paper."""

    code = forms.CharField(
        label="公示编号",
        required=False,
        max_length=40,
        help_text="印在公示单下方，共 12 位，如 7K3M-92QF-0AXB。大小写、空格和短横都不影响。",
        error_messages={"max_length": "公示编号只有 12 位，请对照纸上的再填。"},
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )


class FileForm(forms.Form):
    """The file that was taken from a sheet's page."""

    file = forms.FileField(
        label="核对文件",
        help_text="公示期内从公示单页面下载的文件，名称以“公示单”开头，以 .json 结尾。",
        error_messages={
            "required": "还没有选核对文件。",
            "empty": "这个文件是空的。请重新下载核对文件。",
            "invalid": "文件没有传上来。请再选一次。",
        },
        widget=forms.FileInput(attrs={"accept": ".json,application/json"}),
    )


def verify(request: HttpRequest) -> HttpResponse:
    """The two questions and, when one was asked, the answer: it is, or it is not."""
    asked_code = "code" in request.GET and request.method != "POST"
    code_form = CodeForm(request.GET if asked_code else None)
    file_form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    form: forms.Form = code_form if asked_code else file_form
    found: PostedSheet | None = None
    if form.is_bound:
        if is_ratelimited(request, group="verify", key="ip", rate=RATE, increment=True):
            return unlisted(render(request, "error.html", TOO_OFTEN, status=429))
        found = _answer(form, on=timezone.localdate(cast(PageRequest, request).now))
    context: dict[str, Any] = {"code_form": code_form, "file_form": file_form, "form": form, "found": found}
    return unlisted(render(request, "verify.html", context, status=422 if form.errors else 200))


def _answer(form: forms.Form, *, on: date) -> PostedSheet | None:
    """The sheet that was meant; what speaks against it stands on the form."""
    if not form.is_valid():
        return None
    name = "code" if isinstance(form, CodeForm) else "file"
    try:
        if name == "code":
            return check_code(code=form.cleaned_data["code"], on=on)
        return check_file(data=form.cleaned_data["file"].read(LARGEST + 1), on=on)
    except Refused as refused:
        form.add_error(name, refused.sentence)
        return None


@require_safe
def posting_file(request: PageRequest, code: str) -> HttpResponse:
    """The file of a sheet, for whoever may read the sheet."""
    viewer = getattr(request, "viewer", None)
    today = timezone.localdate(request.now)
    try:
        printed, data = sheet_file_of(code=code, person_id=viewer and viewer.person_id, today=today)
    except TakenDown as over:
        return unlisted(render(request, "posting_over.html", {"over": over}, status=410))
    response = HttpResponse(data, content_type="application/json; charset=utf-8")
    name = f"公示单{printed}.json"
    response.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return unlisted(response)
