"""成批打印积分登记表: what is ordered, how far it is, the file; made in the background (R38, R72)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from fenming.actions.order_filed_forms import order_filed_forms
from fenming.actions.order_forms import order_forms
from fenming.pages.form_steps import done
from fenming.pages.made_file import made_file
from fenming.pages.shell import PageRequest
from fenming.queries.form_batches import ENDINGS, FormsPage, forms_page, made_path, order_page

FILED = "filed-"


class OrderForm(forms.Form):
    """Which period, and as which kind of file."""

    period = forms.ChoiceField(
        label="打印哪一期", error_messages={"required": "还没有选打印哪一期。请选一个季度或年度。"}
    )
    ending = forms.ChoiceField(
        label="做成", choices=ENDINGS, initial=ENDINGS[0][0], widget=forms.RadioSelect,
        error_messages={"required": "还没有选做成哪种文件。请选一种。"},
    )  # fmt: skip

    def __init__(self, *args: Any, view: FormsPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        filed = [(f"{FILED}{value}", label) for value, label in view.filed_years]
        groups = (("本支部的登记表", list(view.branch_periods)), ("报送到党委的年度", filed))
        self.fields["period"].choices = [("", "请选择"), *(one for one in groups if one[1])]  # type: ignore[attr-defined]

    def order(self, page: PageRequest) -> Any:
        """The id of the order, None with the refusal on the form."""
        period, ending = self.cleaned_data["period"], self.cleaned_data["ending"]
        if period.startswith(FILED):
            year = int(period.removeprefix(FILED))
            return done(self, order_filed_forms, page, year=year, ending=ending)
        year, _, quarter = period.partition("-")
        about = {
            "branch_id": page.viewer.branch_id,
            "year": int(year),
            "quarter": int(quarter) if quarter else None,
        }
        return done(self, order_forms, page, ending=ending, **about)


@require_http_methods(["GET", "HEAD", "POST"])
def form_batches(request: PageRequest) -> HttpResponse:
    """The orders there are, and the form for another."""
    view = forms_page(viewer=request.viewer, on=timezone.localdate(request.now))
    form = OrderForm(request.POST if request.method == "POST" else None, view=view)
    if form.is_valid() and (batch_id := form.order(request)):
        return redirect("form_batch", batch_id)
    return render(
        request, "form_batches.html", {"view": view, "form": form}, status=422 if form.errors else 200
    )


@require_safe
def form_batch(request: PageRequest, batch_id: int) -> HttpResponse:
    """How far an order is; the page asks again by itself while it is being made."""
    today = timezone.localdate(request.now)
    order = order_page(actor_id=request.viewer.person_id, batch_id=batch_id, on=today)
    return render(request, "form_batch.html", {"order": order})


@require_safe
def form_batch_file(request: PageRequest, batch_id: int) -> FileResponse:
    """The file, for whoever may order it on this day."""
    today = timezone.localdate(request.now)
    path, name, ending = made_path(actor_id=request.viewer.person_id, batch_id=batch_id, on=today)
    return made_file(path.open("rb"), name=name, ending=ending)
