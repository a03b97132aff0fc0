"""A verb carried out for a form: what it refuses is said at the field it belongs to."""

from __future__ import annotations

from typing import Any, Final

from django.forms import Form

from fenming.actions import AlreadyDone
from fenming.pages.shell import PageRequest
from fenming.rules.terms import Refused

# the field a refusal belongs to, the first the form has; the others stand above the form
_FIELDS: Final[dict[str, tuple[str, ...]]] = {
    "not_heard": ("heard", "heard_on"), "nothing_said": ("text", "said", "question", "answer"), "too_long": ("text", "said", "question", "answer", "reason", "what"),
    "late": ("late_reason",), "bad_item": ("item",), "future_day": ("day", "signed_on", "handed_on"), "too_early": ("handed_on",), "receipt_not_kept": ("receipt_kept",), "signed_early": ("signed_on",),
    "paper_not_kept": ("paper_kept",), "not_posted": ("day",),
    "no_outcome": ("outcome",), "no_reason": ("reason", "what", "text"), "no_inquiry": ("inquiry",), "inquiry_too_long": ("inquiry",), "no_figures": ("item",),
    "bad_day": ("heard_on", "day"), "bad_quantity": ("quantity",), "bad_level": ("level",), "bad_each": ("each",),
    "nobody_named": ("who",), "graded_well": ("document",), "no_grade": ("document", "member"), "not_unqualified": ("member",),
    "no_name": ("name",), "name_taken": ("name",), "same_name": ("name",), "before_start": ("until",),
    "not_head_then": ("day",), "bad_due_day": ("due_on",), "left_already": ("member",), "heard_too_long": ("heard",), "bad_kind": ("kind",),
    "no_document": ("document", "resolution"), "document_too_long": ("document", "resolution"), "not_later": ("day", "since"),
    "nothing_chosen": ("members",), "not_a_choice": ("group", "general"), "members_left": ("until",), "no_resolution": ("resolution",),
    "bad_number": ("number",), "number_taken": ("number",), "no_remarks": ("remarks",), "remarks_too_long": ("remarks",),
}  # fmt: skip


def done(form: Form, verb: Any, page: PageRequest, **asked: Any) -> Any:
    """What the verb returned, or None with its refusal on the form; `forbidden` and a spent key are raised on."""
    try:
        return verb(actor_id=page.viewer.person_id, key=page.POST.get("key", ""), now=page.now, **asked)
    except AlreadyDone:
        raise
    except Refused as refused:
        if refused.code == "forbidden":
            raise
        fields = _FIELDS.get(refused.code, ())
        form.add_error(next((name for name in fields if name in form.fields), None), refused.sentence)
        return None
