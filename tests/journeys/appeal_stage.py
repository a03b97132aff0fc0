"""A posted first quarter with everyone signed up, and the June meeting: `python -m tests.journeys.appeal_stage [meet]`.

Prints the ids the journey needs, as JSON.
"""

from __future__ import annotations

import json
import sys

import django

django.setup()

from fenming.actions.call_meeting import call_meeting  # noqa: E402
from fenming.actions.mark_attendance import mark_attendance  # noqa: E402
from fenming.actions.open_meeting import open_meeting  # noqa: E402
from fenming.queries.demo_reading import called_ids, periods_of  # noqa: E402
from fenming.records.models import Organisation, Person  # noqa: E402
from tests.actions._objections import wall  # noqa: E402
from tests.cast import at, key  # noqa: E402
from tests.journeys.stage import NAMES, let_in  # noqa: E402

IN_JUNE = at(2026, 6, 10)


def on_the_wall() -> dict[str, int]:
    """周予安's matters posted on 1 April; 高远 of the committee above has an account."""
    scene = wall()
    let_in(scene.people, (*NAMES, "gao"))
    return {"plus": scene.plus.pk, "changed": scene.changed.pk}


def met() -> dict[str, int]:
    """The members' meeting of June has begun."""
    branch = Organisation.objects.get(memberships__person__name="林曼青")
    secretary = Person.objects.get(name="林曼青").pk
    quarter_id = periods_of(branch_id=branch.pk, year=2026).quarters[2]
    meeting_id = call_meeting(
        actor_id=secretary, quarter_id=quarter_id, held_on=IN_JUNE.date(), place="", key=key(), now=IN_JUNE
    )
    present = called_ids(meeting_id=meeting_id)
    mark_attendance(
        actor_id=secretary, meeting_id=meeting_id, present_membership_ids=present, key=key(), now=IN_JUNE
    )
    open_meeting(actor_id=secretary, meeting_id=meeting_id, key=key(), now=IN_JUNE)
    return {"meeting": meeting_id}


if __name__ == "__main__":
    print(json.dumps(met() if "meet" in sys.argv else on_the_wall()))
