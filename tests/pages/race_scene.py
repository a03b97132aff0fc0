"""A day in July on which everything can be done at once.

The second quarter's meeting sits, July's first matters are assessed, the first quarter is objected to.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fenming.records.models import AgendaItem, AuditEvent, Finding, LedgerEntry, Matter, Objection, Resolution
from tests.actions._matters import declared, month_of
from tests.actions._objections import Wall, objected, wall
from tests.actions._walk import assessed
from tests.actions.meeting_scene import opened
from tests.cast import Cast, at, key

NOW = at(2026, 7, 8)
LATE = "三月至五月在外地访学，刚看到公示。"


@dataclass(frozen=True, slots=True)
class Press:
    """One press of a button: who, on which address, with what in the form (its once-only key not among it)."""

    login: str
    path: str
    form: dict[str, str]


@dataclass(frozen=True, slots=True)
class July:
    """`late`, `absent`: minus points of 何苗 and 蒋雨桐 before the meeting; `waiting`, `more`: July matters of 周予安
    nobody assessed; `answering`: an objection nobody answered; `wall.changed`, `wall.refused` are open to objection."""

    wall: Wall
    meeting_id: int
    late: int
    absent: int
    waiting: int
    more: int
    month_id: int
    answering: int

    @property
    def people(self) -> Cast:
        return self.wall.people


def july() -> July:
    """The scene, by the real verbs."""
    scene = wall()
    people = scene.people
    minus = [assessed(people, member, "K03", date(2026, 6, 9)).pk for member in (people.m_he, people.m_jiang)]
    said = ("指导 3 名师范生说课，两课时。", "指导 5 名师范生写教案，两课时。")
    month_id = month_of(people, 7).pk
    waiting = [
        declared(people, said=words, month_id=month_id, day=date(2026, 7, 2 + number), now=at(2026, 7, 6))
        for number, words in enumerate(said)
    ]
    answering = objected(scene, late_reason=LATE, now=at(2026, 7, 6))
    meeting_id = opened(people, quarter=2, held_on=NOW.date())
    return July(scene, meeting_id, *minus, *waiting, month_id, answering)


def deciding(scene: July, matter_id: int, count: int) -> list[Press]:
    """Secretary and recorder enter the same vote from many windows."""
    form = {"outcome": "accepted", "ayes": "0", "nays": "0", "abstained": "0", "without_objection": "on"}
    path = f"/meetings/{scene.meeting_id}/matters/{matter_id}"
    return [Press(login, path, form | {"seen_votes": "0"}) for login in turns(["lin", "xu"], count)]


def assessing(scene: July, matter_id: int, count: int) -> list[Press]:
    """Three of the committee judge the same matter, each otherwise."""
    judged = {
        "han": {"outcome": "accepted"},
        "shen": {"outcome": "refused", "reason": "与同类事项核对。"},
        "lin": {"outcome": "changed", "quantity": "2", "reason": "做了两次。"},
    }
    path = f"/desk/assess/{scene.month_id}"
    same = {"matter_id": str(matter_id), "seen_round": "0"}
    return [Press(login, path, same | judged[login]) for login in turns(list(judged), count)]


def objecting(matter: Matter, count: int) -> list[Press]:
    """周予安 objects to the same thing from many windows."""
    form = {"matter": str(matter.pk), "text": "当天做了两次。", "late_reason": LATE}
    return [Press("zhou", "/objections/new", form)] * count


def answering(scene: July, count: int) -> list[Press]:
    """Two who may answer the objection do, one upholding and one keeping."""
    words = {"reason": "签到表上有两次签名。", "inquiry": "查了签到表，问了活动负责人。"}
    said = {
        "shen": {"outcome": "upheld", "item": "DT2", "day": "2026-02-11", "quantity": "2"} | words,
        "lin": {"outcome": "kept"} | words,
    }
    path = f"/objections/{scene.answering}/answer"
    return [Press(login, path, said[login]) for login in turns(["shen", "lin"], count)]


def turns(logins: list[str], count: int) -> list[str]:
    """The logins in turn, `count` in all."""
    return (logins * count)[:count]


def effects() -> dict[str, int]:
    """How much there is of what the four verbs leave, and how many lines of the trail say so."""
    verbs = ("decide_single", "assess", "object_to", "find")
    return {verb: AuditEvent.objects.filter(verb=verb).count() for verb in verbs} | {
        "decided": AgendaItem.objects.exclude(resolution=None).count(),
        "resolutions": Resolution.objects.count(),
        "judged": sum(matter.assessments.count() for matter in Matter.objects.all()),
        "objections": Objection.objects.count(),
        "findings": Finding.objects.count(),
        "counter_entries": LedgerEntry.objects.filter(finding__isnull=False).count(),
    }


def with_keys(presses: list[Press]) -> list[dict[str, str]]:
    """What each window sends: every form was opened by itself, so each has a key of its own."""
    return [press.form | {"key": key()} for press in presses]
