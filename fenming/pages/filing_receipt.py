"""登记回执: the receipt's file, handed in on the filing's page by the branch (R45, R84)."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from fenming.actions import AlreadyDone
from fenming.actions.enter_receipt import enter_receipt
from fenming.pages.shell import PageRequest
from fenming.pages.superior import ReceiptForm, filing_page
from fenming.rules.terms import Refused
from fenming.rules.year_receipt import ACCEPTED, LARGEST


@require_POST
def enter(request: PageRequest, filing_id: int) -> HttpResponse:
    """The receipt is taken in."""
    form = ReceiptForm(request.POST, request.FILES)
    if form.is_valid() and _entered(request, filing_id, form):
        return redirect("filing", filing_id)
    return filing_page(request, filing_id, receipt=form)


def _entered(request: PageRequest, filing_id: int, form: ReceiptForm) -> bool:
    content = form.cleaned_data["file"].read(LARGEST + 1)
    who, key = request.viewer.person_id, request.POST.get("key", "")
    try:
        receipt = enter_receipt(actor_id=who, filing_id=filing_id, content=content, key=key, now=request.now)
    except AlreadyDone:
        raise
    except Refused as refused:
        if refused.code in ("forbidden", "no_key", "wrong_state"):
            raise
        form.add_error("file", refused.sentence)
        return False
    if receipt.kind == ACCEPTED:
        messages.success(request, f"回执已登记：上级已备案，编号 {receipt.number}。")
    else:
        messages.success(request, "回执已登记：上级已退回。请照意见改好，再报送一次。")
    return True
