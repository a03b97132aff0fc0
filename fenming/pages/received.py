"""收档: archives from branches with a system of their own: handed in, looked through, answered, the receipt (R45, R84, A34)."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from fenming.actions import AlreadyDone
from fenming.actions.accept_received import accept_received
from fenming.actions.receive_year import receive_year
from fenming.actions.return_received import return_received
from fenming.pages.form_steps import done
from fenming.pages.made_file import made_file
from fenming.pages.shell import PageRequest
from fenming.pages.superior import AcceptForm, ReturnForm
from fenming.pages.table_file import page_with_tables
from fenming.pages.uploads import was_too_large
from fenming.prints.filing_receipt import WORKED_OUT, filing_receipt_name, filing_receipt_pdf
from fenming.queries.files.year_zip import LARGEST, too_large
from fenming.queries.received import receipt_of, received_list, received_view
from fenming.rules.terms import Refused
from fenming.rules.year_receipt import receipt_bytes


class ReceiveForm(forms.Form):
    """The file, and the code from the paper that came with it."""

    button = "收下并重算"

    file = forms.FileField(
        label="年度档案",
        help_text=f"支部从报送页面下载的文件，以 .zip 结尾，{LARGEST >> 20} MB 以内。",
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".zip,application/zip"}),
    )
    code = forms.CharField(
        label="档案编号（可不填）",
        help_text="支部随档案交来的纸上写的，共 12 位。填了就核对文件是不是同一份。",
        required=False,
        max_length=40,
        error_messages={"max_length": "档案编号只有 12 位，请对照纸上的再填。"},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, too_large: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.too_large = too_large

    def clean(self) -> dict[str, Any]:
        if self.too_large:
            self.add_error("file", too_large().sentence)
        elif not self.errors and not self.cleaned_data.get("file"):
            self.add_error(
                "file", "还没有选年度档案，或者选的文件是空的。请选支部交来的文件，再点“收下并重算”。"
            )
        return self.cleaned_data


def received_years(request: HttpRequest) -> HttpResponse:
    """What came in, and the form for the next one."""
    page = cast(PageRequest, request)
    form = ReceiveForm()
    if page.method == "POST":
        data, files = page.POST, page.FILES
        form = ReceiveForm(data, files, too_large=was_too_large(page))
        if form.is_valid() and (taken := _taken(page, form)):
            return taken
    view = received_list(actor_id=page.viewer.person_id, today=timezone.localdate(page.now))
    context = {"view": view, "form": form}
    return page_with_tables(page, "received.html", context, status=422 if form.errors else 200)


def _taken(page: PageRequest, form: ReceiveForm) -> HttpResponse | None:
    """On to what was received; None with the refusal on the form."""
    content, code = form.cleaned_data["file"].read(LARGEST + 1), form.cleaned_data["code"]
    who, key = page.viewer.person_id, page.POST.get("key", "")
    try:
        taken = receive_year(actor_id=who, content=content, code=code, key=key, now=page.now)
    except AlreadyDone:
        raise
    except Refused as refused:
        if refused.code in ("forbidden", "no_key"):
            raise
        form.add_error("code" if refused.code == "other_code" else "file", refused.sentence)
        return None
    if taken.again:
        messages.info(page, "这一份以前收过，没有重复收下。下面是当时收的和现在的结果。")
    else:
        messages.success(page, "已收下，并照档案里的标准重新算过。")
    return redirect("received_year", taken.id)


@require_safe
def received_year(request: PageRequest, received_id: int) -> HttpResponse:
    """One archive: what recomputing found, the table, the answer."""
    return _page(request, received_id, AcceptForm(), ReturnForm())


@require_POST
def accept(request: PageRequest, received_id: int) -> HttpResponse:
    """Accept it under a number."""
    form = AcceptForm(request.POST)
    if form.is_valid():
        number = form.cleaned_data["number"]
        if given := done(form, accept_received, request, received_id=received_id, number=number):
            messages.success(request, f"已备案，编号 {given}。请把回执交给支部。")
            return redirect("received_year", received_id)
    return _page(request, received_id, form, ReturnForm())


@require_POST
def send_back(request: PageRequest, received_id: int) -> HttpResponse:
    """Send it back with remarks."""
    form = ReturnForm(request.POST)
    if form.is_valid():
        remarks = form.cleaned_data["remarks"]
        if done(form, return_received, request, received_id=received_id, remarks=remarks):
            messages.success(request, "已退回。请把回执交给支部，支部改好之后会再报送。")
            return redirect("received_year", received_id)
    return _page(request, received_id, AcceptForm(), form)


@require_safe
def receipt(request: PageRequest, received_id: int) -> FileResponse:
    """The receipt on paper."""
    today = timezone.localdate(request.now)
    view = received_view(actor_id=request.viewer.person_id, received_id=received_id, today=today)
    answer = receipt_of(view)
    made = filing_receipt_pdf(answer, how=WORKED_OUT)
    return made_file(made, name=filing_receipt_name(answer), ending="pdf")


@require_safe
def receipt_file(request: PageRequest, received_id: int) -> HttpResponse:
    """The receipt for the branch's own system."""
    today = timezone.localdate(request.now)
    view = received_view(actor_id=request.viewer.person_id, received_id=received_id, today=today)
    response = HttpResponse(receipt_bytes(receipt_of(view)), content_type="application/json; charset=utf-8")
    name = f"receipt-{view.year}-{view.round}.json"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _page(request: PageRequest, received_id: int, accept: AcceptForm, back: ReturnForm) -> HttpResponse:
    today = timezone.localdate(request.now)
    view = received_view(actor_id=request.viewer.person_id, received_id=received_id, today=today)
    bad = next((one for one in (accept, back) if one.errors), None)
    context = {"view": view, "accept_form": accept, "return_form": back, "bad": bad}
    return page_with_tables(request, "received_year.html", context, status=422 if bad else 200)
