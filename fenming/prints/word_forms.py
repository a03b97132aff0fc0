"""Every form that Word can be asked for, by its code."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from fenming.prints import finding_word, letters_word, minutes_word, notices_word, register_form
from fenming.prints.word_fields import WordForm

FORMS: Final[Mapping[str, WordForm]] = {
    one.code: one
    for one in (
        register_form.WORD,
        *minutes_word.FORMS,
        *finding_word.FORMS,
        *letters_word.FORMS,
        *notices_word.FORMS,
    )
}
