"""提出一票否决: secretary or committee propose it on a decision document; the one concerned is told (R24, R81, A10)."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from fenming.actions._proposal import told
from fenming.actions._veto import checked_document, checked_text, open_year_of
from fenming.actions._writing import Act, writing
from fenming.queries.access import get_membership_for
from fenming.queries.scores import member_of, span_of, standard_of, version_on
from fenming.queries.veto import veto_items
from fenming.records.models import Membership, Veto, Year
from fenming.rules.scoring import Entry, fault_of_entry
from fenming.rules.standard import Standard
from fenming.rules.terms import Refused
from fenming.rules.workflow import NEW, next_state


def propose_veto(
    *,
    actor_id: int,
    membership_id: int,
    item: str,
    degree: str = "",
    document: str,
    decided_on: date,
    text: str,
    key: str,
    now: datetime,
) -> int:
    """The id of the proposal; the member has five working days to answer, and another person confirms or declines.

    `item` is one of the standard's veto kinds, `degree` one of its degrees where it has them, `decided_on` the day of
    the decision document, `text` what it found.
    Raises NotFound. Refused: `forbidden` (an office is lacking, or it is one's own), `document_missing`,
    `nothing_said`, `too_long`, `future_day`, `no_year`, `year_settled`, `bad_item`, `bad_day` (not in the branch
    then), `repeat`. Where nobody else could confirm it the proposal is kept: the committee above names who does (A31).
    """
    today = timezone.localdate(now)
    membership = get_membership_for(
        actor_id=actor_id, verb="propose_veto", membership_id=membership_id, on=today
    )
    number = checked_document(document)
    words = checked_text(text, missing="还没有写处理决定认定的事实。请照文件简要写明。")
    with writing(
        branch_id=membership.branch_id, actor_id=actor_id, verb="propose_veto", key=key, now=now
    ) as act:
        year = open_year_of(branch_id=act.branch_id, day=decided_on, today=today)
        standard = _judged(membership, year, Entry(0, item, decided_on, level=degree), words)
        _check_free(membership, item=item, document=number)
        veto = Veto(year=year, membership=membership, item=item, degree=degree, document=number)
        veto.decided_on, veto.proposed_by_id = decided_on, actor_id
        _show(act, veto, words=words, days=standard.settings.reply_working_days)
        _trail(act, veto)
    return veto.pk


def _show(act: Act, veto: Veto, *, words: str, days: int) -> None:
    """Keep the proposal; the member has that many working days to answer, from today or from the paper on (A14)."""
    veto.branch_id, veto.text = act.branch_id, act.keep_text(words)
    veto.proposed_at = act.now
    for column, value in told(act, veto.membership, days=days).items():
        setattr(veto, column, value)
    veto.state = next_state(subject="veto", state=NEW, verb="propose_veto")
    veto.save(force_insert=True)


def _judged(membership: Membership, year: Year, entry: Entry, text: str) -> Standard:
    """The standard of that day, if the entry the veto would make is sound; Refused `bad_item`, `bad_day`."""
    standard = standard_of(version_on(branch_id=membership.branch_id, day=entry.day))
    if entry.item not in {one.id for one in veto_items(standard)}:
        raise Refused("bad_item", "请从标准列出的一票否决种类里选一种。")
    member = member_of(membership)
    faults = fault_of_entry(standard=standard, member=member, year=span_of(year), entry=entry, reason=text)
    if faults:
        code = "bad_item" if faults[0].column == "level" else "bad_day"
        raise Refused(code, "".join(fault.sentence for fault in faults))
    return standard


def _check_free(membership: Membership, *, item: str, document: str) -> None:
    same = Veto.objects.filter(membership=membership, item=item, document=document)
    found = same.filter(state__in=(Veto.State.PROPOSED, Veto.State.CONFIRMED)).first()
    if found:
        word = Veto.State(found.state).label
        raise Refused(
            "repeat", f"依据{document}已经对这名党员提出过，现在是“{word}”。请看原来那一次，不重复提出。"
        )


def _trail(act: Act, veto: Veto) -> None:
    detail = {
        "item": veto.item,
        "degree": veto.degree,
        "decided_on": veto.decided_on.isoformat(),
        "reply_by": veto.reply_by.isoformat() if veto.reply_by else None,
    }
    act.audit(subject="veto", subject_id=veto.pk, clause="R24 R81", detail=detail)
    to = [] if veto.by_hand else [veto.membership.person_id]
    act.tell(kind="veto_proposed", subject="veto", subject_id=veto.pk, to=to)
