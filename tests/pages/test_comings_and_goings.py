"""A year in which one leaves, one joins and one is exempt: no page breaks, and the figures say what the rules say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from fenming.actions.assess import assess
from fenming.actions.assess_batch import assess_batch
from fenming.actions.end_due import end_due
from fenming.actions.post import post
from fenming.actions.record import record
from fenming.actions.settle import settle
from fenming.jobs.cli import main
from fenming.queries.assessment import roster_of
from fenming.records.models import Matter, Membership, Month, Posting, PostingLine, SettlementLine, Year
from tests.actions.roster_scene import ASKED, arrived, exempted, out
from tests.cast import Cast, at, key
from tests.pages.browse import client_of, stop_clock, text
from tests.telling import sign_and_announce
from tests.walk import Walked, hold_meeting, walk_quarter

pytestmark = pytest.mark.django_db


@pytest.fixture
def walked() -> Walked:
    """The first quarter is locked; then 周予安 leaves in June, 陆闻笛 joins, 何苗 is exempt from May on."""
    walked = walk_quarter()
    people = walked.people
    exempted(people, "he", application=replace(ASKED, since=date(2026, 5, 1), until=None))
    out(people)
    arrived(people)
    return walked


def open_pages(
    people: Cast, monkeypatch: pytest.MonkeyPatch, moment: Any, paths: dict[str, list[str]]
) -> dict[str, str]:
    stop_clock(monkeypatch, moment)
    found = {}
    for who, addresses in paths.items():
        client = client_of(getattr(people, who))
        for address in addresses:
            response = client.get(address, follow=True)
            assert response.status_code == 200, (who, address, response.status_code)
            found[address] = text(response)
    return found


def test_the_desks_know_who_takes_part(walked: Walked, monkeypatch: pytest.MonkeyPatch) -> None:
    people, months = walked.people, walked.periods.months
    pages = open_pages(
        people, monkeypatch, at(2026, 7, 8),
        {
            "han": [f"/desk/assess/{months[5]}", f"/desk/assess/{months[6]}", f"/desk/assess/{months[7]}", "/"],
            "he": ["/", "/me/statement", "/declare"],
            "lin": ["/", "/meetings", "/postings", "/year/2026", "/roster"],
            "xu": ["/desk/record", "/desk/record?item=K03"],
        },
    )  # fmt: skip
    on_desk = {
        month: {
            name
            for name in ("周予安", "何苗", "陆闻笛", "沈知行")
            if name in pages[f"/desk/assess/{months[month]}"].split("<main", 1)[1]
        }
        for month in (5, 6, 7)
    }
    assert on_desk == {
        5: {"周予安", "沈知行"},
        6: {"周予安", "陆闻笛", "沈知行"},
        7: {"陆闻笛", "沈知行"},
    }


def test_a_fact_of_a_member_who_left_found_late_is_still_assessed(walked: Walked) -> None:
    """The months it happened in are over; it goes with the open one under its own day (A35)."""
    people, months = walked.people, walked.periods.months
    for month in (4, 5, 6):
        everyone(people, months[month], at(2026, 7, 8))
    assert Month.objects.get(pk=months[6]).assessed_at is not None
    (matter_id,) = record(
        actor_id=people.xu, branch_id=people.branch_id, item="DT5", day=date(2026, 6, 3), membership_ids=[people.m_zhou],
        what="毕业答辩会务，半天。", key=key(), now=at(2026, 7, 9),
    ).matter_ids  # fmt: skip
    assert Matter.objects.get(pk=matter_id).month_id == months[7]
    everyone(people, months[7], at(2026, 8, 10), but=people.m_zhou)
    assert Month.objects.get(pk=months[7]).assessed_at is None
    assess(
        actor_id=people.han, matter_id=matter_id, outcome="accepted", quantity=1, level="", each_centi=None, reason="",
        seen_round=0, key=key(), now=at(2026, 8, 10),
    )  # fmt: skip
    assert Month.objects.get(pk=months[7]).assessed_at is not None


def everyone(people: Cast, month_id: int, now: Any, *, but: int = 0) -> None:
    """The whole roster of a month assessed, by two of the committee."""
    month = Month.objects.select_related("quarter__year").get(pk=month_id)
    members = [one.pk for one in roster_of(month) if one.pk != but]
    for actor, part in (
        (people.han, [pk for pk in members if pk != people.m_han]),
        (people.shen, [people.m_han]),
    ):
        assess_batch(
            actor_id=actor, month_id=month_id, matter_ids=[], membership_ids=part, key=key(), now=now
        )


def test_the_year_settles_with_a_row_for_each_and_a_place_for_who_takes_part(
    walked: Walked, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    people = walked.people
    joined = Membership.objects.get(person__name="陆闻笛").pk
    present = replace(people, m_zhou=joined)
    settlement_id = live_on(walked, present)
    half = Posting.objects.get(quarter_id=walked.periods.quarters[2])
    on_sheet = set(
        PostingLine.objects.filter(posting=half, listed=True).values_list("membership_id", flat=True)
    )
    assert on_sheet == {
        people.m_lin,
        people.m_xu,
        people.m_han,
        people.m_shen,
        people.m_zhou,
        people.m_jiang,
        joined,
    }
    assert not PostingLine.objects.filter(posting=half, membership_id=people.m_he).exists()
    lines = {line.membership_id: line for line in SettlementLine.objects.filter(settlement_id=settlement_id)}
    shown = {
        pk: (lines[pk].total_centi, lines[pk].ranked, lines[pk].suggested_grade)
        for pk in (people.m_zhou, people.m_he, joined, people.m_shen)
    }
    assert shown == {
        people.m_zhou: (6100, False, ""),
        people.m_he: (5950, False, ""),
        joined: (6000, True, "基本合格"),
        people.m_shen: (6000, True, "基本合格"),
    }
    moment = at(2027, 2, 24)
    paths = {
        "lin": ["/year/2026", "/roster", "/", f"/roster/{people.m_zhou}"],
        "he": ["/me/statement?year=2026", "/"],
    }
    pages = open_pages(people, monkeypatch, moment, paths)
    assert "周予安" in pages["/year/2026"]
    client = client_of(people.lin)
    files = {name: tmp_path / f"{name}.csv" for name in ("results", "roster", "ledger")}
    for name, path in files.items():
        path.write_bytes(client.get(f"/year/2026/{name}.csv").content)
    again = settled_from_files(files, tmp_path / "again")
    assert again == files["results"].read_bytes()


def live_on(walked: Walked, present: Cast) -> int:
    """The other three quarters, each month assessed, each meeting held; settled and announced."""
    people, periods = walked.people, walked.periods
    for quarter, held in ((2, date(2026, 7, 15)), (3, date(2026, 10, 15)), (4, date(2027, 1, 13))):
        for month in range(quarter * 3 - 2, quarter * 3 + 1):
            day = at(2026, month + 1, 11) if month < 12 else at(2027, 1, 11)
            everyone(people, periods.months[month], day)
        hold_meeting(present, periods.quarters[quarter], held)
        posted = at(held.year, held.month, held.day + 1)
        post(actor_id=people.lin, quarter_id=periods.quarters[quarter], key=key(), now=posted)
        end_due(now=at(held.year, held.month + 1, 20))
    year_id = Year.objects.get(branch_id=people.branch_id, number=2026).pk
    settlement_id = settle(actor_id=people.lin, year_id=year_id, key=key(), now=at(2027, 2, 22))
    sign_and_announce(actor_id=people.lin, settlement_id=settlement_id, now=at(2027, 2, 23))
    return settlement_id


def settled_from_files(files: dict[str, Path], out_dir: Path) -> bytes:
    """What `fenming settle` makes of the exported roster and ledger."""
    sent = ["settle", "--year", "2026", "--standard", "default", "--roster", str(files["roster"])]
    assert main([*sent, "--ledger", str(files["ledger"]), "--out", str(out_dir)]) == 0
    return (out_dir / "results.csv").read_bytes()
