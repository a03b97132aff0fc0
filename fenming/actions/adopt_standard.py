"""启用积分标准: publish a version of the branch's standard (R2, R28, R79, R86, A33)."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from fenming.actions._writing import writing
from fenming.queries.access import get_branch_for
from fenming.records.models import StandardVersion
from fenming.rules.standard import StandardError, load_standard
from fenming.rules.terms import Refused


def adopt_standard(
    *, actor_id: int, branch_id: int, text: str, in_force_from: date, resolution: str, key: str, now: datetime
) -> int:
    """The id of the new version. `text` is the TOML of the standard, kept as it was adopted.

    Refused: `forbidden`, `no_resolution`, `bad_standard` (every fault with its place), `not_later` (a version must
    come into force after the one before it), `same_standard`.
    """
    branch = get_branch_for(
        actor_id=actor_id, verb="adopt_standard", branch_id=branch_id, on=timezone.localdate(now)
    )
    try:
        standard = load_standard(text)
    except StandardError as error:
        faults = "；".join(f"{fault.path}：{fault.sentence}" for fault in error.faults)
        raise Refused("bad_standard", f"标准文件有 {len(error.faults)} 处要改：{faults}") from error
    if not resolution.strip():
        raise Refused("no_resolution", "还没有写通过这个标准的决议。请补填后再提交。")
    with writing(branch_id=branch.pk, actor_id=actor_id, verb="adopt_standard", key=key, now=now) as act:
        last = StandardVersion.objects.filter(branch=branch).order_by("-number").first()
        if last and last.in_force_from >= in_force_from:
            raise Refused(
                "not_later", f"新版的施行日期要晚于第{last.number}版的{last.in_force_from}。请改施行日期。"
            )
        if last and last.digest == standard.digest:
            raise Refused("same_standard", f"这个标准和第{last.number}版完全一样，不用再通过一次。")
        version = StandardVersion.objects.create(
            branch=branch,
            number=last.number + 1 if last else 1,
            text=text,
            digest=standard.digest,
            in_force_from=in_force_from,
            resolution=resolution.strip(),
            adopted_by_id=actor_id,
            adopted_at=now,
        )
        detail = {"number": version.number, "digest": version.digest, "from": in_force_from.isoformat()}
        act.audit(subject="standardversion", subject_id=version.pk, clause="R28", detail=detail)
    return version.pk
