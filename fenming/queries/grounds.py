"""What a measure may rest on: the grades of the branch's last appraised year (R46, R55, R58, A29)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from fenming.queries.access import require
from fenming.queries.scores import standard_of, version_on
from fenming.queries.viewer import Viewer
from fenming.queries.year_appraisal import bands_of, latest_grades
from fenming.records.models import AppraisalGrade, Membership, PersonalText, Settlement, Year

ERASED = "（这段话已依法删除）"
LONG_AGO = 2
"""So many years back members who have left are still offered."""


@dataclass(frozen=True, slots=True)
class Ground:
    """The last appraised year: its settlement, the standard's grades (the best first), and everyone's by membership."""

    settlement_id: int
    year: Year
    bands: tuple[str, ...]
    grades: dict[int, str]


@dataclass(frozen=True, slots=True)
class GroundChoices:
    """Whom the form offers, in roster order: membership id, and in words the number, the name and the last grade."""

    members: tuple[tuple[int, str], ...]
    year: int | None


def last_ground(*, branch_id: int) -> Ground | None:
    """The last year whose standing settlement was appraised; None when there is none yet. Three queries."""
    rows = Settlement.objects.filter(branch_id=branch_id, corrected_by__isnull=True)
    appraised = rows.filter(pk__in=AppraisalGrade.objects.filter(branch_id=branch_id).values("settlement"))
    settlement = appraised.select_related("year").order_by("-year__start").first()
    if settlement is None:
        return None
    given = latest_grades(settlement_id=settlement.pk).values_list("membership_id", "grade")
    standard = standard_of(version_on(branch_id=branch_id, day=settlement.year.end))
    return Ground(settlement.pk, settlement.year, bands_of(standard), dict(given))


def ground_choices(*, viewer: Viewer, verb: str, on: date) -> GroundChoices:
    """For the form of such a verb; the viewer is not on the list. Raises NotFound, Refused `forbidden`."""
    require(actor_id=viewer.person_id, verb=verb, branch_id=viewer.branch_id, on=on)
    ground = last_ground(branch_id=viewer.branch_id)
    rows = Membership.objects.filter(branch_id=viewer.branch_id).exclude(person_id=viewer.person_id)
    rows = rows.filter(Q(until__isnull=True) | Q(until__gte=date(on.year - LONG_AGO, 1, 1)))
    names = rows.order_by("roster_no").values_list("pk", "roster_no", "person__name")
    words = _grades_in_words(ground)
    return GroundChoices(
        members=tuple((pk, f"{no}　{name}{words.get(pk, '')}") for pk, no, name in names),
        year=ground.year.number if ground else None,
    )


def _grades_in_words(ground: Ground | None) -> dict[int, str]:
    if ground is None:
        return {}
    return {pk: f"，{ground.year.number}年度{grade}" for pk, grade in ground.grades.items() if grade}


def in_words(*, year: int | None, grade: str, document: str) -> str:
    """A kept ground as pages say it; a document goes before the grade."""
    if document:
        return f"依据{document}"
    return f"{year}年度民主评议等次为“{grade}”"


def kept_text(text: PersonalText | None) -> str:
    """A kept sentence for a page: "" where there is none, and a word in its place where it was erased by law."""
    if text is None:
        return ""
    return ERASED if text.erased_at else text.text
