"""What the verbs about a veto share: its row under the lock, its days and words, and its entries in the ledger (R24)."""

from __future__ import annotations

from datetime import date

from fenming.actions._writing import Act
from fenming.queries.access import current_on
from fenming.queries.claims import tidy
from fenming.queries.counter_entries import booking_quarter, is_settled
from fenming.queries.scores import version_on
from fenming.queries.veto import CONFIRMERS
from fenming.records.models import LedgerEntry, Office, Veto, Year
from fenming.rules.reasons import full_day_name
from fenming.rules.terms import Refused

LONGEST_DOCUMENT = 120
LONGEST_TEXT = 500


def reread(veto_id: int) -> Veto:
    """The veto as it stands under the lock."""
    rows = Veto.objects.select_for_update(of=("self",)).select_related("membership__person", "year")
    return rows.get(pk=veto_id)


def checked_document(document: str) -> str:
    """The number of a document, tidied; Refused `document_missing`, `too_long`."""
    number = tidy(document)
    if not number:
        raise Refused("document_missing", "还没有填处理决定的文号。请照文件填写，例如“校纪〔2026〕3号”。")
    if len(number) > LONGEST_DOCUMENT:
        raise Refused("too_long", f"文号请写在 {LONGEST_DOCUMENT} 字以内，现在是 {len(number)} 字。")
    return number


def checked_text(text: str, *, missing: str) -> str:
    """What someone wrote, tidied; Refused `nothing_said` with the sentence given, `too_long`."""
    words = tidy(text)
    if not words:
        raise Refused("nothing_said", missing)
    if len(words) > LONGEST_TEXT:
        raise Refused("too_long", f"请写在 {LONGEST_TEXT} 字以内，现在是 {len(words)} 字。")
    return words


def open_year_of(*, branch_id: int, day: date, today: date) -> Year:
    """The year the decision falls in, not yet settled (A9, A35); Refused `future_day`, `no_year`, `year_settled`."""
    if day > today:
        raise Refused("future_day", f"{full_day_name(day)}还没有到。请填处理决定文件上的日期。")
    year = Year.objects.filter(branch_id=branch_id, start__lte=day, end__gte=day).first()
    if year is None:
        sentence = f"{full_day_name(day)}不在本支部已开始的年度里。否决只影响处理决定所在的年度，请核对日期。"
        raise Refused("no_year", sentence)
    require_unsettled(year)
    return year


def require_unsettled(year: Year) -> None:
    """Pass while the year's result has not been computed; Refused `year_settled`."""
    if is_settled(year):
        sentence = f"{year.number}年度已经结算，不能再实行一票否决。请报上级党委研究。"
        raise Refused("year_settled", sentence)


def book(act: Act, veto: Veto) -> LedgerEntry:
    """The entry that makes the year zero; its words are the document alone, the reason stays with the veto (A22)."""
    entry = LedgerEntry(
        membership=veto.membership,
        item=veto.item,
        level=veto.degree,
        version=version_on(branch_id=veto.branch_id, day=veto.decided_on),
        day=veto.decided_on,
        quarter=booking_quarter(year=veto.year, today=act.today),
        quantity=1,
        points_centi=0,
        kind=LedgerEntry.Kind.VETO,
        veto=veto,
        text=act.keep_text(f"处理决定：{veto.document}"),
    )
    act.append(entry)
    return entry


def take_back(act: Act, veto: Veto) -> LedgerEntry:
    """The counter-entry of a lifted veto; the year counts again from here on."""
    first = LedgerEntry.objects.get(veto=veto, kind=LedgerEntry.Kind.VETO)
    entry = LedgerEntry(
        membership=veto.membership,
        item=first.item,
        version=first.version,
        day=first.day,
        quarter=booking_quarter(year=veto.year, today=act.today),
        level=first.level,
        quantity=first.quantity,
        points_centi=-first.points_centi,
        kind=LedgerEntry.Kind.REVERSAL,
        veto=veto,
        reverses=first,
        reason_code="veto_lifted",
        text=act.keep_text(f"撤销处理决定：{veto.lift_document}"),
    )
    act.append(entry)
    return entry


def handlers(*, branch_id: int, on: date, without: set[int]) -> list[int]:
    """Secretary and committee members in office, those named left out; for telling them."""
    held = Office.objects.filter(current_on(on), organisation_id=branch_id, role__in=CONFIRMERS)
    return list(held.exclude(person_id__in=without).values_list("person_id", flat=True).distinct())
