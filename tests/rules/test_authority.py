"""The whole table, seen from the offices: what each may do where, and nothing else."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fenming.rules.authority import PERMISSIONS, RELATION_NAMES, ROLE_NAMES, Relation, Role, may

SELF, BRANCH, SUBORDINATE, NAMED, NONE = Relation

OWN_AFFAIRS = {"declare", "nothing_new", "withdraw", "resubmit", "reply", "see_own_statement", "see_matter"}
MEMBER_READS = {"see_branch_lines", "see_meeting", "see_posted_sheet", "see_roster", "see_standard"}
AUDITED = {
    "see_branch_lines",
    "see_matter",
    "see_record_desk",
    "see_assess_desk",
    "see_meeting",
    "see_posting_admin",
    "see_year",
    "see_roster",
    "see_standard",
}
ASSESSING = {"assess", "assess_batch"}

# What each office may do with things in its branch; elsewhere below.
IN_BRANCH: dict[Role, set[str]] = {
    Role.MEMBER: MEMBER_READS,
    Role.RECORDER: MEMBER_READS | {"record", "mark_attendance", "decide", "see_record_desk", "see_matter"},
    Role.COMMITTEE: MEMBER_READS | ASSESSING | {"see_assess_desk", "see_matter"},
    Role.SECRETARY: MEMBER_READS
    | ASSESSING
    | {"enrol_members", "give_office", "adopt_standard", "see_matter", "see_assess_desk"}
    | {"call_meeting", "mark_attendance", "open_meeting", "decide", "close_meeting"}
    | {"post", "settle", "announce", "see_posting_admin", "see_year"},
    Role.LEADING_GROUP: MEMBER_READS | {"see_year"},
    Role.GENERAL_OFFICER: {"see_standard"},
    Role.SUPERIOR_REVIEWER: {"see_standard"},
    Role.AUDITOR: AUDITED,
    Role.ADMINISTRATOR: {"found_branch", "create_account", "see_roster", "see_standard"},
    Role.HANDLER: {"see_standard"},
}
BELOW: dict[Role, set[str]] = {role: {"see_standard"} for role in Role} | {
    Role.SUPERIOR_REVIEWER: {"found_branch", "give_office", "see_roster", "see_standard"},
    Role.AUDITOR: AUDITED,
    Role.ADMINISTRATOR: {"found_branch", "create_account", "see_roster", "see_standard"},
}

IN_BRANCH[Role.SECRETARY] |= {"enter_opening", "see_opening"}
IMPORTING = {"hand_in_import", "drop_import", "accept_import"}
IN_BRANCH[Role.SECRETARY] |= IMPORTING
IN_BRANCH[Role.RECORDER] |= IMPORTING
AUDITED |= {"see_opening"}
VETOING = {"propose_veto", "confirm_veto", "decline_veto", "propose_lifting", "confirm_lifting"}
OWN_AFFAIRS |= {"answer_veto", "see_veto"}
AUDITED |= {"see_vetoes", "see_veto"}
IN_BRANCH[Role.COMMITTEE] |= VETOING | {"see_vetoes", "see_veto"}
IN_BRANCH[Role.SECRETARY] |= VETOING | {"see_vetoes", "see_veto"}
NOT_ON_OWN = ASSESSING | VETOING

EVIDENCE = {"attach_evidence", "remove_evidence"}
OWN_AFFAIRS |= EVIDENCE | {"see_evidence", "see_own_reports"}
AUDITED |= {"see_evidence"}
IN_BRANCH[Role.MEMBER] |= {"report"}
IN_BRANCH[Role.RECORDER] |= EVIDENCE | {"withdraw", "resubmit", "see_evidence"}
IN_BRANCH[Role.COMMITTEE] |= {"see_evidence", "see_reporter", "refer_report"}
IN_BRANCH[Role.SECRETARY] |= {"see_evidence", "see_reporter", "refer_report"}
BELOW[Role.SUPERIOR_REVIEWER] |= {"see_reporter", "see_report_inquiries", "judge_report"}
OWN_AFFAIRS |= {"read_judgement"}
NOT_ON_OWN |= {"report", "see_reporter", "refer_report", "judge_report"}

FINDING = {"find", "confirm_correction", "decline_correction"}
OBJECTIONS_READ = {"see_objection", "see_objections", "see_correction", "see_corrections"}
OWN_AFFAIRS |= {
    "object_to", "withdraw_objection", "answer_correction", "see_objection", "see_correction",
}  # fmt: skip
AUDITED |= OBJECTIONS_READ
IN_BRANCH[Role.RECORDER] |= {"report_back", "propose_correction", "see_correction", "see_corrections"}
IN_BRANCH[Role.COMMITTEE] |= FINDING | OBJECTIONS_READ
IN_BRANCH[Role.SECRETARY] |= FINDING | OBJECTIONS_READ | {"report_back", "propose_correction"}
NOT_ON_OWN |= FINDING | {"propose_correction"}

ANEW = {"reopen", "drop_reopening"}
OWN_AFFAIRS |= {"answer_reopening", "see_reopening"}
AUDITED |= {"see_reopening"}
IN_BRANCH[Role.RECORDER] |= {"see_reopening"}
IN_BRANCH[Role.COMMITTEE] |= ANEW | {"see_reopening"}
IN_BRANCH[Role.SECRETARY] |= ANEW | {"see_reopening"}
NOT_ON_OWN |= ANEW

AUDITED |= {"see_filing", "see_posted_sheet"}
IN_BRANCH[Role.SECRETARY] |= {
    "sign_off",
    "appraise",
    "file_year",
    "settle_again",
    "see_filing",
    "enter_receipt",
}
IN_BRANCH[Role.LEADING_GROUP] |= {"sign_off", "see_filing"}
BELOW[Role.SUPERIOR_REVIEWER] |= {"accept_filing", "return_filing", "see_filing", "see_posted_sheet"}
RECEIVED = {"receive_year", "accept_received", "return_received", "see_received"}
BELOW[Role.SUPERIOR_REVIEWER] |= {"see_superior_desk"} | RECEIVED
AUDITED |= {"see_received"}
BELOW[Role.AUDITOR] = AUDITED | {"see_superior_desk"}


MINUTES = {"add_topic", "drop_topic", "note_topic", "add_addendum"}
OWN_AFFAIRS |= {"withhold_text"}
IN_BRANCH[Role.RECORDER] |= MINUTES
IN_BRANCH[Role.SECRETARY] |= MINUTES | {"circulate_agenda", "move_meeting", "cancel_meeting"}


ACCOUNTS = {"create_accounts", "reset_code"}
ENQUIRIES = {"answer_enquiry", "see_enquiries"}
IN_BRANCH[Role.ADMINISTRATOR] |= ACCOUNTS
BELOW[Role.ADMINISTRATOR] |= ACCOUNTS
IN_BRANCH[Role.SECRETARY] |= ENQUIRIES | {"end_office"}
IN_BRANCH[Role.RECORDER] |= ENQUIRIES
BELOW[Role.SUPERIOR_REVIEWER] |= {"end_office"}
AUDITED |= {"see_enquiries"}
BELOW[Role.AUDITOR] |= {"see_enquiries"}
NOT_ON_OWN |= {"reset_code"}

OWN_AFFAIRS |= {"acknowledge_talk", "see_talk"}
MEMBER_READS.add("see_follow_up")
for role in (Role.MEMBER, Role.RECORDER, Role.COMMITTEE, Role.SECRETARY, Role.LEADING_GROUP):
    IN_BRANCH[role] |= {"see_follow_up"}
IN_BRANCH[Role.SECRETARY] |= {"hold_talk", "see_talk"}
NOT_ON_OWN |= {"hold_talk", "set_rectification", "check_rectification"}
OWN_AFFAIRS |= {"report_rectification", "see_rectification"}
AUDITED |= {"see_rectification", "see_follow_up"}
IN_BRANCH[Role.COMMITTEE] |= {"check_rectification", "see_rectification"}
IN_BRANCH[Role.SECRETARY] |= {"set_rectification", "check_rectification", "see_rectification"}
BELOW[Role.AUDITOR] |= {"see_rectification", "see_follow_up", "see_disposal"}
HANDLING_CASES = {"propose_disposal", "hear_disposal", "decide_disposal", "file_disposal"}
IN_BRANCH[Role.SECRETARY] |= {"note_approval"}
NOT_ON_OWN |= HANDLING_CASES | {"accept_disposal", "return_disposal"}
OWN_AFFAIRS |= {"answer_disposal", "see_disposal"}
AUDITED |= {"see_disposal"}
IN_BRANCH[Role.COMMITTEE] |= HANDLING_CASES | {"see_disposal"}
IN_BRANCH[Role.SECRETARY] |= HANDLING_CASES | {"see_disposal"}
BELOW[Role.SUPERIOR_REVIEWER] |= {"accept_disposal", "return_disposal", "see_disposal", "see_follow_up"}


PAPER = {"declare_for", "nothing_new_for", "reply_for", "hand_over", "object_for", "acknowledge_for"}
IN_BRANCH[Role.RECORDER] |= PAPER | {"call_roll", "see_sheets"}
IN_BRANCH[Role.SECRETARY] |= PAPER | {"add_pause", "see_sheets", "change_template"}
IN_BRANCH[Role.ADMINISTRATOR] |= {"set_holiday", "see_calendar"}
MEMBER_READS.add("see_calendar")
AUDITED |= {"see_calendar", "see_sheets"}
NOT_ON_OWN |= PAPER
PAPER |= {"withdraw_objection_for", "withdraw_appeal_for", "appeal_for"}
for role in (Role.RECORDER, Role.SECRETARY):
    IN_BRANCH[role] |= PAPER
BELOW[Role.SUPERIOR_REVIEWER] |= {"withdraw_appeal_for", "appeal_for"}
NOT_ON_OWN |= PAPER
PROPOSALS = {"hand_over_proposal", "answer_for"}
IN_BRANCH[Role.COMMITTEE] |= PROPOSALS
IN_BRANCH[Role.SECRETARY] |= PROPOSALS
NOT_ON_OWN |= PROPOSALS
for role in (Role.MEMBER, Role.RECORDER, Role.COMMITTEE, Role.SECRETARY, Role.LEADING_GROUP):
    IN_BRANCH[role] |= {"see_calendar"}
BELOW[Role.ADMINISTRATOR] |= {"set_holiday", "see_calendar"}
BELOW[Role.SUPERIOR_REVIEWER] |= {"see_calendar"}
BELOW[Role.AUDITOR] |= {"see_calendar", "see_sheets"}


ROSTER = {
    "transfer_in",
    "transfer_out",
    "start_probation",
    "turn_formal",
    "extend_probation",
    "end_probation",
}
ROSTER |= {"change_type", "grant_exemption", "end_exemption", "record_leave", "end_leave"}
MEMBER_READS.add("see_member")
OWN_AFFAIRS |= {"see_leaving_statement"}
AUDITED |= {"see_member", "see_leaving_statement"}
IN_BRANCH[Role.SECRETARY] |= ROSTER | {"confirm_year", "see_leaving_statement", "see_year_begin"}
for role in (
    Role.MEMBER,
    Role.RECORDER,
    Role.COMMITTEE,
    Role.SECRETARY,
    Role.LEADING_GROUP,
    Role.ADMINISTRATOR,
):
    IN_BRANCH[role] |= {"see_member"}
BELOW[Role.AUDITOR] |= {"see_member", "see_leaving_statement"}
for role in (Role.SUPERIOR_REVIEWER, Role.ADMINISTRATOR):
    BELOW[role] |= {"see_member"}


OWN_AFFAIRS |= {"see_own_uses"}
USES = {"confirm_use", "strike_use", "record_incentive"}
AUDITED |= {"see_uses"}
BELOW[Role.AUDITOR] |= {"see_uses"}
for role in (Role.SECRETARY, Role.LEADING_GROUP):
    IN_BRANCH[role] |= {"see_uses", "propose_uses", *USES}
IN_BRANCH[Role.SECRETARY] |= {"resolve_bottom_list"}
NOT_ON_OWN |= USES


ABOVE = {"ask_record", "hear_appeal", "decide_appeal"}
APPEALS_READ = {"see_appeal", "see_appeal_file", "see_appeals"}
OWN_AFFAIRS |= {"appeal", "withdraw_appeal", "acknowledge_finding", "see_appeal", "see_appeal_file"}
for role in (Role.COMMITTEE, Role.SECRETARY):
    IN_BRANCH[role] |= {"note_hearing", "give_record", "see_appeal", "see_appeals"}
AUDITED |= APPEALS_READ
BELOW[Role.AUDITOR] |= APPEALS_READ
BELOW[Role.SUPERIOR_REVIEWER] |= ABOVE | APPEALS_READ
NOT_ON_OWN |= ABOVE | {"note_hearing", "give_record"}


FOR_WHICH_NAMED = {
    "find",
    "note_hearing",
    "see_objection",
    "ask_handler",
    "assess",
    "see_matter",
    "see_evidence",
}
FOR_WHICH_NAMED |= {"confirm_veto", "decline_veto", "see_veto", "confirm_lifting"}
FOR_WHICH_NAMED |= {"confirm_correction", "decline_correction", "see_correction"}
OWN_AFFAIRS |= {"ask_handler"}
for role in (Role.COMMITTEE, Role.SECRETARY):
    IN_BRANCH[role] |= {"ask_handler"}
BELOW[Role.SUPERIOR_REVIEWER] |= {"name_handler"}
NOT_ON_OWN |= {"name_handler"}
IN_BRANCH[Role.SECRETARY] |= {"found_group", "place_members", "end_group", "export_branch"}
OWN_AFFAIRS |= {"see_register_form", "see_declaration"}
for role in (Role.SECRETARY, Role.RECORDER):
    IN_BRANCH[role] |= {"see_register_form", "see_declaration", "order_forms"}
AUDITED |= {"see_register_form", "see_declaration"}
BELOW[Role.AUDITOR] |= {"see_register_form", "see_declaration"}
BELOW[Role.SUPERIOR_REVIEWER] |= {"order_filed_forms"}
OWN_AFFAIRS |= {"see_points_file"}
IN_BRANCH[Role.RECORDER] |= {"see_ledger"}
IN_BRANCH[Role.SECRETARY] |= {"see_ledger", "see_points_file", "see_handover", "see_year_book"}
AUDITED |= {"see_ledger", "see_points_file", "see_handover", "see_year_book"}
BELOW[Role.AUDITOR] |= {"see_ledger", "see_points_file", "see_handover", "see_year_book"}
BELOW[Role.SUPERIOR_REVIEWER] |= {"see_handover", "see_year_book"}
ORDERING = {"found_general_branch", "place_branch", "rename_organisation", "end_general_branch"}
BELOW[Role.SUPERIOR_REVIEWER] |= ORDERING | {"see_organisations"}
BELOW[Role.GENERAL_OFFICER] |= {"see_superior_desk", "see_organisations", "see_posted_sheet", "see_roster"}
BELOW[Role.GENERAL_OFFICER] |= {"see_member", "see_calendar"}


def expected(verb: str, role: Role, relation: Relation, own_matter: bool) -> bool:
    if relation is NONE:
        return False
    if verb in NOT_ON_OWN and (own_matter or relation is SELF):
        return False
    if relation is NAMED:
        return role is Role.HANDLER and verb in FOR_WHICH_NAMED
    if relation is SUBORDINATE:
        return verb in BELOW[role]
    if role is Role.MEMBER and relation is SELF and verb in OWN_AFFAIRS:
        return True
    return verb in IN_BRANCH[role]


@pytest.mark.parametrize("verb", PERMISSIONS)
def test_the_whole_table(verb: str) -> None:
    for role, relation, own_matter in product(Role, Relation, (False, True)):
        answer = may(verb=verb, roles=frozenset({role}), relation=relation, own_matter=own_matter)
        place = f"{verb} {role} {relation} own={own_matter}"
        assert answer.allowed is expected(verb, role, relation, own_matter), place
        assert answer.reason.endswith("。"), place


def test_every_verb_the_offices_are_expected_to_have_exists() -> None:
    named = OWN_AFFAIRS.union(*IN_BRANCH.values(), *BELOW.values())
    assert named | {"end_posting", "lock"} == set(PERMISSIONS)


@given(
    st.sampled_from(sorted(PERMISSIONS)),
    st.frozensets(st.sampled_from(list(Role))),
    st.sampled_from(list(Relation)),
    st.booleans(),
)
def test_several_offices_allow_what_one_of_them_allows_and_no_more(
    verb: str, roles: frozenset[Role], relation: Relation, own_matter: bool
) -> None:
    together = may(verb=verb, roles=roles, relation=relation, own_matter=own_matter).allowed
    assert together is any(expected(verb, role, relation, own_matter) for role in roles)


@pytest.mark.parametrize("verb", PERMISSIONS)
def test_without_an_office_nothing_is_allowed(verb: str) -> None:
    for relation in Relation:
        assert not may(verb=verb, roles=frozenset(), relation=relation, own_matter=False).allowed


def test_nobody_assesses_own_matters_however_many_offices_they_hold() -> None:
    for verb, relation in product(ASSESSING, Relation):
        answer = may(verb=verb, roles=frozenset(Role), relation=relation, own_matter=True)
        assert not answer.allowed
        if relation in (SELF, BRANCH):
            assert "本人事项" in answer.reason


def test_the_administrator_gives_no_office_and_writes_no_points() -> None:
    roles = frozenset({Role.ADMINISTRATOR})
    allowed = {
        verb
        for verb, relation in product(PERMISSIONS, Relation)
        if may(verb=verb, roles=roles, relation=relation, own_matter=False).allowed
    }
    assert allowed == {
        "found_branch", "create_account", "create_accounts", "reset_code", "set_holiday", "see_roster", "see_member", "see_standard", "see_calendar",
    }  # fmt: skip


def test_the_auditor_only_reads() -> None:
    roles = frozenset({Role.AUDITOR})
    for verb, relation in product(PERMISSIONS, Relation):
        if may(verb=verb, roles=roles, relation=relation, own_matter=False).allowed:
            assert verb.startswith("see_")


@pytest.mark.parametrize(
    ("verb", "roles", "relation", "sentence"),
    [
        ("assess", {Role.COMMITTEE}, SELF, "本人事项，不能由您初评。请由其他支部委员办理。"),
        (
            "assess_batch",
            {Role.SECRETARY},
            SELF,
            "其中有本人事项，不能由您初评。请先取消选择这几件，由其他支部委员办理。",
        ),
        (
            "post",
            {Role.MEMBER},
            BRANCH,
            "公示由支部书记办理，您现在不担任这一职务。有需要的，请与他们联系。",
        ),
        ("declare", {Role.MEMBER}, BRANCH, "您只能为本人申报，别人的由别人自己办理。"),
        ("post", {Role.SECRETARY}, SUBORDINATE, "公示由那个支部自己办理，您的职务不在那里。"),
        ("end_posting", {Role.SECRETARY}, BRANCH, "结束公示到期自动办理，不由人操作。"),
        (
            "see_matter",
            {Role.MEMBER},
            BRANCH,
            "事项详情只对本人、积分记录员、支部委员、支部书记、上级指定的办理人、监督检查人开放。需要了解的，请与支部书记联系。",
        ),
        (
            "see_record_desk",
            {Role.COMMITTEE},
            BRANCH,
            "登记台只对积分记录员、监督检查人开放。需要了解的，请与支部书记联系。",
        ),
        ("withdraw", {Role.MEMBER}, SUBORDINATE, "您只能为本人撤回申报，别人的由别人自己办理。"),
        ("see_year", {Role.SECRETARY}, NONE, "没有找到这项内容。请核对网址，或从首页重新进入。"),
        ("post", {Role.SECRETARY}, BRANCH, "您是支部书记，可以公示。"),
    ],
)
def test_the_reasons(verb: str, roles: set[Role], relation: Relation, sentence: str) -> None:
    answer = may(verb=verb, roles=frozenset(roles), relation=relation, own_matter=False)
    assert answer.reason == sentence


def test_a_verb_outside_the_table_is_a_slip_in_the_program() -> None:
    with pytest.raises(KeyError):
        may(verb="delete", roles=frozenset(Role), relation=SELF, own_matter=False)


def test_every_office_and_relation_has_its_word() -> None:
    assert set(ROLE_NAMES) == set(Role)
    assert set(RELATION_NAMES) == set(Relation)
