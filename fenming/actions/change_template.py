"""更换表格模板: a branch fills a form into its own Word template, or into the default again (R38, R67)."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.utils import timezone

from fenming.actions._evidence_store import drop_unless_kept, keep
from fenming.actions._writing import Act, writing
from fenming.prints.word import check_template
from fenming.prints.word_fields import WordForm
from fenming.queries.access import get_branch_for
from fenming.records.models import FormTemplate
from fenming.rules.terms import Refused


def change_template(
    *,
    actor_id: int,
    branch_id: int,
    form: WordForm,
    content: bytes | None,
    missing_known: bool = False,
    key: str,
    now: datetime,
) -> int:
    """The number of the change; `content` is the new template, None puts the default back.

    Refused: `forbidden`, `missing_fields` unless `missing_known`, `same_template`, `default_already`, and what the file
    itself is refused for (`word.check_template`). NotFound.
    """
    today = timezone.localdate(now)
    get_branch_for(actor_id=actor_id, verb="change_template", branch_id=branch_id, on=today)
    missing = check_template(form, content) if content is not None else ()
    if missing and not missing_known:
        raise Refused(
            "missing_fields",
            f"模板里少了这些栏：{'、'.join(missing)}。少了的栏不会出现在表上。"
            "确实不要的，请在下面打钩，再选一次文件上传。",
        )
    stored_as = keep(content) if content is not None else None
    try:
        with writing(branch_id=branch_id, actor_id=actor_id, verb="change_template", key=key, now=now) as act:
            return _write(act, form.code, content or b"", stored_as, missing)
    except BaseException:
        if stored_as is not None:
            drop_unless_kept(stored_as)
        raise


def _write(act: Act, form: str, content: bytes, stored_as: str | None, missing: tuple[str, ...]) -> int:
    last = FormTemplate.objects.filter(branch_id=act.branch_id, form=form).order_by("-number").first()
    digest = hashlib.sha256(content).hexdigest() if stored_as else ""
    if digest == (last.digest if last else ""):
        if digest:
            raise Refused("same_template", "这份文件与现在用的模板完全一样，不用再换。")
        raise Refused("default_already", "现在用的就是默认模板，不用恢复。")
    row = FormTemplate.objects.create(
        branch_id=act.branch_id, form=form, number=last.number + 1 if last else 1, stored_as=stored_as,
        size=len(content), digest=digest, by_id=act.actor_id or 0, at=act.now,
    )  # fmt: skip
    detail = {
        "form": form,
        "number": row.number,
        "size": row.size,
        "digest": digest,
        "missing": list(missing),
    }
    act.audit(subject="form_template", subject_id=row.pk, clause="R38", detail=detail)
    return row.number
