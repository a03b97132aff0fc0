"""Rows about the use of a year's points that cannot be: the conditions, as SQL, for `frozen` (R52–R54, A29)."""

from __future__ import annotations

_PERSON = (
    "(SELECT m.person_id FROM records_membership m JOIN records_useproposal p ON p.membership_id = m.id "
    "WHERE p.id = NEW.proposal_id)"
)
_LAST = (
    "(SELECT d.outcome FROM records_usedecision d WHERE d.proposal_id = NEW.proposal_id "
    "ORDER BY d.round DESC LIMIT 1)"
)
_COUNT = "(SELECT COUNT(*) FROM records_usedecision d WHERE d.proposal_id = NEW.proposal_id)"
_USED_FOR = "(SELECT p.use FROM records_useproposal p WHERE p.id = NEW.proposal_id)"

USES = (
    (
        "use_list_of_the_latest", "uselist", ("INSERT",),
        "EXISTS (SELECT 1 FROM records_settlement s WHERE s.corrects_id = NEW.settlement_id)",
        "the settlement has been corrected",
    ),
    (
        "use_list_when_filed", "uselist", ("INSERT",),
        "NOT EXISTS (SELECT 1 FROM records_filing f JOIN records_filingevent e ON e.filing_id = f.id "
        "WHERE f.settlement_id = NEW.settlement_id AND e.kind = 'accepted')", "the year has not been filed",
    ),
    (
        "use_of_who_is_ranked", "useproposal", ("INSERT",),
        "NEW.listed AND NOT EXISTS (SELECT 1 FROM records_uselist l JOIN records_settlementline x "
        "ON x.settlement_id = l.settlement_id WHERE l.id = NEW.use_list_id AND x.membership_id = NEW.membership_id "
        "AND x.ranked AND (NEW.use = 'ineligible' OR NOT x.veto))", "not ranked, or vetoed",
    ),
    (
        # the departure in the member's favour (A29)
        "use_spares_the_qualified", "useproposal", ("INSERT",),
        "NEW.listed AND NEW.use = 'ineligible' AND NEW.grade IN ('优秀', '合格')", "graded qualified or better",
    ),
    (
        "use_carried_over_as_it_was", "useproposal", ("INSERT",),
        "NEW.earlier_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM records_useproposal p "
        "JOIN records_uselist l ON l.id = p.use_list_id JOIN records_settlement s ON s.id = l.settlement_id "
        "JOIN records_uselist n ON n.id = NEW.use_list_id JOIN records_settlement t ON t.id = n.settlement_id "
        "WHERE p.id = NEW.earlier_id AND p.membership_id = NEW.membership_id AND p.use = NEW.use "
        "AND s.year_id = t.year_id AND l.id <> n.id)", "not the same name of an earlier list",
    ),
    ("use_decided_by_another", "usedecision", ("INSERT",), f"NEW.by_id = {_PERSON}", "decided by who is concerned"),
    (
        # taking a confirmation back needs no settlement
        "use_decided_on_the_latest", "usedecision", ("INSERT",),
        "EXISTS (SELECT 1 FROM records_useproposal n WHERE n.earlier_id = NEW.proposal_id) "
        "OR (NEW.outcome = 'confirmed' AND EXISTS (SELECT 1 FROM records_useproposal p "
        "JOIN records_uselist l ON l.id = p.use_list_id JOIN records_settlement s ON s.corrects_id = l.settlement_id "
        "WHERE p.id = NEW.proposal_id))", "the settlement has been corrected",
    ),
    (
        "use_taken_away_when_heard", "usedecision", ("INSERT",),
        f"NEW.outcome = 'confirmed' AND NEW.heard_id IS NULL AND {_USED_FOR} = 'ineligible'", "not heard",
    ),
    (
        "use_decided_otherwise", "usedecision", ("INSERT",),
        f"NEW.outcome = {_LAST} OR NEW.round <> 1 + {_COUNT}", "decided so already",
    ),
    ("incentive_by_another", "incentive", ("INSERT",), f"NEW.by_id = {_PERSON}", "entered by who is concerned"),
    (
        "incentive_when_confirmed", "incentive", ("INSERT",),
        f"{_USED_FOR} <> 'incentive' OR COALESCE({_LAST}, '') <> 'confirmed'", "not confirmed",
    ),
)  # fmt: skip
