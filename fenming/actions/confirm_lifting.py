"""确认解除: a second person confirms that the decision was revoked; a counter-entry ends the veto (R81, A9, R77)."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from fenming.actions._veto import reread, take_back
from fenming.actions._writing import writing
from fenming.queries.counter_entries import is_settled
from fenming.queries.handling import able_to_handle
from fenming.queries.veto import get_veto_for
from fenming.records.models import Veto
from fenming.rules.terms import Refused
from fenming.rules.workflow import next_state


def confirm_lifting(*, actor_id: int, veto_id: int, document: str, key: str, now: datetime) -> int:
    """The id of the veto, now lifted: the member's year counts again as its lines say.

    `document` is the revoking document as it was shown. A settled or filed year is no bar: the ledger moves, and a
    correcting settlement follows. Raises NotFound. Refused: `forbidden`, `wrong_state`, `not_proposed`, `stale`
    (another document meanwhile), `same_person` (whoever proposed the lifting).
    """
    today = timezone.localdate(now)
    veto = get_veto_for(actor_id=actor_id, verb="confirm_lifting", veto_id=veto_id, on=today)
    with writing(
        branch_id=veto.branch_id, actor_id=actor_id, verb="confirm_lifting", key=key, now=now
    ) as act:
        veto = reread(veto_id)
        state = next_state(subject="veto", state=veto.state, verb="confirm_lifting")
        _check(veto, actor_id=actor_id, document=document, today=today)
        veto.state, veto.lifted_by_id, veto.lifted_at = state, actor_id, now
        veto.save(update_fields=["state", "lifted_by", "lifted_at"])
        entry = take_back(act, veto)
        detail = {"entry": entry.seq, "settled": is_settled(veto.year)}
        act.audit(subject="veto", subject_id=veto.pk, clause="R81 A9 R77", detail=detail)
        act.tell(kind="veto_lifted", subject="veto", subject_id=veto.pk, to=[veto.membership.person_id])
    return veto.pk


def _check(veto: Veto, *, actor_id: int, document: str, today: date) -> None:
    if veto.lift_proposed_by_id is None:
        raise Refused("not_proposed", "还没有人提出解除。请先凭撤销处理决定的文件提出。")
    if document.strip() != veto.lift_document:
        raise Refused("stale", f"解除的依据刚才改成了{veto.lift_document}。请核对文件后再确认。")
    if veto.lift_proposed_by_id == actor_id:
        left = able_to_handle(veto, on=today)
        way = "" if left else "本支部现在没有别的书记或支委，请上级党组织指定办理人。"
        raise Refused("same_person", f"解除是您提出的，要由另一名书记或支委确认。{way}")
