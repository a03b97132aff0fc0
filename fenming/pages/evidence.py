"""佐证材料: handed in on the matter's page, taken back there, and downloaded; never shown by the browser itself."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from fenming.actions.attach_evidence import attach_evidence
from fenming.actions.remove_evidence import remove_evidence
from fenming.pages.evidence_form import EvidenceForm
from fenming.pages.matter import show
from fenming.pages.shell import PageRequest
from fenming.pages.uploads import was_too_large
from fenming.queries.evidence import EvidenceFile, evidence_file
from fenming.queries.evidence_file import REASONS
from fenming.rules.terms import Refused

# What is wrong with the file itself is said at its field.
OF_THE_FILE = frozenset({*REASONS, "same_file", "too_many"})


@require_POST
def matter_evidence(request: HttpRequest, matter_id: int) -> HttpResponse:
    """A file is handed in."""
    page = cast(PageRequest, request)
    data, files = request.POST, request.FILES
    form = EvidenceForm(data, files, too_large=was_too_large(request))
    if form.is_valid() and _attached(page, matter_id, form):
        messages.success(request, "材料已收到，初评人可以下载查看。")
        return redirect(f"{reverse('matter', args=[matter_id])}#evidence")
    return show(page, matter_id, evidence=form, status=422)


@require_POST
def evidence_remove(request: HttpRequest, matter_id: int, number: int) -> HttpResponse:
    """Who handed it in takes it back."""
    page, key = cast(PageRequest, request), request.POST.get("key", "")
    remove_evidence(actor_id=page.viewer.person_id, matter_id=matter_id, number=number, key=key, now=page.now)
    messages.success(request, "材料已收回，文件已删除。")
    return redirect(f"{reverse('matter', args=[matter_id])}#evidence")


@require_safe
def evidence(request: HttpRequest, matter_id: int, number: int) -> FileResponse:
    """The file, to be saved: a browser may neither show it nor run what is in it."""
    page, today = cast(PageRequest, request), timezone.localdate(cast(PageRequest, request).now)
    return handed_out(evidence_file(viewer=page.viewer, matter_id=matter_id, number=number, today=today))


def handed_out(found: EvidenceFile) -> FileResponse:
    """The answer that carries a file, under a policy that lets nothing in it run."""
    response = FileResponse(
        found.path.open("rb"), as_attachment=True, filename=found.name, content_type=found.content_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _attached(page: PageRequest, matter_id: int, form: EvidenceForm) -> bool:
    given: Any = form.cleaned_data["file"]
    try:
        attach_evidence(
            actor_id=page.viewer.person_id,
            matter_id=matter_id,
            name=given.name,
            content=given.read(),
            key=page.POST.get("key", ""),
            now=page.now,
        )
    except Refused as refused:
        if refused.code not in OF_THE_FILE:
            raise
        form.add_error("file", refused.sentence)
        return False
    return True
