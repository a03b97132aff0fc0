"""How somebody was told and what they signed stays as it was, on paper as by the own hand: conditions, as SQL, for `frozen`."""

from __future__ import annotations

# whom something proposed is about, for the tables that carry how they were told and heard
_CONCERNED = {
    "veto": "SELECT person_id FROM records_membership WHERE id = NEW.membership_id",
    "correction": "SELECT m.person_id FROM records_ledgerentry e JOIN records_membership m ON m.id = e.membership_id "
    "WHERE e.id = NEW.entry_id",
    "reopening": "SELECT m.person_id FROM records_matter t JOIN records_membership m ON m.id = t.membership_id "
    "WHERE t.id = NEW.matter_id",
}
_NOTICE_CHANGED = (
    "OLD.by_hand <> NEW.by_hand OR (OLD.shown_on IS NOT NULL AND (NEW.shown_on IS NULL "
    "OR NEW.shown_on <> OLD.shown_on OR NEW.reply_by < OLD.reply_by)) "
    "OR (OLD.handed_by_id IS NOT NULL AND (NEW.handed_by_id IS NULL OR NEW.handed_by_id <> OLD.handed_by_id))"
)
_ANSWER_CHANGED = (
    "OLD.answer_id IS NOT NULL AND (COALESCE(OLD.entered_by_id, -1) <> COALESCE(NEW.entered_by_id, -1) "
    "OR (OLD.signed_on IS NULL) <> (NEW.signed_on IS NULL) OR OLD.signed_on <> NEW.signed_on)"
)

# (name, table, events, condition under which the row may not be written, message)
PAPERS = (
    (
        "matter_notice_kept",
        "matter",
        ("UPDATE",),
        _NOTICE_CHANGED,
        "how and when it was shown stays as it was",
    ),
    (
        "assessed_after_it_was_handed_over",
        "assessment",
        ("INSERT",),
        "EXISTS (SELECT 1 FROM records_matter t WHERE t.id = NEW.matter_id AND t.by_hand AND t.shown_on IS NULL "
        "AND NOT EXISTS (SELECT 1 FROM records_reply r WHERE r.matter_id = t.id))",
        "not handed over yet",
    ),
    (
        "reply_by_the_one_concerned",
        "reply",
        ("INSERT",),
        "(NEW.signed_on IS NULL) <> (NEW.by_id = (SELECT m.person_id FROM records_matter t "
        "JOIN records_membership m ON m.id = t.membership_id WHERE t.id = NEW.matter_id))",
        "neither by who is concerned nor from a signed paper",
    ),
    *(
        (
            f"{table}_entered_by_another",
            table,
            ("INSERT", "UPDATE"),
            "(SELECT person_id FROM records_membership WHERE id = NEW.membership_id) "
            "IN (NEW.entered_by_id, NEW.withdrawn_by_id)",
            "nobody enters the own paper",
        )
        for table in ("objection", "appeal")
    ),
    (
        "acknowledged_by_the_one_concerned",
        "acknowledgement",
        ("INSERT",),
        "(NEW.signed_on IS NULL) <> (NEW.by_id IN (SELECT m.person_id FROM records_finding f JOIN records_objection o ON o.id = f.objection_id "
        "JOIN records_membership m ON m.id = o.membership_id WHERE f.id = NEW.finding_id "
        "UNION SELECT m.person_id FROM records_finding f JOIN records_appeal p ON p.id = f.appeal_id "
        "JOIN records_membership m ON m.id = p.membership_id WHERE f.id = NEW.finding_id))",
        "neither by who is concerned nor from a signed slip",
    ),
    *(
        (
            f"{table}_notice_kept",
            table,
            ("UPDATE",),
            f"{_NOTICE_CHANGED} OR ({_ANSWER_CHANGED})",
            "how and when it was shown stays as it was",
        )
        for table in _CONCERNED
    ),
    *(
        (
            f"{table}_paper_handled_by_another",
            table,
            ("INSERT", "UPDATE"),
            f"({concerned}) IN (NEW.handed_by_id, NEW.entered_by_id)",
            "nobody enters the own paper",
        )
        for table, concerned in _CONCERNED.items()
    ),
)
