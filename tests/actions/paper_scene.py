"""A veto, a correction and a reopening about members without an account, all proposed on 2 April, and their papers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from fenming.actions.answer_for import answer_for
from fenming.actions.hand_over_proposal import hand_over_proposal
from fenming.records.models import Account, Correction, Reopening, Veto
from tests.actions import _corrections, _reopenings, veto_scene
from tests.actions._objections import ON_THE_WALL, Wall, wall
from tests.cast import at, key
from tests.once import once

MODELS: dict[str, Any] = {"veto": Veto, "correction": Correction, "reopening": Reopening}
HANDED = date(2026, 4, 13)  # a Monday: to be answered by Monday the 20th


@dataclass(frozen=True, slots=True)
class Papers:
    """The wall, and the id of each proposal by its subject: the veto and the correction are about 何苗, the reopening is
    about 周予安; neither has an account."""

    wall: Wall
    ids: dict[str, int]

    def row(self, subject: str) -> Any:
        return MODELS[subject].objects.get(pk=self.ids[subject])


@once
def papers() -> Papers:
    scene = wall()
    people = scene.people
    Account.objects.filter(person_id__in=(people.he, people.zhou)).update(is_active=False)
    ids = {
        "veto": veto_scene.proposed(people, now=ON_THE_WALL),
        "correction": _corrections.lowering(scene),
        "reopening": _reopenings.lowering(scene),
    }
    return Papers(scene, ids)


def given_accounts() -> None:
    Account.objects.update(is_active=True)


def handed(scene: Papers, subject: str, **change: Any) -> date:
    plain: dict[str, Any] = {
        "actor_id": scene.wall.people.lin, "subject": subject, "thing_id": scene.ids[subject], "handed_on": HANDED,
        "receipt_kept": True, "key": key(), "now": at(2026, 4, 13),
    }  # fmt: skip
    return hand_over_proposal(**plain | change)


def said(scene: Papers, subject: str, **change: Any) -> int:
    plain: dict[str, Any] = {
        "actor_id": scene.wall.people.lin, "subject": subject, "thing_id": scene.ids[subject], "text": "那天在医院陪护。",
        "signed_on": date(2026, 4, 15), "paper_kept": True, "key": key(), "now": at(2026, 4, 16),
    }  # fmt: skip
    return answer_for(**plain | change)
