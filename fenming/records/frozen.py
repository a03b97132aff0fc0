"""Rows that stay as they were once something has happened: the conditions, as SQL, that `triggers` turns into triggers."""

from __future__ import annotations

from .frozen_follow_up import FOLLOW_UP
from .frozen_forms import FORMS
from .frozen_handling import HANDLING
from .frozen_meetings import MEETINGS
from .frozen_papers import PAPERS
from .frozen_reports import REPORTS
from .frozen_tree import TREE
from .frozen_uses import USES

# (name, table, events, condition under which the row may not be written, message)
FROZEN = (
    *MEETINGS,
    *PAPERS,
    *HANDLING,
    *FOLLOW_UP,
    *FORMS,
    *USES,
    *REPORTS,
    *TREE,
    ("import_ended", "import", ("UPDATE",), "OLD.state <> 'open'", "import has ended"),
    (
        "import_kept", "import", ("UPDATE",),
        "OLD.branch_id <> NEW.branch_id OR OLD.kind <> NEW.kind OR OLD.digest <> NEW.digest OR OLD.by_id <> NEW.by_id "
        "OR OLD.name_id <> NEW.name_id OR OLD.stored_as <> NEW.stored_as OR OLD.headings <> NEW.headings",
        "what was handed in stays as it was",
    ),
    ("correction_ended", "correction", ("UPDATE",), "OLD.state <> 'proposed'", "correction has ended"),
    (
        "correction_kept", "correction", ("UPDATE",),
        "OLD.entry_id <> NEW.entry_id OR OLD.points_centi <> NEW.points_centi OR OLD.day <> NEW.day "
        "OR OLD.quantity <> NEW.quantity OR OLD.reason_id <> NEW.reason_id OR OLD.proposed_by_id <> NEW.proposed_by_id "
        "OR OLD.level <> NEW.level OR COALESCE(OLD.each_centi, -1) <> COALESCE(NEW.each_centi, -1) "
        "OR (OLD.answer_id IS NOT NULL AND OLD.answer_id <> NEW.answer_id)",
        "what was proposed stays as it was",
    ),
    (
        "objection_on_own_points", "objection", ("INSERT",),
        "(NEW.matter_id IS NOT NULL AND NEW.membership_id <> "
        "(SELECT membership_id FROM records_matter WHERE id = NEW.matter_id)) "
        "OR (NEW.entry_id IS NOT NULL AND NEW.membership_id <> "
        "(SELECT membership_id FROM records_ledgerentry WHERE id = NEW.entry_id))", "not the points of who objects",
    ),
    (
        "finding_by_another", "finding", ("INSERT",),
        "NEW.by_id IN (SELECT m.person_id FROM records_objection o JOIN records_membership m ON m.id = o.membership_id "
        "WHERE o.id = NEW.objection_id UNION SELECT m.person_id FROM records_appeal p "
        "JOIN records_membership m ON m.id = p.membership_id WHERE p.id = NEW.appeal_id "
        "UNION SELECT a.by_id FROM records_assessment a JOIN records_objection o ON o.matter_id = a.matter_id "
        "WHERE o.id = NEW.objection_id UNION SELECT a.by_id FROM records_assessment a "
        "JOIN records_appeal p ON p.matter_id = a.matter_id WHERE p.id = NEW.appeal_id "
        "UNION SELECT f.by_id FROM records_finding f JOIN records_appeal p ON p.objection_id = f.objection_id "
        "WHERE p.id = NEW.appeal_id UNION SELECT v.proposed_by_id FROM records_veto v "
        "JOIN records_appeal p ON p.veto_id = v.id WHERE p.id = NEW.appeal_id "
        "UNION SELECT v.confirmed_by_id FROM records_veto v JOIN records_appeal p ON p.veto_id = v.id "
        "WHERE p.id = NEW.appeal_id AND v.confirmed_by_id IS NOT NULL)", "not found by who is concerned or assessed it",
    ),
    (
        "finding_while_appealed", "finding", ("INSERT",),
        "(SELECT state FROM records_appeal WHERE id = NEW.appeal_id) <> 'open'", "appeal has ended",
    ),
    (
        "appeal_on_own_points", "appeal", ("INSERT",),
        "NEW.membership_id <> (SELECT membership_id FROM records_matter WHERE id = NEW.matter_id) "
        "OR NEW.membership_id <> (SELECT membership_id FROM records_ledgerentry WHERE id = NEW.entry_id) "
        "OR NEW.membership_id <> (SELECT membership_id FROM records_veto WHERE id = NEW.veto_id) "
        "OR NEW.membership_id <> (SELECT membership_id FROM records_objection WHERE id = NEW.objection_id)",
        "not the points of who appeals",
    ),
    (
        "appeal_ended", "appeal", ("UPDATE",),
        "OLD.state <> 'open' OR (NEW.state = 'decided' "
        "AND NOT EXISTS (SELECT 1 FROM records_finding f WHERE f.appeal_id = NEW.id))", "appeal has ended or has no finding",
    ),
    (
        "appeal_kept", "appeal", ("UPDATE",),
        "OLD.membership_id <> NEW.membership_id OR OLD.text_id <> NEW.text_id OR OLD.kind <> NEW.kind "
        "OR OLD.quarter_id <> NEW.quarter_id OR OLD.item <> NEW.item OR OLD.number <> NEW.number "
        "OR COALESCE(OLD.matter_id, -1) <> COALESCE(NEW.matter_id, -1) "
        "OR COALESCE(OLD.entry_id, -1) <> COALESCE(NEW.entry_id, -1) "
        "OR COALESCE(OLD.veto_id, -1) <> COALESCE(NEW.veto_id, -1) "
        "OR COALESCE(OLD.objection_id, -1) <> COALESCE(NEW.objection_id, -1) "
        "OR COALESCE(OLD.late_reason_id, -1) <> COALESCE(NEW.late_reason_id, -1) "
        "OR COALESCE(OLD.entered_by_id, -1) <> COALESCE(NEW.entered_by_id, -1) "
        "OR (OLD.day IS NULL) <> (NEW.day IS NULL) OR OLD.day <> NEW.day OR OLD.filed_at <> NEW.filed_at "
        "OR OLD.decide_by > NEW.decide_by", "what was appealed stays as it was",
    ),
    (
        "record_request_kept", "recordrequest", ("UPDATE",),
        "OLD.answer_id IS NOT NULL OR OLD.question_id <> NEW.question_id OR OLD.appeal_id <> NEW.appeal_id "
        "OR OLD.by_id <> NEW.by_id OR OLD.answer_by > NEW.answer_by", "what was asked and answered stays as it was",
    ),
    (
        "record_while_appealed", "recordrequest", ("INSERT", "UPDATE"),
        "(SELECT state FROM records_appeal WHERE id = NEW.appeal_id) <> 'open'", "appeal has ended",
    ),
    (
        "heard_while_open", "hearing", ("INSERT",),
        "(SELECT state FROM records_objection WHERE id = NEW.objection_id) <> 'open' "
        "OR (SELECT state FROM records_appeal WHERE id = NEW.appeal_id) <> 'open'", "it has ended",
    ),
    (
        "correction_by_another", "correction", ("UPDATE",),
        "NEW.state = 'confirmed' AND NEW.ended_by_id = (SELECT m.person_id FROM records_ledgerentry e "
        "JOIN records_membership m ON m.id = e.membership_id WHERE e.id = NEW.entry_id)", "not confirmed by who is concerned",
    ),
    (
        "report_back_at_a_meeting", "reportback", ("INSERT",),
        "(SELECT kind || state FROM records_meeting WHERE id = NEW.meeting_id) <> 'membersopen'",
        "not told to a meeting under way",
    ),
    ("objection_ended", "objection", ("UPDATE",), "OLD.state <> 'open'", "objection has ended"),
    (
        "objection_kept", "objection", ("UPDATE",),
        "OLD.membership_id <> NEW.membership_id OR OLD.text_id <> NEW.text_id OR OLD.kind <> NEW.kind "
        "OR OLD.quarter_id <> NEW.quarter_id OR OLD.item <> NEW.item OR OLD.number <> NEW.number "
        "OR COALESCE(OLD.matter_id, -1) <> COALESCE(NEW.matter_id, -1) "
        "OR COALESCE(OLD.entered_by_id, -1) <> COALESCE(NEW.entered_by_id, -1) "
        "OR COALESCE(OLD.entry_id, -1) <> COALESCE(NEW.entry_id, -1) "
        "OR OLD.answer_by > NEW.answer_by OR OLD.appeal_by > NEW.appeal_by", "what was objected stays as it was",
    ),
    ("veto_ended", "veto", ("UPDATE",), "OLD.state IN ('declined', 'lifted')", "veto has ended"),
    (
        "veto_kept", "veto", ("UPDATE",),
        "OLD.membership_id <> NEW.membership_id OR OLD.item <> NEW.item OR OLD.document <> NEW.document "
        "OR OLD.degree <> NEW.degree OR OLD.decided_on <> NEW.decided_on OR OLD.proposed_by_id <> NEW.proposed_by_id "
        "OR (OLD.state = 'confirmed' AND NEW.state NOT IN ('confirmed', 'lifted')) "
        "OR (OLD.confirmed_by_id IS NOT NULL AND OLD.confirmed_by_id <> NEW.confirmed_by_id) "
        "OR OLD.text_id <> NEW.text_id OR OLD.year_id <> NEW.year_id OR OLD.shown_on <> NEW.shown_on "
        "OR OLD.reply_by > NEW.reply_by OR OLD.appeal_by > NEW.appeal_by "
        "OR (OLD.answer_id IS NOT NULL AND (NEW.answer_id IS NULL OR OLD.answer_id <> NEW.answer_id))",
        "what was proposed stays as it was",
    ),
    (
        "veto_booked_when_confirmed", "ledgerentry", ("INSERT",),
        "NEW.kind = 'veto' AND NOT EXISTS (SELECT 1 FROM records_veto v WHERE v.id = NEW.veto_id "
        "AND v.state = 'confirmed' AND v.membership_id = NEW.membership_id AND v.item = NEW.item "
        "AND v.degree = NEW.level AND v.decided_on = NEW.day)", "not what the veto says",
    ),
    (
        "opening_up_to_its_day", "ledgerentry", ("INSERT",),
        "NEW.kind = 'opening' AND NEW.day > (SELECT o.closed_on FROM records_opening o WHERE o.id = NEW.opening_id)",
        "after the paper book was closed",
    ),
    (
        "answer_kept", "enquiry", ("UPDATE",),
        "OLD.answer_id IS NOT NULL OR OLD.text_id <> NEW.text_id OR OLD.name_id <> NEW.name_id "
        "OR OLD.contact_id <> NEW.contact_id OR OLD.posting_id <> NEW.posting_id OR OLD.number <> NEW.number", "an answered enquiry stays as it was",
    ),
    (
        "reporter_only_of_reports", "reporter", ("INSERT",),
        "(SELECT origin FROM records_matter WHERE id = NEW.matter_id) <> 'reported'", "not a reported matter",
    ),
    (
        "evidence_kept", "evidence", ("UPDATE",),
        "OLD.removed_at IS NOT NULL OR OLD.digest <> NEW.digest OR OLD.matter_id <> NEW.matter_id "
        "OR OLD.stored_as <> NEW.stored_as OR OLD.size <> NEW.size OR OLD.by_id <> NEW.by_id",
        "evidence is only removed",
    ),
    (
        "membership_ended", "membership", ("UPDATE",),
        "OLD.until IS NOT NULL AND (NEW.until IS NULL OR OLD.until <> NEW.until) "
        "OR OLD.person_id <> NEW.person_id OR OLD.branch_id <> NEW.branch_id",
        "an ended membership stays ended",
    ),
    (
        "absence_kept", "absence", ("UPDATE",),
        "OLD.end_resolution <> '' OR NEW.end_resolution = '' OR NEW.until IS NULL OR OLD.until <= NEW.until "
        "OR OLD.membership_id <> NEW.membership_id OR OLD.kind <> NEW.kind OR OLD.since <> NEW.since "
        "OR OLD.application_id <> NEW.application_id OR OLD.resolution <> NEW.resolution",
        "an absence is only brought to an end, once",
    ),
    (
        "arrival_follows_departure", "arrival", ("INSERT",),
        "NEW.departure_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM records_departure d "
        "JOIN records_membership a ON a.id = d.membership_id JOIN records_membership b ON b.id = NEW.membership_id "
        "WHERE d.id = NEW.departure_id AND d.day < NEW.day AND d.to_branch_id = NEW.branch_id "
        "AND a.person_id = b.person_id)", "not the one who was sent here",
    ),
    (
        "office_ended", "office", ("UPDATE",),
        "OLD.until IS NOT NULL OR OLD.person_id <> NEW.person_id OR OLD.role <> NEW.role OR OLD.since <> NEW.since",
        "an office is only ended, once",
    ),
    (
        "notice_once", "outbox", ("UPDATE",),
        "OLD.done_at IS NOT NULL", "it was delivered already",
    ),
    (
        "matter_ended", "matter", ("UPDATE",),
        "OLD.state = 'withdrawn' OR (OLD.state IN ('determined', 'refused') AND NOT (OLD.quarter_id = NEW.quarter_id "
        "AND OLD.month_id = NEW.month_id AND EXISTS (SELECT 1 FROM records_determination d WHERE d.matter_id = OLD.id "
        "AND d.reopening_id IS NOT NULL "
        "AND d.id = (SELECT MAX(l.id) FROM records_determination l WHERE l.matter_id = OLD.id) "
        "AND ((d.outcome = 'changed' AND NEW.state = 'determined') OR (d.outcome = 'refused' AND NEW.state = 'refused')))))",
        "matter has ended",
    ),
    (
        "reopening_of_a_decided_matter", "reopening", ("INSERT",),
        "(SELECT state FROM records_matter WHERE id = NEW.matter_id) NOT IN ('determined', 'refused') "
        "OR NEW.proposed_by_id = (SELECT b.person_id FROM records_matter m JOIN records_membership b "
        "ON b.id = m.membership_id WHERE m.id = NEW.matter_id)", "not decided yet, or proposed by who is concerned",
    ),
    ("reopening_ended", "reopening", ("UPDATE",), "OLD.state <> 'proposed'", "reopening has ended"),
    (
        "reopening_kept", "reopening", ("UPDATE",),
        "OLD.matter_id <> NEW.matter_id OR COALESCE(OLD.entry_id, -1) <> COALESCE(NEW.entry_id, -1) "
        "OR OLD.before_centi <> NEW.before_centi OR OLD.points_centi <> NEW.points_centi OR OLD.outcome <> NEW.outcome "
        "OR OLD.quantity <> NEW.quantity OR OLD.level <> NEW.level "
        "OR COALESCE(OLD.each_centi, -1) <> COALESCE(NEW.each_centi, -1) OR OLD.reason_id <> NEW.reason_id "
        "OR OLD.proposed_by_id <> NEW.proposed_by_id "
        "OR (OLD.reply_by IS NOT NULL AND (NEW.reply_by IS NULL OR OLD.reply_by > NEW.reply_by)) "
        "OR (OLD.answer_id IS NOT NULL AND (NEW.answer_id IS NULL OR OLD.answer_id <> NEW.answer_id))",
        "what was proposed stays as it was",
    ),
    (
        # by an adopted vote on this matter alone; a loss only as shown, and after the one concerned could answer (A14)
        "determined_anew_when_heard", "determination", ("INSERT",),
        "NEW.reopening_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM records_reopening r "
        "JOIN records_resolution s ON s.id = NEW.resolution_id JOIN records_meeting m ON m.id = s.meeting_id "
        "WHERE r.id = NEW.reopening_id AND r.matter_id = NEW.matter_id AND s.matter_id = NEW.matter_id "
        "AND r.state = 'proposed' AND s.adopted AND m.kind = 'members' AND (NEW.points_centi >= r.before_centi "
        "OR (NEW.points_centi >= r.points_centi AND (r.answered_at IS NOT NULL OR r.reply_by < m.held_on))))",
        "not decided by the meeting, or not heard",
    ),
    (
        "reversed_by_a_meeting", "ledgerentry", ("INSERT",),
        "NEW.kind = 'reversal' AND NEW.determination_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM records_determination d "
        "JOIN records_reopening r ON r.id = d.reopening_id "
        "WHERE d.id = NEW.determination_id AND r.entry_id = NEW.reverses_id)", "not what was reopened",
    ),
    (
        # one matter, one entry that stands
        "booked_anew_after_reversal", "ledgerentry", ("INSERT",),
        "NEW.kind = 'determination' AND EXISTS (SELECT 1 FROM records_determination d "
        "JOIN records_reopening r ON r.id = d.reopening_id WHERE d.id = NEW.determination_id AND (d.outcome = 'refused' "
        "OR (r.entry_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM records_ledgerentry x WHERE x.reverses_id = r.entry_id))))",
        "what stands is not taken back",
    ),
    (
        "matter_claim_kept", "matter", ("UPDATE",),
        "OLD.state <> 'draft' AND OLD.state <> 'returned' AND (OLD.claimed_centi <> NEW.claimed_centi "
        "OR OLD.item <> NEW.item OR OLD.day <> NEW.day OR OLD.membership_id <> NEW.membership_id "
        "OR OLD.quantity <> NEW.quantity)", "what was claimed stays as it was",
    ),
    (
        "determination_needs_assessment", "determination", ("INSERT",),
        "NEW.outcome <> 'deferred' AND NOT EXISTS (SELECT 1 FROM records_assessment WHERE matter_id = NEW.matter_id)", "not assessed",
    ),
    (
        "reversal_mirrors", "ledgerentry", ("INSERT",),
        "NEW.reverses_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM records_ledgerentry r WHERE r.id = NEW.reverses_id "
        "AND r.kind <> 'reversal' AND r.membership_id = NEW.membership_id AND r.points_centi = -NEW.points_centi)",
        "a reversal mirrors what it reverses",
    ),
    (
        "announced_when_signed", "settlementevent", ("INSERT",),
        "NOT EXISTS (SELECT 1 FROM records_signoff o WHERE o.settlement_id = NEW.settlement_id AND o.role = 'secretary')",
        "the secretary has not signed",
    ),
    (
        "graded_when_announced", "appraisalgrade", ("INSERT",),
        "NOT EXISTS (SELECT 1 FROM records_settlementevent e WHERE e.settlement_id = NEW.settlement_id)",
        "not announced",
    ),
    (
        "graded_of_the_settlement", "appraisalgrade", ("INSERT",),
        "NOT EXISTS (SELECT 1 FROM records_settlementline l WHERE l.settlement_id = NEW.settlement_id "
        "AND l.membership_id = NEW.membership_id)", "not in the settlement",
    ),
    (
        "graded_by_members_meeting", "appraisalgrade", ("INSERT",),
        "NOT EXISTS (SELECT 1 FROM records_meeting m WHERE m.id = NEW.meeting_id AND m.kind = 'members' "
        "AND m.state = 'closed')", "no members meeting that is closed",
    ),
    (
        "settlement_corrects_its_year", "settlement", ("INSERT",),
        "NEW.corrects_id IS NOT NULL AND (SELECT s.year_id FROM records_settlement s WHERE s.id = NEW.corrects_id) "
        "<> NEW.year_id", "another year",
    ),
    (
        "year_with_fourth_quarter", "posting", ("INSERT",),
        "NEW.with_year AND (SELECT q.number FROM records_quarter q WHERE q.id = NEW.quarter_id) <> 4",
        "not the fourth quarter",
    ),
    (
        "text_only_erased", "personaltext", ("UPDATE",),
        "NOT (NEW.text = '' AND NEW.erased_at IS NOT NULL AND NEW.digest = OLD.digest AND OLD.erased_at IS NULL)",
        "text may only be erased",
    ),
)  # fmt: skip
