"""One sentence on a page of its own kind: the answer of the one concerned, or why somebody says no."""

from __future__ import annotations

from typing import Any

from django import forms

from fenming.actions.refer_report import LONGEST_REASON
from fenming.pages.shell import PageRequest
from fenming.rules.terms import Refused


class WordsForm(forms.Form):
    """A sentence: the answer of the one concerned, or why it is declined."""

    text = forms.CharField(required=False)

    def __init__(self, *args: Any, label: str, hint: str, longest: int, button: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.button = button
        field = self.fields["text"]
        field.label, field.help_text = label, hint
        field.widget = forms.Textarea(attrs={"rows": 3, "maxlength": longest})


def reply_words(data: Any = None, *, longest: int) -> WordsForm:
    """What the one concerned has to say, in so many characters."""
    hint = f"写明情况；没有意见的，写“没有意见”。{longest} 字以内。"
    return WordsForm(
        data, label="您的答复", hint=hint, longest=longest, button="提交答复", auto_id="answer_%s"
    )


def refer_words(data: Any = None) -> WordsForm:
    """Why the superior is asked to look into a report."""
    hint = f"写明哪里与事实不符，不要写报告人是谁。{LONGEST_REASON} 字以内。"
    return WordsForm(data, label="提请核查的理由", hint=hint, longest=LONGEST_REASON, button="提请上级核查")


def written(form: WordsForm, verb: Any, page: PageRequest, **asked: Any) -> bool:
    """Whether the verb was done; a refusal of the words stands on the form, every other one is raised on."""
    try:
        verb(actor_id=page.viewer.person_id, key=page.POST.get("key", ""), now=page.now, **asked)
    except Refused as refused:
        if refused.code not in ("nothing_said", "no_reason", "too_long"):
            raise
        form.add_error("text", refused.sentence)
        return False
    return True
