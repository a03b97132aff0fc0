"""表格模板: the Word template of each form, its fields, and the branch's own in the place of ours (R38, R67)."""

from __future__ import annotations

from typing import Any, Final, cast

from django import forms
from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from fenming.actions.change_template import change_template
from fenming.pages.made_file import made_file
from fenming.pages.shell import PageRequest
from fenming.pages.uploads import was_too_large
from fenming.prints.paper import file_name
from fenming.prints.word import default_template, docx
from fenming.prints.word_fields import WordForm
from fenming.prints.word_file import LARGEST
from fenming.prints.word_forms import FORMS
from fenming.queries.access import NotFound
from fenming.queries.form_templates import TemplateLine, template_file, template_lines
from fenming.rules.terms import Refused

# What is wrong with the file itself is said at its field.
NOT_OF_THE_FILE: Final = ("forbidden", "already_done", "no_key")
DEFAULT: Final = 0
"""The number under which the delivered template is asked for."""


class TemplateForm(forms.Form):
    """The new template; the tick is asked for once fields turned out to be missing."""

    button = "启用这份模板"

    file = forms.FileField(
        label="新的模板",
        help_text=f"Word 文档（.docx），{LARGEST >> 20} MB 以内。最好先下载现在用的模板，在 Word 或 WPS 里改好再上传。",
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".docx"}),
    )
    missing_known = forms.BooleanField(label="模板里少了的栏不要了，不出现在表上", required=False)

    def __init__(self, *args: Any, too_large: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.too_large = too_large
        self.asks = False

    def clean(self) -> dict[str, Any]:
        if self.too_large:
            self.add_error("file", f"文件超过 {LARGEST >> 20} MB。模板里只留文字和表格，图片请压缩后再放。")
        elif not self.errors and not getattr(self.cleaned_data.get("file"), "size", 0):
            self.add_error("file", "还没有选文件，或者选的文件是空的。请选改好的模板，再点“启用这份模板”。")
        return self.cleaned_data


@require_safe
def form_templates(request: HttpRequest) -> HttpResponse:
    """Every form that Word can be asked for, and whose template it has."""
    lines = _lines(cast(PageRequest, request))
    rows = [(one, next((line for line in lines if line.form == one.code), None)) for one in FORMS.values()]
    return render(request, "form_templates.html", {"rows": rows})


def form_template(request: HttpRequest, form_code: str) -> HttpResponse | FileResponse:
    """One form: its fields, the template in force, the way to another; a new one is tried or taken."""
    page, known, form = cast(PageRequest, request), _form(form_code), TemplateForm()
    lines = [line for line in _lines(page) if line.form == form_code]
    if page.method == "POST":
        form = TemplateForm(page.POST, page.FILES, too_large=was_too_large(page))
        answer = form.is_valid() and (_tried if "try" in page.POST else _taken)(page, form, known)
        if answer:
            return answer
    context = {"known": known, "form": form, "lines": lines, "now": lines[0] if lines else None}
    return render(page, "form_template.html", context, status=422 if form.errors else 200)


@require_POST
def form_template_default(request: HttpRequest, form_code: str) -> HttpResponse:
    """The delivered template again."""
    page, known = cast(PageRequest, request), _form(form_code)
    change_template(
        actor_id=page.viewer.person_id, branch_id=page.viewer.branch_id, form=known, content=None,
        key=page.POST.get("key", ""), now=page.now,
    )  # fmt: skip
    messages.success(request, f"《{known.title}》已恢复默认模板。")
    return redirect("form_template", form_code)


@require_safe
def form_template_file(request: HttpRequest, form_code: str, number: int) -> FileResponse:
    """A template to change in Word: one of the branch's own, or the delivered one."""
    page, known = cast(PageRequest, request), _form(form_code)
    if number == DEFAULT:
        _lines(page)
        return made_file(default_template(form_code), name=file_name(known.title, "默认模板"), ending="docx")
    today = timezone.localdate(page.now)
    content = template_file(
        actor_id=page.viewer.person_id,
        branch_id=page.viewer.branch_id,
        form=form_code,
        number=number,
        today=today,
    )
    return made_file(content, name=file_name(known.title, f"支部模板第{number}版"), ending="docx")


def _form(code: str) -> WordForm:
    if code not in FORMS:
        raise NotFound("form")
    return FORMS[code]


def _lines(page: PageRequest) -> tuple[TemplateLine, ...]:
    viewer, today = page.viewer, timezone.localdate(page.now)
    return template_lines(actor_id=viewer.person_id, branch_id=viewer.branch_id, today=today)


def _tried(page: PageRequest, form: TemplateForm, known: WordForm) -> FileResponse | None:
    """The template filled with examples; nothing is kept of it."""
    try:
        made = docx(known, known.example(), form.cleaned_data["file"].read(LARGEST + 1))
    except Refused as refused:
        form.add_error("file", refused.sentence)
        return None
    return made_file(made, name=file_name(known.title, "试填"), ending="docx")


def _taken(page: PageRequest, form: TemplateForm, known: WordForm) -> HttpResponse | None:
    try:
        number = change_template(
            actor_id=page.viewer.person_id, branch_id=page.viewer.branch_id, form=known,
            content=form.cleaned_data["file"].read(LARGEST + 1), missing_known=form.cleaned_data["missing_known"],
            key=page.POST.get("key", ""), now=page.now,
        )  # fmt: skip
    except Refused as refused:
        if refused.code in NOT_OF_THE_FILE:
            raise
        form.add_error("file", refused.sentence)
        form.asks = refused.code == "missing_fields"
        return None
    messages.success(page, f"《{known.title}》从现在起用支部自己的模板（第 {number} 版）。")
    return redirect("form_template", known.code)
