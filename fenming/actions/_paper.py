"""What the verbs about a member's papers share: that its day fits, and that the paper itself is kept."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from fenming.records.models import Appeal, Objection
from fenming.rules.reasons import full_day_name
from fenming.rules.terms import Refused


def check_paper(*, signed_on: date, paper_kept: bool, today: date) -> None:
    """Refused `future_day`, `paper_not_kept`."""
    if signed_on > today:
        sentence = f"签字的日期{full_day_name(signed_on)}还没有到。请照书面材料上的日期填。"
        raise Refused("future_day", sentence)
    if not paper_kept:
        raise Refused("paper_not_kept", "还没有确认原件已由支部留存。请收好签字的原件，再勾选。")


def check_handed_over(*, handed_on: date, receipt_kept: bool, since: datetime, today: date) -> None:
    """Refused `future_day`, `too_early` (before `since`, when it was noted), `receipt_not_kept`."""
    if handed_on > today:
        raise Refused("future_day", f"{full_day_name(handed_on)}还没有到。请在当面送达之后登记。")
    began = timezone.localdate(since)
    if handed_on < began:
        sentence = f"这件事{full_day_name(began)}才登记，送达不会更早。请核对回执上的日期。"
        raise Refused("too_early", sentence)
    if not receipt_kept:
        raise Refused("receipt_not_kept", "还没有确认送达回执已由支部留存。请收好本人签收的回执，再勾选。")


def refuse_early_withdrawal(thing: Objection | Appeal, *, signed_on: date | None) -> None:
    """Refused `signed_early`: what is taken back on paper was filed, or signed, before."""
    filed = thing.signed_on or timezone.localdate(thing.filed_at)
    if signed_on is not None and signed_on < filed:
        sentence = f"这一件{full_day_name(filed)}才提出，撤回不会更早。请核对书面材料上签字的日期。"
        raise Refused("signed_early", sentence)
