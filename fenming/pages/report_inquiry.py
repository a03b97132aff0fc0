"""报告核查: asking the committee above, its list and its page, and what the reporter reads of it.

Who reported stands on no page that is looked at: it is the answer to one press of a button, which is kept.
"""

from __future__ import annotations

from typing import cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fenming.actions.judge_report import LONGEST_HEARD, LONGEST_REASON, judge_report
from fenming.actions.read_judgement import read_judgement
from fenming.actions.refer_report import refer_report
from fenming.actions.see_reporter import see_reporter
from fenming.pages.form_steps import done
from fenming.pages.report import show_reporter
from fenming.pages.roster_forms import day_field
from fenming.pages.shell import PageRequest
from fenming.pages.words_form import refer_words
from fenming.queries.inquiries import inquiries_above, inquiry_page


class JudgeForm(forms.Form):
    """The finding, with its reasons, and what the reporter said."""

    button = "作出结论"

    outcome = forms.ChoiceField(
        label="结论",
        choices=[("false", "故意虚报"), ("not_false", "不认定为故意虚报")],
        widget=forms.RadioSelect,
        required=False,
    )
    reason = forms.CharField(
        label="认定的事实和理由",
        help_text=f"只有报告人和上级审核人看得到。{LONGEST_REASON} 字以内。",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    heard_on = day_field(
        "哪一天听取报告人的意见",
        required=False,
        help_text="认定故意虚报的必须填；没有听取的，这里和下面都不填。",
    )
    heard = forms.CharField(
        label="报告人的意见",
        help_text=f"写报告人说了什么，不写姓名。{LONGEST_HEARD} 字以内。",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


@require_POST
def refer(request: HttpRequest, matter_id: int) -> HttpResponse:
    """An assessor asks the committee above to look into one report."""
    page, form = cast(PageRequest, request), refer_words(request.POST)
    if form.is_valid() and done(
        form, refer_report, page, matter_id=matter_id, reason=form.cleaned_data["text"]
    ):
        messages.success(request, "已提请上级核查。结论由上级告诉报告人，支部看不到。")
        return redirect("matter_reporter", matter_id)
    return show_reporter(page, matter_id, form=form)


@require_safe
def inquiries(request: PageRequest) -> HttpResponse:
    """What the branches below asked about."""
    rows = inquiries_above(actor_id=request.viewer.person_id, today=timezone.localdate(request.now))
    return render(request, "report_inquiries.html", {"rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
def inquiry(request: PageRequest, inquiry_id: int) -> HttpResponse:
    """One report as the committee above reads it; a POST is the finding."""
    form = JudgeForm(request.POST if request.method == "POST" else None)
    given = form.cleaned_data if form.is_bound and form.is_valid() else None
    if given is not None and done(form, judge_report, request, inquiry_id=inquiry_id, **given):
        messages.success(request, "结论已经作出，报告人可以在自己的报告里看到。")
        return redirect("report_inquiry", inquiry_id)
    return _page(request, inquiry_id, form=form)


@cache_control(no_store=True)
@require_POST
def look(request: PageRequest, inquiry_id: int) -> HttpResponse:
    """Who reported it, once; the look is kept."""
    today = timezone.localdate(request.now)
    view = inquiry_page(actor_id=request.viewer.person_id, inquiry_id=inquiry_id, today=today)
    name = see_reporter(
        actor_id=request.viewer.person_id,
        matter_id=view.matter_id,
        key=request.POST.get("key", ""),
        now=request.now,
    )
    return _page(request, inquiry_id, form=JudgeForm(), name=name)


@require_POST
def read(request: PageRequest, matter_id: int) -> HttpResponse:
    """The reporter has read what was found."""
    who, key = request.viewer.person_id, request.POST.get("key", "")
    read_judgement(actor_id=who, matter_id=matter_id, key=key, now=request.now)
    messages.success(request, "已经记下您看过这份结论。")
    return redirect("own_reports")


def _page(request: PageRequest, inquiry_id: int, *, form: JudgeForm, name: str = "") -> HttpResponse:
    today = timezone.localdate(request.now)
    view = inquiry_page(actor_id=request.viewer.person_id, inquiry_id=inquiry_id, today=today)
    context = {"view": view, "form": form, "name": name}
    return render(request, "report_inquiry.html", context, status=422 if form.is_bound else 200)
