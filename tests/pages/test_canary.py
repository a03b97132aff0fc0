"""Nobody but the assessor learns who reported: a whole year looks the same to everyone else, whoever it was (A14).

The year is lived through twice, on databases of their own and with the same random numbers; the only difference is
which member makes the one report. Every answer to everybody else, and every row of every table but one, must then be
the same to the letter.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.test import Client

from fenming.actions.see_reporter import see_reporter
from fenming.records.models import Account, Person, Reporter
from tests.cast import at, key
from tests.conftest import on_a_copy
from tests.pages.browse import client_of, stop_clock
from tests.pages.crowd import Crowd, crowd_of, stages
from tests.pages.test_sweep_queries import PAGES
from tests.prints.looking import told_by

pytestmark = pytest.mark.django_db

REPORTERS = ("he", "jiang")
# Everyone else: the one concerned, recorder, assessors, secretary, superior, another branch, the public.
OTHERS = ("zhou", "xu", "han", "shen", "lin", "gao", "deng", "")
ABOUT_IT = tuple(
    f"/matters/{{reported}}{end}" for end in ("", "/trail", "/reporter", "/resubmit", "/evidence/1")
)
# What is new each time a page is sent, whoever reported.
FRESH = re.compile(r'name="(?:csrfmiddlewaretoken|key)" value="[^"]*"')

Answers = dict[tuple[str, str, str], tuple[int, str]]
Rows = dict[str, list[tuple[Any, ...]]]


@pytest.fixture(scope="module")
def years(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, tuple[Answers, Rows]]:
    """What others were answered, and what the tables hold in the end, by who reported."""
    return {
        reporter: lived(reporter, django_db_blocker, tmp_path_factory.mktemp(reporter))
        for reporter in REPORTERS
    }


def lived(reporter: str, blocker: Any, folder: Path) -> tuple[Answers, Rows]:
    with on_a_copy(blocker, folder), pytest.MonkeyPatch.context() as patch:
        same_numbers_each_time(patch)
        patch.setattr("django.conf.settings.EVIDENCE_DIR", folder / "evidence")
        patch.setattr("django.conf.settings.IMPORT_DIR", folder / "imports")
        patch.setattr("django.conf.settings.FORMS_DIR", folder / "forms")
        crowd, answers = crowd_of(10, reporter=reporter), dict[tuple[str, str, str], tuple[int, str]]()
        clients = {who: client_of(getattr(crowd.people, who)) if who else Client() for who in OTHERS}
        for stop in stages(crowd):
            stop_clock(patch, crowd.now)
            look_round(crowd, stop, clients, answers)
            look_behind_the_door(crowd, stop)
        return answers, rows()


def same_numbers_each_time(patch: pytest.MonkeyPatch) -> None:
    counter = itertools.count(10**30)
    patch.setattr("secrets.token_hex", lambda size=32: f"{next(counter):0{2 * size}x}"[-2 * size :])
    patch.setattr("secrets.token_urlsafe", lambda size=32: f"k{next(counter)}")


def look_round(crowd: Crowd, stop: str, clients: dict[str, Client], answers: Answers) -> None:
    """Every address that is looked at on this stop, and those of the reported matter, by everyone."""
    paths = [page[3] for page in PAGES if page[0] == stop] + list(ABOUT_IT)
    for who, client in clients.items():
        for path in dict.fromkeys(paths):
            response = client.get(path.format(**crowd.ids))
            body = readable(response)
            answers[stop, who, path] = (response.status_code, FRESH.sub("", body))


def readable(response: Any) -> str:
    """The text of an answer, of an archive that of every part; of a print also its digest: it is the same to the letter
    for the same words."""
    content = bytes(response.getvalue() if response.streaming else response.content)
    told = told_by(content)
    return f"{sha256(content).hexdigest()}\n{told}" if content.startswith(b"%PDF") else told


def look_behind_the_door(crowd: Crowd, stop: str) -> None:
    """An assessor looks once: that leaves traces, and they too must not tell whom was seen."""
    if stop == "waiting":
        matter_id = int(str(crowd.ids["reported"]))
        seen = see_reporter(actor_id=crowd.people.han, matter_id=matter_id, key=key(), now=at(2026, 2, 9, 15))
        assert seen == Person.objects.get(pk=getattr(crowd.people, crowd.reporter)).name


def rows() -> Rows:
    return {
        model.__name__: list(model._default_manager.order_by("pk").values_list())
        for model in apps.get_app_config("records").get_models()
    }


def differing(one: Answers, other: Answers) -> Iterator[str]:
    for place, (status, body) in one.items():
        if (status, body) != other[place]:
            lines = zip(body.splitlines(), other[place][1].splitlines(), strict=False)
            yield f"{place}: {status}, {other[place][0]}: {next((pair for pair in lines if pair[0] != pair[1]), '')}"


def test_everyone_else_is_answered_the_same(years: dict[str, tuple[Answers, Rows]]) -> None:
    one, other = (years[reporter][0] for reporter in REPORTERS)
    assert one.keys() == other.keys()
    assert list(differing(one, other)) == []


def test_the_year_was_seen_from_all_sides(years: dict[str, tuple[Answers, Rows]]) -> None:
    """The comparison would prove nothing about pages that were shut."""
    answers = years["he"][0]
    opened = {(who, path) for (_, who, path), (status, _) in answers.items() if status == 200}
    for who, path in (
        ("zhou", "/matters/{reported}"), ("zhou", "/matters/{reported}/trail"), ("han", "/matters/{reported}/reporter"),
        ("han", "/desk/assess/{month}"), ("lin", "/year/2026/ledger.csv"), ("gao", "/superior/filings/{filing}/archive.zip"), ("", "/p/{code}"), ("zhou", "/me/statement"),
        ("gao", "/superior/reports/{inquiry}"), ("gao", "/appeals/{appeal}"), ("gao", "/appeals/{appeal}/evidence/1"), ("lin", "/appeals/{appeal}"),
    ):  # fmt: skip
        assert (who, path) in opened, (who, path)
    found = [who for (_, who, _), (_, body) in answers.items() if "报告人没有到场" in body]
    assert set(found) == {"gao"}, (
        "what was found about the report is for the committee above and the reporter"
    )
    told = "".join(body for (_, who, _), (_, body) in answers.items() if who == "zhou")
    assert "支部收到一份报告。报告人不公开。" in told


def test_no_page_about_the_report_names_either(years: dict[str, tuple[Answers, Rows]]) -> None:
    for reporter in REPORTERS:
        for (_, who, path), (_, body) in years[reporter][0].items():
            if path in ABOUT_IT or path.startswith(("/appeals/{appeal}", "/superior/reports")):
                main = body.partition("<main")[2] or body  # a file has no frame
                assert "何苗" not in main, (who, path)
                assert "蒋雨桐" not in main, (who, path)


def test_one_table_knows_and_no_other_row_differs(years: dict[str, tuple[Answers, Rows]]) -> None:
    one, other = (years[reporter][1] for reporter in REPORTERS)
    assert [len(found["Reporter"]) for found in (one, other)] == [1, 1]
    assert one["Reporter"] != other["Reporter"]
    assert {name for name in one if one[name] != other[name]} - {Account.__name__} == {Reporter.__name__}
    for table in (
        "AuditEvent",
        "LedgerEntry",
        "PostingLine",
        "Settlement",
        "PersonalText",
        "IdempotencyKey",
        "Outbox",
    ):
        assert one[table], table
