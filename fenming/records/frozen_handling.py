"""Rows about a handler named from above that cannot be: the conditions, as SQL, for `frozen` (A31)."""

from __future__ import annotations

# Who is concerned, and who decided before, by what the request is about.
_TIED = (
    "SELECT m.person_id FROM records_objection o JOIN records_membership m ON m.id = o.membership_id "
    "WHERE o.id = r.objection_id UNION SELECT a.by_id FROM records_assessment a "
    "JOIN records_objection o ON o.matter_id = a.matter_id WHERE o.id = r.objection_id "
    "UNION SELECT m.person_id FROM records_matter t JOIN records_membership m ON m.id = t.membership_id "
    "WHERE t.id = r.matter_id "
    "UNION SELECT m.person_id FROM records_veto v JOIN records_membership m ON m.id = v.membership_id "
    "WHERE v.id = r.veto_id UNION SELECT CASE v.state WHEN 'proposed' THEN v.proposed_by_id ELSE v.lift_proposed_by_id END "
    "FROM records_veto v WHERE v.id = r.veto_id AND (v.state = 'proposed' OR v.lift_proposed_by_id IS NOT NULL) "
    "UNION SELECT m.person_id FROM records_correction c JOIN records_ledgerentry e ON e.id = c.entry_id "
    "JOIN records_membership m ON m.id = e.membership_id WHERE c.id = r.correction_id "
    "UNION SELECT c.proposed_by_id FROM records_correction c WHERE c.id = r.correction_id"
)
# A thing that has ended needs nobody any more.
_ENDED = (
    "(SELECT state FROM records_objection WHERE id = {row}.objection_id) <> 'open' "
    "OR (SELECT state FROM records_matter WHERE id = {row}.matter_id) NOT IN ('declared', 'assessed') "
    "OR EXISTS (SELECT 1 FROM records_veto v WHERE v.id = {row}.veto_id AND (v.state NOT IN ('proposed', 'confirmed') "
    "OR (v.state = 'confirmed' AND v.lift_proposed_by_id IS NULL))) "
    "OR (SELECT state FROM records_correction WHERE id = {row}.correction_id) <> 'proposed'"
)
_OF_REQUEST = "EXISTS (SELECT 1 FROM records_handlerrequest r WHERE r.id = NEW.request_id AND "

HANDLING = (
    (
        "handler_asked_once_at_a_time", "handlerrequest", ("INSERT",),
        "EXISTS (SELECT 1 FROM records_handlerrequest r WHERE (r.objection_id = NEW.objection_id "
        "OR r.matter_id = NEW.matter_id OR r.veto_id = NEW.veto_id OR r.correction_id = NEW.correction_id) "
        "AND NOT EXISTS (SELECT 1 FROM records_handling h WHERE h.request_id = r.id))", "asked already",
    ),
    ("handler_asked_while_open", "handlerrequest", ("INSERT",), _ENDED.format(row="NEW"), "it has ended"),
    (
        "handler_is_not_tied", "handling", ("INSERT",),
        _OF_REQUEST + f"NEW.person_id IN ({_TIED}))",
        "named who is concerned or decided before",
    ),
    (
        "handler_named_while_open", "handling", ("INSERT",),
        _OF_REQUEST + f"({_ENDED.format(row='r')}))",
        "it has ended",
    ),
)  # fmt: skip
