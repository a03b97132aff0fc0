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
    ("disposal_graded_as_said", "disposal", ("INSERT",), _NOT_SO_GRADED, "not the grade that was given"),
    (
        "disposal_proposed_by_another", "disposal", ("INSERT",),
        "NEW.state <> 'drafted' OR NEW.proposed_by_id = "
        "(SELECT m.person_id FROM records_membership m WHERE m.id = NEW.membership_id)", "proposed by who is concerned",
    ),
    (
        "disposal_kept", "disposal", ("UPDATE",),
        "OLD.membership_id <> NEW.membership_id OR OLD.settlement_id <> NEW.settlement_id OR OLD.grade <> NEW.grade "
        "OR OLD.proposal_id <> NEW.proposal_id OR OLD.proposed_by_id <> NEW.proposed_by_id "
        "OR OLD.proposed_at <> NEW.proposed_at "
        "OR (OLD.answer_id IS NOT NULL AND (NEW.answer_id IS NULL OR OLD.answer_id <> NEW.answer_id)) "
        "OR (OLD.heard_id IS NOT NULL AND (NEW.heard_id IS NULL OR OLD.heard_id <> NEW.heard_id "
        "OR OLD.heard_on <> NEW.heard_on OR OLD.heard_by_id <> NEW.heard_by_id))", "what was proposed and heard stays as it was",
    ),
    (
        # each state only by the row that brought it about
        "disposal_moves_by_people", "disposal", ("UPDATE",),
        "OLD.state = 'filed' OR (OLD.state <> NEW.state AND NOT ("
        "(NEW.state = 'decided' AND OLD.state IN ('drafted', 'returned') AND EXISTS (SELECT 1 FROM records_disposaldecision d "
        "WHERE d.disposal_id = NEW.id AND NOT EXISTS (SELECT 1 FROM records_disposalfiling f WHERE f.decision_id = d.id))) "
        "OR (NEW.state = 'submitted' AND OLD.state = 'decided' AND EXISTS (SELECT 1 FROM records_disposalfiling f "
        "JOIN records_disposaldecision d ON d.id = f.decision_id WHERE d.disposal_id = NEW.id "
        "AND NOT EXISTS (SELECT 1 FROM records_disposalfilingevent e WHERE e.filing_id = f.id))) "
        "OR (OLD.state = 'submitted' AND NEW.state IN ('filed', 'returned') AND EXISTS (SELECT 1 FROM "
        "records_disposalfilingevent e JOIN records_disposalfiling f ON f.id = e.filing_id "
        "JOIN records_disposaldecision d ON d.id = f.decision_id WHERE d.disposal_id = NEW.id "
        "AND d.round = (SELECT MAX(x.round) FROM records_disposaldecision x WHERE x.disposal_id = NEW.id) "
        "AND e.kind = CASE WHEN NEW.state = 'filed' THEN 'accepted' ELSE 'returned' END))))",
        "nobody decided or answered so",
    ),
    (
        "disposal_decided_when_heard", "disposaldecision", ("INSERT",),
        "NOT EXISTS (SELECT 1 FROM records_disposal p JOIN records_membership m ON m.id = p.membership_id "
        "WHERE p.id = NEW.disposal_id AND p.state IN ('drafted', 'decided', 'returned') "
        "AND (p.answer_id IS NOT NULL OR p.heard_on <= NEW.decided_on) AND m.person_id <> NEW.by_id)",
        "not heard, or entered by who is concerned",
    ),
    (
        "disposal_filed_as_last_decided", "disposalfiling", ("INSERT",),
        "NOT EXISTS (SELECT 1 FROM records_disposaldecision d JOIN records_disposal p ON p.id = d.disposal_id "
        "WHERE d.id = NEW.decision_id AND p.state = 'decided' "
        "AND d.round = (SELECT MAX(x.round) FROM records_disposaldecision x WHERE x.disposal_id = p.id))",
        "not the last decision",
    ),
    (
        "disposal_answered_from_above", "disposalfilingevent", ("INSERT",),
        "NOT EXISTS (SELECT 1 FROM records_disposalfiling f JOIN records_disposaldecision d ON d.id = f.decision_id "
        "JOIN records_disposal p ON p.id = d.disposal_id JOIN records_membership m ON m.id = p.membership_id "
        "WHERE f.id = NEW.filing_id AND p.state = 'submitted' AND f.filed_by_id <> NEW.by_id AND m.person_id <> NEW.by_id)",
        "not waiting, or answered by who filed it or is concerned",
    ),
    (
        "approval_of_a_decision", "probationapproval", ("INSERT",),
        "NOT EXISTS (SELECT 1 FROM records_probationevent e WHERE e.id = NEW.event_id AND e.kind <> 'started' "
        "AND e.day <= NEW.day)", "nothing was decided by then",
    ),
)  # fmt: skip
