"""公众查询: the public form beside a posting, and the branch's list with the answers (R66, A22)."""

from __future__ import annotations

from typing import cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from fenming.actions.answer_enquiry import LONGEST_ANSWER, answer_enquiry
from fenming.actions.enquire import LONGEST_CONTACT, LONGEST_NAME, LONGEST_QUESTION, enquire
from fenming.pages.roster_forms import text_field
from fenming.pages.shell import PageRequest
from fenming.pages.table_file import page_with_tables
from fenming.queries.enquiries import asking, enquiries, enquiry_page
from fenming.queries.posting import TakenDown
from fenming.rules.terms import Refused

NOT_OF_THE_FORM = ("forbidden", "already_done", "no_key")


def _area(label: str, *, longest: int, rows: int, **more: str) -> forms.CharField:
    return text_field(label, longest=longest, widget=forms.Textarea(attrs={"rows": rows}), **more)


class EnquiryForm(forms.Form):
    """A reader's question."""

    name = text_field("您的姓名", longest=LONGEST_NAME)
    contact = text_field("联系方式", longest=LONGEST_CONTACT, help_text="电话或邮箱，支部用它答复您。")
    text = _area("要查询的内容", longest=LONGEST_QUESTION, rows=5)


class AnswerForm(forms.Form):
    """What the reader was told."""

    text = _area(
        "答复内容",
        longest=LONGEST_ANSWER,
        rows=5,
        help_text="请先按对方留下的联系方式答复，再在这里记下来。提交后不能再改。",
    )


def posting_enquiry(request: HttpRequest, code: str) -> HttpResponse:
    """The public form; it works only while the posting is up."""
    page = cast(PageRequest, request)
    try:
        view = asking(code=code, on=timezone.localdate(page.now))
    except TakenDown as over:
        return render(request, "posting_over.html", {"over": over}, status=410)
    form = EnquiryForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _received(page, form, view.code):
        return redirect(f"{reverse('posting_enquiry', args=[view.code])}?received=1")
    context = {"view": view, "form": form, "received": "received" in request.GET and not form.is_bound}
    return render(request, "posting_enquiry.html", context, status=422 if form.errors else 200)


def _received(page: PageRequest, form: EnquiryForm, code: str) -> bool:
    try:
        number = enquire(code=code, key=page.POST.get("key", ""), now=page.now, **form.cleaned_data)
    except Refused as refused:
        if refused.code in NOT_OF_THE_FORM:
            raise
        form.add_error(None, refused.sentence)
        return False
    messages.success(page, f"已经收到，回执编号 {number}。请记下编号，支部会按您留下的联系方式答复。")
    return True


@require_safe
def enquiry_list(request: HttpRequest) -> HttpResponse:
    """The branch's questions, those that wait first."""
    page = cast(PageRequest, request)
    rows = enquiries(viewer=page.viewer, on=timezone.localdate(page.now))
    return page_with_tables(request, "enquiries.html", {"rows": rows})


def enquiry(request: HttpRequest, enquiry_id: int) -> HttpResponse:
    """One question: its answer, or the form to keep it."""
    page = cast(PageRequest, request)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _answered(page, form, enquiry_id):
        messages.success(request, "答复已记下。")
        return redirect("enquiries")
    view = enquiry_page(viewer=page.viewer, enquiry_id=enquiry_id, on=timezone.localdate(page.now))
    context = {"view": view, "form": form}
    return render(request, "enquiry.html", context, status=422 if form.errors else 200)


def _answered(page: PageRequest, form: AnswerForm, enquiry_id: int) -> bool:
    try:
        answer_enquiry(
            actor_id=page.viewer.person_id, enquiry_id=enquiry_id, text=form.cleaned_data["text"],
            key=page.POST.get("key", ""), now=page.now,
        )  # fmt: skip
    except Refused as refused:
        if refused.code in NOT_OF_THE_FORM:
            raise
        form.add_error(None, refused.sentence)
        return False
    return True
