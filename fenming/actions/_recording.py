"""What recording one item and calling the roll share: judge for everyone, then one fact and its matters (R29, R30)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from fenming.actions._matter import Hearing, earlier_same, hearing_from, month_in, new_matters, year_of
from fenming.actions._writing import Act
from fenming.queries.access import NotFound
from fenming.queries.claims import Claim, entry_faults, future_fault, number_of, standard_on
from fenming.queries.scores import span_of
from fenming.records.models import Fact, Matter, Membership, Year
from fenming.rules.standard import Standard
from fenming.rules.terms import Bucket, Refused


def note(
    act: Act, *, claim: Claim, membership_ids: Sequence[int], recorder_id: int
) -> tuple[Fact, list[Matter]]:
    """One fact and a declared matter for each member, in the order of the roster; the branch must be locked.

    Matters with minus points are shown to the ones concerned today, if they have an account. Refused, naming the members, as `record` says;
    NotFound for a membership of another branch.
    """
    members = _members(act.branch_id, membership_ids)
    year = year_of(branch_id=act.branch_id, day=claim.day)
    hearing = _hearing(claim, year, members, act.today)
    month = month_in(year, day=claim.day, today=act.today)
    said = act.keep_text(claim.said)
    fact = Fact.objects.create(
        branch_id=act.branch_id, day=claim.day, what=said, recorder_id=recorder_id, recorded_at=act.now
    )
    matters = new_matters(
        act,
        membership_ids=[one.pk for one in members],
        month=month,
        claim=claim,
        said=said,
        origin=Matter.Origin.RECORDED,
        fact=fact,
        hearing=hearing,
    )
    if hearing is not None:
        pairs = zip(matters, members, strict=True)
        whom = {matter.pk: one.person_id for matter, one in pairs if not matter.by_hand}
        act.tell_each(kind="matter_recorded", subject="matter", whom=whom)
    return fact, matters


def _members(branch_id: int, membership_ids: Sequence[int]) -> list[Membership]:
    wanted = set(membership_ids)
    if not wanted:
        raise Refused("no_members", "还没有选党员。请至少勾选一名。")
    rows = Membership.objects.filter(branch_id=branch_id, pk__in=wanted).select_related("person")
    members = list(rows.prefetch_related("standings", "absences").order_by("roster_no"))
    if len(members) != len(wanted):
        raise NotFound("membership")
    return members


def _hearing(claim: Claim, year: Year, members: list[Membership], today: date) -> Hearing | None:
    """Judge the claim for everyone; the term for replying if it would cost points."""
    _, standard = standard_on(branch_id=year.branch_id, day=claim.day)
    item = standard.item(claim.item)
    if item is not None and item.bucket is Bucket.VETO:
        sentence = f"“{item.title}”属于一票否决，要凭处理决定的文件办理，不能在这里登记。请告诉支部书记。"
        raise Refused("not_recordable", sentence)
    _refuse_faults(claim, standard, year, members, today)
    if item is None or item.bucket is not Bucket.DEDUCTION:
        return None
    return hearing_from(today, standard=standard, branch_id=year.branch_id)


def _refuse_faults(
    claim: Claim, standard: Standard, year: Year, members: list[Membership], today: date
) -> None:
    """Refused with each fault once and the names it concerns; a repeat is looked for in what is otherwise sound."""
    names_by_sentence: dict[str, list[str]] = defaultdict(list)
    codes = []
    for one in members:
        faults = future_fault(day=claim.day, today=today)
        faults += entry_faults(standard=standard, membership=one, year=span_of(year), claim=claim)
        for fault in faults:
            codes.append(fault.code)
            names_by_sentence[fault.sentence].append(one.person.name)
    if not codes:
        for same in earlier_same(membership_ids=[one.pk for one in members], claim=claim):
            codes.append("repeat")
            sentence = f"同一件事已经登记过，事项号 {number_of(same)}。"
            names_by_sentence[sentence].append(same.membership.person.name)
    if codes:
        raise Refused(codes[0], _told(names_by_sentence, everyone=len(members)))


def _told(names_by_sentence: dict[str, list[str]], *, everyone: int) -> str:
    """Each fault once; with the names it concerns, unless it concerns everyone alike."""
    parts = [
        sentence if len(names) == everyone and everyone > 1 else f"{'、'.join(names)}：{sentence}"
        for sentence, names in names_by_sentence.items()
    ]
    return f"{''.join(parts)}这次没有登记任何人。"
