"""Who may do what: the offices as the plan gives them, apart from the program's table."""

from __future__ import annotations

from tests.machine.model import Model

_ASSESSORS, _MINUTES = {"committee", "secretary"}, {"secretary", "recorder"}
_SELF = {
    "declare", "nothing_new", "reply", "object_to", "withdraw_objection", "answer_correction", "answer_veto",
    "withdraw", "resubmit", "appeal", "withdraw_appeal",
}  # fmt: skip
_HERE = {
    "record": {"recorder"}, "withdraw": {"recorder"}, "resubmit": {"recorder"}, "report": {"member"},
    "assess": _ASSESSORS, "assess_batch": _ASSESSORS, "call_meeting": {"secretary"}, "mark_attendance": _MINUTES,
    "open_meeting": {"secretary"}, "cancel_meeting": {"secretary"}, "decide": _MINUTES, "report_back": _MINUTES,
    "close_meeting": {"secretary"}, "post": {"secretary"}, "find": _ASSESSORS, "propose_correction": _MINUTES,
    "confirm_correction": _ASSESSORS, "decline_correction": _ASSESSORS, "propose_veto": _ASSESSORS,
    "confirm_veto": _ASSESSORS, "decline_veto": _ASSESSORS, "propose_lifting": _ASSESSORS,
    "confirm_lifting": _ASSESSORS, "transfer_in": {"secretary"}, "transfer_out": {"secretary"},
    "turn_formal": {"secretary"}, "settle": {"secretary"}, "settle_again": {"secretary"},
    "sign_off": {"secretary", "leading"}, "announce": {"secretary"}, "appraise": {"secretary"},
    "file_year": {"secretary"}, "give_record": _ASSESSORS,
}  # fmt: skip
_NOT_ONES_OWN = {
    "report",
    "assess",
    "assess_batch",
    "find",
    "propose_correction",
    "confirm_correction",
    "decline_correction",
    "propose_veto",
    "confirm_veto",
    "decline_veto",
    "propose_lifting",
    "confirm_lifting",
    "give_record",
}
_ABOVE = {"ask_record", "decide_appeal"}  # fmt: skip


def door(model: Model, actor: str, verb: str, owner: str | None = None) -> str:
    """ "" when the actor may do the verb, else `forbidden`, or `not_found` for who has no tie to the branch."""
    member = model.member_of(actor)
    here = member is not None and member.here(model.today)
    own = owner == actor
    if not here and actor == "gao":
        return "" if verb in _ABOVE else "forbidden"
    if not here and not own:
        return "not_found"
    if own and verb in _SELF:
        return ""
    roles = {"member", *(member.offices if member else ())} if here else {"member"}
    if not here or not roles & _HERE.get(verb, set()) or (own and verb in _NOT_ONES_OWN):
        return "forbidden"
    return ""
