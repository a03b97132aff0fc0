"""《积分标准》 on paper: the text of the page, and how each open question of the plan is answered in it (R28, R66, A1–A36)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fenming.queries.access import NotFound, get_branch_for
from fenming.queries.files.choices import choices
from fenming.queries.scores import standard_of
from fenming.queries.standard_page import StandardText, VersionLine, in_words, standard_page
from fenming.records.models import StandardVersion
from fenming.rules.standard import Standard
from fenming.rules.standard_words import settings_in_words


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """What the plan left open: its number, how it is read, and what this standard sets, if anything can be set."""

    code: str
    reading: str
    settings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StandardPaper:
    """A standard for print; `bottom` is what the branch has resolved about a list of those towards the bottom, or ""."""

    branch: str
    version: VersionLine
    text: StandardText
    bottom: str
    questions: tuple[OpenQuestion, ...]


def standard_paper(*, actor_id: int, branch_id: int, on: date) -> StandardPaper:
    """The standard as it is printed; NotFound while the branch has adopted none, Refused `forbidden`."""
    branch = get_branch_for(actor_id=actor_id, verb="see_standard", branch_id=branch_id, on=on)
    page = standard_page(actor_id=actor_id, branch_id=branch_id, on=on)
    if page.version is None or page.text is None:
        raise NotFound("standard")
    version = StandardVersion.objects.get(branch_id=branch_id, number=page.version.number)
    return StandardPaper(branch.name, page.version, page.text, page.bottom, _questions(standard_of(version)))


def paper_of(*, branch: str, version: StandardVersion) -> StandardPaper:
    """A version as it was adopted, whatever the branch has resolved since; its door was passed."""
    standard = standard_of(version)
    line = VersionLine(
        version.number, version.in_force_from, version.resolution, version.adopted_by.name, version.digest
    )
    return StandardPaper(branch, line, in_words(standard), "", _questions(standard))


def _questions(standard: Standard) -> tuple[OpenQuestion, ...]:
    settings = settings_in_words(standard)
    return tuple(OpenQuestion(code, reading, settings.get(code, ())) for code, reading in choices())
