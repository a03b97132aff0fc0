"""导入: a table of the office is handed in, looked over row by row, and taken in whole (R64, R61, A17)."""

from __future__ import annotations

from typing import Any, cast
from urllib.parse import urlencode

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from fenming.actions import AlreadyDone
from fenming.actions.accept_import import accept_import
from fenming.actions.drop_import import drop_import
from fenming.actions.hand_in_import import hand_in_import
from fenming.pages.import_forms import HandInForm, QuestionsForm, choice_of
from fenming.pages.made_file import made_file
from fenming.pages.parts import ErrorLine
from fenming.pages.shell import PageRequest
from fenming.pages.uploads import was_too_large
from fenming.prints.import_template import import_template_name, import_template_xlsx
from fenming.queries.imports.page import ImportPage, import_page, imports_page, kind_page
from fenming.queries.imports.plan import Kind
from fenming.queries.imports.template import import_template
from fenming.rules.terms import Refused

# Where one goes on from what was taken in.
_AFTER = {"roster": "roster", "opening": "opening", "declarations": "sheets", "attendance": "record"}
_RAISED = ("forbidden", "no_key", "import_ended", "file_missing")


@require_safe
def imports(request: HttpRequest) -> HttpResponse:
    """The kinds of table, and what waits to be looked over."""
    page = cast(PageRequest, request)
    view = imports_page(viewer=page.viewer, on=timezone.localdate(page.now))
    return render(request, "imports.html", {"view": view})


def import_new(request: HttpRequest, kind: str) -> HttpResponse:
    """Hand in a table of one kind."""
    page = cast(PageRequest, request)
    view = kind_page(viewer=page.viewer, code=kind, on=timezone.localdate(page.now))
    form = HandInForm(kind=view)
    if page.method == "POST":
        data, files = page.POST, page.FILES
        form = HandInForm(data, files, kind=view, too_large=was_too_large(page))
        if form.is_valid() and (made := _handed_in(page, view, form)):
            return redirect(f"{reverse('import_check', args=[made])}?{urlencode(form.answers())}")
    return render(
        request, "import_new.html", {"kind": view, "form": form}, status=422 if form.errors else 200
    )


@require_safe
def template(request: HttpRequest, kind: str) -> FileResponse:
    """A workbook to be filled in."""
    page = cast(PageRequest, request)
    found = import_template(viewer=page.viewer, code=kind, on=timezone.localdate(page.now))
    return made_file(import_template_xlsx(found), name=import_template_name(found), ending="xlsx")


def check(request: HttpRequest, import_id: int) -> HttpResponse:
    """Every row as it would be, by the choices made; nothing is written."""
    return _page(cast(PageRequest, request), import_id)


@require_POST
def accept(request: HttpRequest, import_id: int) -> HttpResponse:
    """Take it in as it was looked over."""
    page = cast(PageRequest, request)
    try:
        done = accept_import(
            actor_id=page.viewer.person_id, import_id=import_id, choice=choice_of(page.POST),
            seen=page.POST.get("seen", ""), key=page.POST.get("key", ""), now=page.now,
        )  # fmt: skip
    except Refused as refused:
        return _refused(page, import_id, refused)
    messages.success(request, f"已导入：新增 {done.new} 行，变化 {done.changed} 行。{done.undo}")
    return redirect(_AFTER[done.kind])


@require_POST
def drop(request: HttpRequest, import_id: int) -> HttpResponse:
    """Not taken in; what was read goes."""
    page = cast(PageRequest, request)
    who, key = page.viewer.person_id, page.POST.get("key", "")
    drop_import(actor_id=who, import_id=import_id, key=key, now=page.now)
    messages.success(request, "已放弃这份表格，没有写入任何一行，读到的内容已经清除。")
    return redirect("imports")


def _handed_in(page: PageRequest, kind: Kind, form: HandInForm) -> int | None:
    """The import a valid form makes; None with the refusal on the form."""
    file = form.cleaned_data["file"]
    try:
        return hand_in_import(
            actor_id=page.viewer.person_id, branch_id=page.viewer.branch_id, kind=kind.code, name=file.name,
            content=file.read(), key=page.POST.get("key", ""), now=page.now,
        )  # fmt: skip
    except AlreadyDone:
        raise
    except Refused as refused:
        if refused.code in _RAISED:
            raise
        form.add_error("file", refused.sentence)
        return None


def _refused(page: PageRequest, import_id: int, refused: Refused) -> HttpResponse:
    """The table again with the reason against it; what is no matter of the table is raised on."""
    if isinstance(refused, AlreadyDone) or refused.code in _RAISED:
        raise refused
    return _page(page, import_id, error=ErrorLine("", refused.sentence))


def _page(page: PageRequest, import_id: int, *, error: ErrorLine | None = None) -> HttpResponse:
    today = timezone.localdate(page.now)
    data = page.POST if page.method == "POST" else page.GET
    show, number = data.get("show", ""), data.get("page", "")
    stays = show == data.get("shown", show) and number.isascii() and number.isdecimal() and len(number) < 8
    view: ImportPage = import_page(
        viewer=page.viewer,
        import_id=import_id,
        choice=choice_of(data),
        show=show,
        number=int(number) if stays else 1,
        on=today,
    )
    form = QuestionsForm(data if data else None, kind=view.kind)
    context: dict[str, Any] = {"view": view, "form": form, "errors": (error,) if error else ()}
    return render(page, "import_check.html", context, status=422 if error else 200)
