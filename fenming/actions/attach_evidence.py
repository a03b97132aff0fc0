"""提交佐证材料: a file beside a matter, by the one concerned or the recorder (R30, R74)."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.db.models import Max
from django.utils import timezone

from fenming.actions._evidence_kept import bytes_to_keep
from fenming.actions._evidence_store import drop_unless_kept, keep
from fenming.actions._writing import Act, writing
from fenming.queries.access import get_matter_for
from fenming.queries.evidence_file import MOST_FILES, Judged, judge
from fenming.records.models import Evidence, Matter
from fenming.rules.terms import Refused
from fenming.rules.workflow import next_state


def attach_evidence(
    *, actor_id: int, matter_id: int, name: str, content: bytes, key: str, now: datetime
) -> int:
    """The number of the new file beside its matter. The bytes are on the disk before the row is, and go with it.

    A photograph is kept without place and device: size and digest are those of the kept bytes, so that anyone may
    compare them with the file, and the same photograph is the same twice.

    Refused: `forbidden`, `wrong_state` (determined, refused, withdrawn), `too_many`, `same_file`, and what the file
    itself is refused for (`judge`). NotFound.
    """
    today = timezone.localdate(now)
    matter = get_matter_for(actor_id=actor_id, verb="attach_evidence", matter_id=matter_id, on=today)
    judged = judge(name=name, content=content)
    kept = bytes_to_keep(content, judged)
    stored_as = keep(kept)
    try:
        with writing(
            branch_id=matter.branch_id, actor_id=actor_id, verb="attach_evidence", key=key, now=now
        ) as act:
            matter = Matter.objects.select_for_update().get(pk=matter.pk)
            next_state(subject="matter", state=matter.state, verb="attach_evidence")
            return _write(act, matter, judged, kept, stored_as)
    except BaseException:
        drop_unless_kept(stored_as)
        raise


def _write(act: Act, matter: Matter, judged: Judged, kept: bytes, stored_as: str) -> int:
    digest = hashlib.sha256(kept).hexdigest()
    there = Evidence.objects.filter(matter=matter, removed_at__isnull=True)
    if there.filter(digest=digest).exists():
        raise Refused("same_file", "这份文件已经交过，内容完全一样，不用再交。")
    if there.count() >= MOST_FILES:
        sentence = f"一件事项至多 {MOST_FILES} 份材料，已经满了。请把几页合成一个文件，或先收回一份。"
        raise Refused("too_many", sentence)
    last = Evidence.objects.filter(matter=matter).aggregate(last=Max("number"))["last"] or 0
    evidence = Evidence.objects.create(
        branch_id=act.branch_id,
        matter=matter,
        number=last + 1,
        name=act.keep_text(judged.name),
        stored_as=stored_as,
        content_type=judged.content_type,
        size=len(kept),
        digest=digest,
        by_id=act.actor_id or 0,
        at=act.now,
    )
    detail = {"matter": matter.pk, "number": evidence.number, "size": evidence.size, "digest": digest}
    act.audit(subject="evidence", subject_id=evidence.pk, clause="R74", detail=detail)
    return evidence.number
