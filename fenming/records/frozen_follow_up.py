"""Rows of what follows a year that stay as they were, and who may have written them: the conditions, as SQL, for `frozen`."""

from __future__ import annotations

# The grade it rests on is one that a members' meeting gave that member.
_NOT_SO_GRADED = (
    "NEW.settlement_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM records_appraisalgrade g "
    "WHERE g.settlement_id = NEW.settlement_id AND g.membership_id = NEW.membership_id AND g.grade = NEW.grade)"
)

FOLLOW_UP = (
    (
        "talk_kept", "talk", ("UPDATE",),
        "OLD.acknowledged_at IS NOT NULL OR OLD.membership_id <> NEW.membership_id OR OLD.held_by_id <> NEW.held_by_id "
        "OR OLD.held_on <> NEW.held_on OR OLD.agreed_id <> NEW.agreed_id OR OLD.document <> NEW.document "
        "OR OLD.grade <> NEW.grade OR COALESCE(OLD.settlement_id, -1) <> COALESCE(NEW.settlement_id, -1) "
        "OR OLD.recorded_at <> NEW.recorded_at", "what was talked about stays as it was",
    ),
    (
        "talk_by_the_head", "talk", ("INSERT",),
        "NEW.held_by_id = (SELECT m.person_id FROM records_membership m WHERE m.id = NEW.membership_id) "
        "OR NOT EXISTS (SELECT 1 FROM records_office o "
        "WHERE o.person_id = NEW.held_by_id AND o.organisation_id = NEW.branch_id AND o.role = 'secretary' "
        "AND o.since <= NEW.held_on AND (o.until IS NULL OR o.until >= NEW.held_on))",
        "not held by who led the branch that day",
    ),
    ("talk_graded_as_said", "talk", ("INSERT",), _NOT_SO_GRADED, "not the grade that was given"),
    (
        # a later day only as somebody extended it; an end only as somebody checked it
        "rectification_kept", "rectification", ("UPDATE",),
        "OLD.state <> 'open' OR OLD.membership_id <> NEW.membership_id OR OLD.what_id <> NEW.what_id "
        "OR OLD.document <> NEW.document OR OLD.grade <> NEW.grade OR OLD.set_by_id <> NEW.set_by_id "
        "OR COALESCE(OLD.settlement_id, -1) <> COALESCE(NEW.settlement_id, -1) OR OLD.set_at <> NEW.set_at "
        "OR NEW.due_on < OLD.due_on OR (NEW.due_on <> OLD.due_on AND NOT EXISTS (SELECT 1 FROM "
        "records_rectificationevent e WHERE e.rectification_id = NEW.id AND e.kind = 'extended' AND e.due_on = NEW.due_on)) "
        "OR (NEW.state <> 'open' AND NOT EXISTS (SELECT 1 FROM records_rectificationevent e "
        "WHERE e.rectification_id = NEW.id AND e.kind = NEW.state))", "what is to be put right stays as it was",
    ),
    (
        "rectification_set_by_the_head", "rectification", ("INSERT",),
        "NEW.set_by_id = (SELECT m.person_id FROM records_membership m WHERE m.id = NEW.membership_id)",
        "set by who is concerned",
    ),
    ("rectification_graded_as_said", "rectification", ("INSERT",), _NOT_SO_GRADED, "not the grade that was given"),
    (
        "rectification_told_while_open", "rectificationevent", ("INSERT",),
        "(SELECT r.state FROM records_rectification r WHERE r.id = NEW.rectification_id) <> 'open'", "it has ended",
    ),
    (
        "rectification_checked_by_another", "rectificationevent", ("INSERT",),
        "(NEW.kind = 'reported') <> (NEW.by_id = (SELECT m.person_id FROM records_rectification r "
        "JOIN records_membership m ON m.id = r.membership_id WHERE r.id = NEW.rectification_id))",
        "reported by another, or checked by who is concerned",
    ),
)  # fmt: skip
