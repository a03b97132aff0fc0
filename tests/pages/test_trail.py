"""The audit trail of a matter: every act and entry with its place in the chain, and nobody who reported."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.db import connection

from fenming.actions.report import report
from fenming.actions.see_reporter import see_reporter
from fenming.pages.trail import chain_words
from fenming.queries.trail import BY_THE_CLOCK, NOT_NAMED, VERB_WORDS, Trail, trail_of
from fenming.queries.viewer import viewer_of
from fenming.records.models import Account, AuditEvent, LedgerEntry
from fenming.rules.ledger import short_code
from tests.cast import Cast, at, cast, key
from tests.pages.browse import client_of, stop_clock, text
from tests.pages.test_matter import HELPED, LATE, declared, recorded, words
from tests.walk import Walked, walk_quarter

pytestmark = pytest.mark.django_db


@pytest.fixture
def walked(monkeypatch: pytest.MonkeyPatch) -> Walked:
    stop_clock(monkeypatch, at(2026, 6, 5))
    return walk_quarter()


def seen(people: Cast, person_id: int, matter_id: int) -> Trail:
    day = at(2026, 6, 5).date()
    client_of(person_id)  # has an account
    viewer = viewer_of(account=Account.objects.get(person_id=person_id), on=day)
    assert viewer is not None
    return trail_of(viewer=viewer, matter_id=matter_id, today=day)


def test_every_act_on_a_minus_in_the_order_of_the_chain(walked: Walked) -> None:
    view = seen(walked.people, walked.people.he, walked.minus_id)
    acts = [(row.who, row.what) for row in view.rows]
    assert acts == [
        ("许明远", "登记事项"),
        ("何苗", "答复"),
        ("韩若水", "初评"),
        ("林曼青", "逐项评定"),
        ("林曼青", VERB_WORDS["close_meeting"]),
        ("林曼青", "公示"),
        (BY_THE_CLOCK, "结束公示"),
        (BY_THE_CLOCK, "锁定季度"),
    ]
    assert [row.sections for row in view.rows[:4]] == [("四.3①",), (), ("四.3③",), ("四.3④",)]
    assert [row.seq for row in view.rows] == sorted(row.seq for row in view.rows)
    for row in view.rows:
        event = AuditEvent.objects.get(branch_id=walked.people.branch_id, seq=row.seq)
        assert (row.code, row.before) == (short_code(event.hash), short_code(event.prev_hash))


def test_what_many_matters_share_is_on_the_trail_of_each(walked: Walked) -> None:
    assert "一并评定" in [row.what for row in seen(walked.people, walked.people.zhou, walked.plus_id).rows]


def test_the_entry_is_named_with_its_number_and_code(walked: Walked) -> None:
    (booked,) = seen(walked.people, walked.people.he, walked.minus_id).booked
    entry = LedgerEntry.objects.get(determination__matter_id=walked.minus_id)
    assert (booked.seq, booked.points_centi, booked.kind) == (entry.seq, entry.points_centi, "评定")
    page = words(client_of(walked.people.he).get(f"/matters/{walked.minus_id}/trail"))
    assert f"第 {entry.seq} 号" in page
    assert short_code(entry.hash) in page
    assert "逐号核对了一遍，首尾相连，没有缺号，没有改动。" in page


def test_a_byte_changed_behind_the_program_is_named(walked: Walked) -> None:
    broken = AuditEvent.objects.filter(branch_id=walked.people.branch_id)[4]
    with connection.cursor() as cursor:
        for table in ("records_auditevent", "records_ledgerentry"):
            for (name,) in _triggers(table):
                cursor.execute(f"DROP TRIGGER {name}")
        cursor.execute("UPDATE records_auditevent SET clause = 'R1' WHERE id = %s", [broken.pk])
        cursor.execute("UPDATE records_ledgerentry SET points_centi = points_centi + 1 WHERE seq = 1")
    view = seen(walked.people, walked.people.he, walked.minus_id)
    assert (view.broken_event, view.broken_entry) == (broken.seq, 1)
    assert f"操作留痕从第 {broken.seq} 号起、台账从第 1 号起与当初写下的不一致" in chain_words(view)


def _triggers(table: str) -> list[tuple[str]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table])
        return list(cursor.fetchall())


def test_who_reported_is_on_no_row(monkeypatch: pytest.MonkeyPatch) -> None:
    stop_clock(monkeypatch, at(2026, 2, 5))
    people = cast()
    matter_id = report(
        actor_id=people.jiang, membership_id=people.m_zhou, item="K03", day=date(2026, 2, 3), said=LATE, key=key(),
        now=at(2026, 2, 4),
    )  # fmt: skip
    see_reporter(actor_id=people.han, matter_id=matter_id, key=key(), now=at(2026, 2, 5))
    assert [row.who for row in seen(people, people.zhou, matter_id).rows] == [NOT_NAMED]
    for person in (people.zhou, people.han, people.xu):
        page = words(client_of(person).get(f"/matters/{matter_id}/trail"))
        assert page.count(NOT_NAMED) == 1
        assert "蒋雨桐" not in page
        assert "查看报告人" not in page


def test_no_words_about_people_stand_on_it(monkeypatch: pytest.MonkeyPatch) -> None:
    stop_clock(monkeypatch, at(2026, 2, 5))
    people = cast()
    for matter_id, said in ((recorded(people), LATE), (declared(people), HELPED)):
        page = text(client_of(people.zhou).get(f"/matters/{matter_id}/trail"))
        assert said not in page
        assert "还没有记入台账" in page
        assert f'href="/matters/{matter_id}/trail"' in text(
            client_of(people.zhou).get(f"/matters/{matter_id}")
        )


def test_other_members_and_other_branches_do_not_see_it(walked: Walked) -> None:
    path = f"/matters/{walked.minus_id}/trail"
    refused = client_of(walked.people.zhou).get(path)
    assert refused.status_code == 403
    assert not re.search("许明远|何苗", words(refused))
    assert client_of(walked.people.deng).get(path).status_code == 404
    assert client_of(walked.people.zhou).get("/matters/999999/trail").status_code == 404
