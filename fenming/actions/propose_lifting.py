"""提出解除: the decision behind a confirmed veto was revoked; secretary or committee say by which document (R81, A9)."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from fenming.actions._veto import checked_document, handlers, reread
from fenming.actions._writing import writing
from fenming.queries.veto import get_veto_for
from fenming.rules.terms import Refused
from fenming.rules.workflow import next_state


def propose_lifting(*, actor_id: int, veto_id: int, document: str, key: str, now: datetime) -> int:
    """The id of the veto, waiting for another person to confirm the lifting; still in force until then.

    A wrong number is put right by proposing again. Raises NotFound. Refused: `forbidden`, `document_missing`,
    `too_long`, `wrong_state` (not confirmed), `same_document` (the decision itself, or proposed already).
    """
    today = timezone.localdate(now)
    veto = get_veto_for(actor_id=actor_id, verb="propose_lifting", veto_id=veto_id, on=today)
    number = checked_document(document)
    with writing(
        branch_id=veto.branch_id, actor_id=actor_id, verb="propose_lifting", key=key, now=now
    ) as act:
        veto = reread(veto_id)
        veto.state = next_state(subject="veto", state=veto.state, verb="propose_lifting")
        if number == veto.document:
            raise Refused("same_document", "这是处理决定本身的文号。请填撤销这一决定的文件的文号。")
        if number == veto.lift_document:
            raise Refused("same_document", "依据这一文件已经提出解除，不重复提出。请等另一名书记或支委确认。")
        veto.lift_document, veto.lift_proposed_by_id, veto.lift_proposed_at = number, actor_id, now
        veto.save(update_fields=["state", "lift_document", "lift_proposed_by", "lift_proposed_at"])
        act.audit(subject="veto", subject_id=veto.pk, clause="R81 A9", detail={"state": veto.state})
        without = {actor_id, veto.membership.person_id}
        others = handlers(branch_id=act.branch_id, on=today, without=without)
        act.tell(kind="veto_lifting_proposed", subject="veto", subject_id=veto.pk, to=others)
    return veto.pk
