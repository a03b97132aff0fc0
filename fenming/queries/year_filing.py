"""The year's table as it is filed with the superior: what is frozen of it, and how it is read again (R45, R84).

The frozen part is canonical JSON without names and without a sentence about anybody, like a posting: names are
corrected and words are erased by law, the table is not. A reason is in it by its digest alone.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from typing import Any, cast

from django.db.models import CharField, Value
from django.utils import timezone

from fenming.queries.access import NotFound, current_on, one_of
from fenming.queries.scores import standard_of, version_on
from fenming.queries.settlement_steps import Steps
from fenming.queries.superior_people import reviewers_of
from fenming.queries.year_appraisal import bands_of, latest_grades
from fenming.records.models import (
    Filing,
    Meeting,
    Membership,
    Office,
    Organisation,
    Settlement,
    SettlementLine,
)
from fenming.rules.authority import Relation, Role, may
from fenming.rules.filing import Totals, totals_of
from fenming.rules.ledger import Json
from fenming.rules.terms import Refused

FORM = 1
"""Edition of the table's content."""

FIGURES = ("base_centi", "duty_centi", "bonus_centi", "deduction_centi", "total_centi")


def get_filing_for(*, actor_id: int, verb: str, filing_id: int, on: date) -> Filing:
    """A filed table, for its branch's leaders and for the college committee above it (R45, A34); NotFound, Refused.

    Whoever reviews for the committee does so also for the branch of the own membership: the table is the branch's,
    and a committee often has one reviewer only.
    """
    rows = Filing.objects.select_related(
        "branch__parent", "settlement__year", "names", "filed_by", "event__remarks", "event__by"
    )
    filing = one_of(rows, pk=filing_id)
    here, above = _roles_around(filing.branch, actor_id, on)
    if not here and not above:
        raise NotFound(verb)
    answers = [
        may(verb=verb, roles=roles, relation=relation, own_matter=False)
        for roles, relation in ((here, Relation.BRANCH), (above, Relation.SUBORDINATE))
        if roles
    ]
    if not any(answer.allowed for answer in answers):
        raise Refused("forbidden", answers[0].reason)
    return filing


def reviews(*, actor_id: int, filing: Filing, on: date) -> bool:
    """Whether this person answers filings of that branch on that day."""
    _, above = _roles_around(filing.branch, actor_id, on)
    return may(verb="accept_filing", roles=above, relation=Relation.SUBORDINATE, own_matter=False).allowed


def awaits_receipt(*, actor_id: int, filing: Filing, on: date) -> bool:
    """Whether this person enters the superior's receipt: the secretary, where nobody reviews in this system."""
    here, _ = _roles_around(filing.branch, actor_id, on)
    enters = may(verb="enter_receipt", roles=here, relation=Relation.BRANCH, own_matter=False).allowed
    return enters and not reviewers_of(branch_id=filing.branch_id, on=on)


def _roles_around(branch: Organisation, actor_id: int, on: date) -> tuple[frozenset[Role], frozenset[Role]]:
    """The roles held in the branch, MEMBER included, and the offices held above it; one query."""
    places = (branch.pk, branch.parent_id or 0)
    offices = Office.objects.filter(current_on(on), person_id=actor_id, organisation_id__in=places)
    rosters = Membership.objects.filter(current_on(on), person_id=actor_id, branch_id=branch.pk)
    member = Value(Role.MEMBER.value, output_field=CharField())
    held = offices.order_by().values_list("organisation_id", "role")
    rows = list(held.union(rosters.order_by().values_list("branch_id", member)))
    here = frozenset(Role(role) for place, role in rows if place == branch.pk)
    return here, frozenset(Role(role) for place, role in rows if place != branch.pk)


def filing_content(*, settlement: Settlement, steps: Steps, round_: int) -> Mapping[str, Json]:
    """The table of a settlement with the grades of its latest round, for canonical_bytes."""
    standard = standard_of(version_on(branch_id=settlement.branch_id, day=settlement.year.end))
    lines = _lines(settlement)
    totals = totals_of(
        bands=bands_of(standard), lines=[(bool(line["takes_part"]), str(line["grade"])) for line in lines]
    )
    return {
        "form": FORM,
        "branch_id": settlement.branch_id,
        "branch": str(Organisation.objects.get(pk=settlement.branch_id)),
        "year": settlement.year.number,
        "round": round_,
        "settlement": {
            "digest": settlement.digest,
            "settled_on": timezone.localdate(settlement.settled_at).isoformat(),
            "announced_on": timezone.localdate(steps.announced_at).isoformat(),
            "corrects": settlement.corrects_id is not None,
        },
        "appraised": _meeting(settlement, steps),
        "standard": standard.digest,
        "ledger": {"seq": settlement.ledger_seq, "head": settlement.head_hash},
        "lines": lines,
        "totals": _foot(totals),
    }


def _lines(settlement: Settlement) -> list[dict[str, Json]]:
    fields = ("membership_id", "type", *FIGURES, "suggested_grade", "ranked", "veto", "veto_most_centi")
    grades = {
        one.membership_id: one for one in latest_grades(settlement_id=settlement.pk).select_related("reason")
    }
    rows = SettlementLine.objects.filter(settlement=settlement).order_by("membership__roster_no")
    lines = []
    for number, (pk, kind, *rest) in enumerate(rows.values_list(*fields), 1):
        given = grades.get(pk)
        figures = dict(zip(FIGURES, rest, strict=False))
        suggested, ranked, veto, most_centi = rest[len(FIGURES) :]
        line = {
            "number": number,
            "membership": pk,
            "type": kind,
            "suggested_grade": suggested,
            "takes_part": ranked,
        }
        line |= figures | {"veto": veto, "veto_most_centi": most_centi, "grade": given.grade if given else ""}
        lines.append(line | {"reason": given.reason.digest if given and given.reason else ""})
    return lines


def _meeting(settlement: Settlement, steps: Steps) -> Mapping[str, Json]:
    held = Meeting.objects.filter(grades__settlement=settlement, grades__round=steps.round).first()
    if held is None:
        raise NotFound("appraisal")
    return {"round": steps.round, "held_on": held.held_on.isoformat()}


def _foot(totals: Totals) -> Mapping[str, Json]:
    return {
        "listed": totals.listed,
        "taking_part": totals.taking_part,
        "grades": [[name, count] for name, count in totals.by_grade],
        "without_grade": totals.without_grade,
    }


def read_table(text: str) -> dict[str, Any]:
    """The table that a filing holds; the other way round of filing_content."""
    return cast("dict[str, Any]", json.loads(text))


def digests_of(filing: Filing) -> dict[str, str]:
    """What the trail says of everything frozen with a filing: its table, its archive, and what that is made of."""
    basis = sha256(filing.basis.encode()).hexdigest()
    return {"digest": filing.digest, "archive": filing.archive_digest, "basis": basis}


def next_round(*, year_id: int) -> int:
    """The number the year's next filing has, whichever settlement it is of."""
    last = Filing.objects.filter(settlement__year_id=year_id).order_by("-round").first()
    return last.round + 1 if last else 1
