"""A report looked into by the committee above: rows that cannot be, as SQL conditions for `frozen` (A14)."""

from __future__ import annotations

# The matter that was reported, and whom neither the question nor the answer may come from.
_REPORTED = (
    "SELECT {what} FROM records_reportinquiry q JOIN records_reporter r ON r.id = q.reporter_id "
    "JOIN records_matter t ON t.id = r.matter_id JOIN records_membership m ON m.id = t.membership_id "
    "WHERE q.id = NEW.inquiry_id"
)
_ASSESSED = (
    "SELECT a.by_id FROM records_assessment a JOIN records_reporter r ON r.matter_id = a.matter_id "
    "JOIN records_reportinquiry q ON q.reporter_id = r.id WHERE q.id = NEW.inquiry_id"
)
_TIED = " UNION ".join(
    (_REPORTED.format(what="r.person_id"), _REPORTED.format(what="m.person_id"), _ASSESSED)
)

REPORTS = (
    (
        "inquiry_after_decision", "reportinquiry", ("INSERT",),
        "(SELECT t.state FROM records_reporter r JOIN records_matter t ON t.id = r.matter_id "
        "WHERE r.id = NEW.reporter_id) NOT IN ('determined', 'refused')", "the reported matter is still undecided",
    ),
    (
        "inquiry_by_another", "reportinquiry", ("INSERT",),
        "NEW.by_id IN (SELECT r.person_id FROM records_reporter r WHERE r.id = NEW.reporter_id "
        "UNION SELECT m.person_id FROM records_reporter r JOIN records_matter t ON t.id = r.matter_id "
        "JOIN records_membership m ON m.id = t.membership_id WHERE r.id = NEW.reporter_id)",
        "asked by who reported it or is concerned",
    ),
    (
        "judgement_after_decision", "judgement", ("INSERT",),
        f"({_REPORTED.format(what='t.state')}) NOT IN ('determined', 'refused')", "the reported matter is still undecided",
    ),
    (
        "judgement_by_another", "judgement", ("INSERT",),
        f"NEW.by_id IN ({_TIED})",
        "judged by who reported it, is concerned or assessed it",
    ),
    (
        "judgement_only_read", "judgement", ("UPDATE",),
        "OLD.read_at IS NOT NULL OR NEW.read_at IS NULL OR OLD.id <> NEW.id OR OLD.branch_id <> NEW.branch_id "
        "OR OLD.inquiry_id <> NEW.inquiry_id OR OLD.outcome <> NEW.outcome OR OLD.reason_id <> NEW.reason_id "
        "OR COALESCE(OLD.heard_id, 0) <> COALESCE(NEW.heard_id, 0) OR OLD.by_id <> NEW.by_id OR OLD.at <> NEW.at "
        "OR (OLD.heard_on IS NULL) <> (NEW.heard_on IS NULL) OR OLD.heard_on <> NEW.heard_on",
        "what was found stays as it was",
    ),
)  # fmt: skip
