"""What the superior's answers to a filing share: the one still unanswered, number and remarks, the acceptance."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from itertools import count

from fenming.actions._writing import Act, writing
from fenming.queries.filing_checks import checks_of, is_green
from fenming.queries.settlement_steps import year_state
from fenming.queries.superior_people import secretaries_of
from fenming.records.models import Filing, FilingEvent, Organisation, ReceivedEvent
from fenming.rules.terms import Refused
from fenming.rules.workflow import next_state

LONGEST_NUMBER = 40
LONGEST_REMARKS = 500


def accept(
    filing: Filing, *, actor_id: int, number: str, only_green: bool, verb: str, key: str, now: datetime
) -> str:
    """Accept one filing as one transaction of its branch; the receipt's number.

    An empty number takes the committee's next one. Refused: `wrong_state`, `not_sound`, `bad_number`,
    `number_taken`, with `only_green` also `not_green`; AlreadyDone for a key used before.
    """
    with writing(branch_id=filing.branch_id, actor_id=actor_id, verb=verb, key=key, now=now) as act:
        require_open(filing, verb="accept_filing")
        checks = checks_of(filing=filing)
        if faults := [check.sentence for check in checks if check.binding and not check.ok]:
            raise Refused("not_sound", f"这一份还不能备案：{''.join(faults)}")
        if only_green and not is_green(checks):
            raise Refused(
                "not_green", "这一份的核对没有全部通过，不能一并备案。请打开逐项看过，再备案或退回。"
            )
        number = receipt_number(filing.branch.parent_id, number, act)
        FilingEvent.objects.create(
            branch_id=filing.branch_id, filing=filing, kind=FilingEvent.Kind.ACCEPTED, number=number, by_id=actor_id, at=now
        )  # fmt: skip
        detail = {"round": filing.round, "digest": filing.digest, "number": number}
        act.audit(subject="filing", subject_id=filing.pk, clause="R45 R84", detail=detail)
        to = secretaries_of(branch_id=filing.branch_id, on=act.today)
        act.tell(kind="filing_accepted", subject="filing", subject_id=filing.pk, to=to)
    return number


def require_open(filing: Filing, *, verb: str) -> None:
    """Refused `wrong_state` unless this filing is the year's latest and nobody has answered it."""
    if FilingEvent.objects.filter(filing=filing).exists():
        raise Refused("wrong_state", "这一份已经答复过，没有重复办理。请看现在的结果。")
    next_state(subject="year", state=year_state(year=filing.settlement.year), verb=verb)


def receipt_number(committee_id: int | None, number: str, act: Act) -> str:
    """The number of an accepted year: the one given, or the next of the committee's year, ``备〔2027〕1号``.

    Refused: `bad_number`, `number_taken`.
    """
    return committee_number(committee_id, number, act, stem="备", taken_by=_numbers_of)


def committee_number(
    committee_id: int | None, number: str, act: Act, *, stem: str, taken_by: Callable[[int | None], set[str]]
) -> str:
    """The number given, or the next that begins with `stem`; `taken_by` says which the committee has given.

    The committee's row is locked after the branch's, so that two branches accepted at once get two numbers. Refused:
    `bad_number`, `number_taken`.
    """
    Organisation.objects.select_for_update().filter(pk=committee_id or 0).first()
    taken = taken_by(committee_id)
    number = number.strip()
    if len(number) > LONGEST_NUMBER:
        raise Refused("bad_number", f"备案编号请写在 {LONGEST_NUMBER} 字以内。")
    if number in taken:
        raise Refused("number_taken", f"备案编号“{number}”已经用过。请另写一个，或留空由系统编号。")
    return number or _next_number(taken, f"{stem}〔{act.today.year}〕")


def _numbers_of(committee_id: int | None) -> set[str]:
    """Every number the committee has given, to branches in this system and to those with one of their own."""
    here = FilingEvent.objects.filter(branch__parent_id=committee_id, kind=FilingEvent.Kind.ACCEPTED)
    received = ReceivedEvent.objects.filter(branch_id=committee_id or 0, kind=ReceivedEvent.Kind.ACCEPTED)
    return {*here.values_list("number", flat=True), *received.values_list("number", flat=True)}


def remarks_given(remarks: str) -> str:
    """What has to be put right; Refused `no_remarks`, `remarks_too_long`."""
    if not remarks.strip():
        raise Refused("no_remarks", "还没有写退回的意见。请写明哪里要改，支部才知道怎么改。")
    if len(remarks.strip()) > LONGEST_REMARKS:
        raise Refused("remarks_too_long", f"退回的意见请写在 {LONGEST_REMARKS} 字以内。")
    return remarks.strip()


def _next_number(taken: set[str], begins: str) -> str:
    return next(one for serial in count(1) if (one := f"{begins}{serial}号") not in taken)
