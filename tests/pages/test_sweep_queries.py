"""Every page asks the database little, and as much of it for 200 members as for 20."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from fenming.pages.table_file import TABLES
from fenming.pages.urls import urlpatterns
from tests.conftest import on_a_copy
from tests.pages.browse import client_of, stop_clock
from tests.pages.crowd import Crowd, crowd_of, stages
from tests.pages.taken import Taken, not_on_the_page, take

pytestmark = pytest.mark.django_db

SIZES = (20, 200)
# A demo asks once more, for its day: ten in all.
AT_MOST = 9
# A review counts everything again, the ledger link by link: opened a few times a year.
# A matter's page may be about a report, what came back, files and a vacation at once; an appeal's about questions,
# hearings, files and the form of a decision; a report looked into about replies, rounds and decisions. A form on paper is the statement and what was posted of it. Whether there is ground for an appeal is judged as the verb judges it.
MORE = {
    "own_data": 43,  # every page of one's own, and the paper of all years
    "filing": 17,
    "filing_letter": 17,
    "filing_receipt": 17,
    "filing_summary_pdf": 18,
    "filing_summary_xlsx": 18,
    "filing_letter_word": 18,
    "appeal_receipt_word": 10,
    "matter": 10,
    "home": 10,
    "superior": 10,
    "report_inquiry": 12,
    "object_for": 10,
    "matter_reporter": 10,
    "register_form_word": 13,
    "register_form_year_word": 12,
    "sheet": 10,
    "appeal": 10,
    "appeal_receipt_paper": 10,
    "appeal_new": 17,
    "appeal_for": 20,  # besides, whose paper it is
    "declaration_blank": 11,  # the member's standings, the month's standard and its days without a clock
    "declaration_filled": 11,
    "register_form": 12,
    "register_form_year": 11,
    "explanation": 10,
    "standard_file": 10,
    "handover": 30,
    "year_book": 40,
    "points_file": 22,  # two years, each asked for by itself
}

# (stop in the year, who looks, name of the address, the address)
PAGES = (
    ("waiting", "", "sign_in", "/sign-in"),
    ("waiting", "", "health", "/healthz"),
    ("waiting", "zhou", "home", "/"),
    ("waiting", "han", "home", "/"),
    ("waiting", "lin", "home", "/"),
    ("waiting", "zhou", "set_password", "/account/password"),
    ("waiting", "lin", "reminders", "/account/reminders"),
    ("waiting", "", "calendar_feed", "/calendar/{secret}.ics"),
    ("waiting", "zhou", "statement", "/me/statement"),
    ("waiting", "zhou", "declare", "/declare"),
    ("waiting", "zhou", "declare", "/declare?q=志愿"),
    ("waiting", "zhou", "declare_details", "/declare/details?month={month}&item=DT5"),
    ("waiting", "lin", "matter", "/matters/{matter}"),
    ("waiting", "lin", "declare_received", "/declare/received/{own}"),
    ("waiting", "han", "matter", "/matters/{matter}"),
    ("waiting", "xu", "home", "/"),
    ("waiting", "xu", "matter", "/matters/{told}"),
    ("waiting", "xu", "matter_notice_word", "/matters/{notice}/notice.docx"),
    ("waiting", "xu", "matter_notice_paper", "/matters/{notice}/notice.pdf"),
    ("waiting", "lin", "veto_notice_word", "/vetoes/{paper_veto}/notice.docx"),
    ("waiting", "lin", "veto_notice_paper", "/vetoes/{paper_veto}/notice.pdf"),
    ("waiting", "xu", "matter_notice", "/matters/{notice}/notice"),
    ("waiting", "lin", "matter_reply_for", "/matters/{told}/reply-for"),
    ("waiting", "lin", "veto", "/vetoes/{paper_veto}"),
    ("waiting", "lin", "veto_notice", "/vetoes/{paper_veto}/notice"),
    ("waiting", "lin", "veto_answer_for", "/vetoes/{paper_veto}/answer-for"),
    ("waiting", "zhou", "report", "/report"),
    ("waiting", "zhou", "own_reports", "/me/reports"),
    ("waiting", "zhou", "evidence", "/matters/{returned}/evidence/1"),
    ("waiting", "han", "matter_reporter", "/matters/{reported}/reporter"),
    ("waiting", "han", "matter", "/matters/{reported}"),
    ("waiting", "zhou", "matter_resubmit", "/matters/{returned}/resubmit"),
    ("waiting", "zhou", "matter", "/matters/{returned}"),
    ("waiting", "zhou", "notices", "/notices"),
    ("waiting", "zhou", "calendar", "/calendar"),
    ("waiting", "lin", "form_templates", "/form-templates"),
    ("waiting", "lin", "form_template", "/form-templates/register_form"),
    ("waiting", "lin", "form_template_file", "/form-templates/register_form/0.docx"),
    ("waiting", "xu", "roll_call", "/desk/roll-call"),
    ("waiting", "xu", "sheets", "/desk/sheets"),
    ("waiting", "xu", "sheet", "/desk/sheets/{zhou}/{month}"),
    ("waiting", "xu", "record", "/desk/record"),
    ("waiting", "xu", "record", "/desk/record?item=DT5"),
    ("waiting", "xu", "record", "/desk/record?item=K03"),
    ("waiting", "han", "assess_desk", "/desk/assess"),
    ("waiting", "han", "assess_month", "/desk/assess/{month}"),
    ("waiting", "han", "assess_month", "/desk/assess/{month}?show=alone"),
    ("waiting", "han", "assess_matter", "/matters/{reported}/assess"),
    ("waiting", "zhou", "roster", "/roster"),
    ("waiting", "lin", "roster", "/roster"),
    ("waiting", "zhou", "offices", "/offices"),
    ("waiting", "lin", "offices", "/offices"),
    ("waiting", "lin", "end_office", "/offices/1/end"),
    ("waiting", "lin", "slips", "/roster/slips"),
    ("waiting", "lin", "reset_code", "/roster/accounts/5/reset"),
    ("waiting", "lin", "opening", "/opening"),
    ("waiting", "lin", "imports", "/imports"),
    ("waiting", "lin", "import_new", "/imports/new/roster"),
    ("waiting", "lin", "import_template", "/imports/new/opening/template.xlsx"),
    ("waiting", "lin", "import_check", "/imports/{import_id}"),
    ("waiting", "lin", "vetoes", "/vetoes"),
    ("waiting", "han", "veto_new", "/vetoes/new"),
    ("waiting", "lin", "veto", "/vetoes/{veto}"),
    ("waiting", "he", "veto", "/vetoes/{veto}"),
    ("waiting", "he", "statement", "/me/statement"),
    ("waiting", "zhou", "standard", "/standard"),
    ("waiting", "lin", "setup_members", "/setup/members"),
    ("waiting", "lin", "setup_standard", "/setup/standard"),
    ("waiting", "lin", "setup", "/setup"),
    ("waiting", "lin", "years", "/year"),
    ("waiting", "lin", "year", "/year/2026"),
    ("waiting", "xu", "declaration_blank", "/roster/{zhou}/declarations/{month}-blank.pdf"),
    ("waiting", "zhou", "declaration_filled", "/roster/{zhou}/declarations/{month}.pdf"),
    ("waiting", "han", "assess_summary", "/desk/assess/{month}.pdf"),
    ("called", "lin", "home", "/"),
    ("called", "lin", "meetings", "/meetings"),
    ("called", "lin", "meeting", "/meetings/{meeting}"),
    ("called", "zhou", "meeting", "/meetings/{meeting}"),
    ("called", "xu", "meeting_attendance", "/meetings/{meeting}/attendance"),
    ("called", "lin", "meeting_move", "/meetings/{meeting}/move"),
    ("called", "lin", "meeting_cancel", "/meetings/{meeting}/cancel"),
    ("called", "lin", "meeting", "/meetings/{monthly}"),
    ("called", "zhou", "meeting_notice_word", "/meetings/{meeting}/notice.docx"),
    ("called", "zhou", "meeting_notice_paper", "/meetings/{meeting}/notice.pdf"),
    ("called", "zhou", "meeting_agenda", "/meetings/{meeting}/agenda.pdf"),
    ("called", "lin", "meeting_agenda", "/meetings/{monthly}/agenda.pdf"),
    ("called", "xu", "meeting_attendance_list", "/meetings/{meeting}/attendance.pdf"),
    ("open", "lin", "meeting", "/meetings/{meeting}"),
    ("open", "lin", "meeting_attendance", "/meetings/{meeting}/attendance"),
    ("open", "lin", "meeting_single_out", "/meetings/{meeting}/single-out"),
    ("open", "lin", "meeting_matter", "/meetings/{meeting}/matters/{singled_out}"),
    ("open", "lin", "meeting_report_back", "/meetings/{meeting}/report-back"),
    ("open", "lin", "report_note", "/meetings/{meeting}/report-back.pdf"),
    ("open", "lin", "meeting_close", "/meetings/{meeting}/close"),
    ("open", "lin", "meeting_topics", "/meetings/{meeting}/topics"),
    ("open", "lin", "meeting_topic", "/meetings/{meeting}/topics/{topic}"),
    ("closed", "lin", "home", "/"),
    ("closed", "zhou", "meetings", "/meetings"),
    ("closed", "zhou", "meeting", "/meetings/{meeting}"),
    ("closed", "zhou", "meeting_resolution", "/meetings/{meeting}/resolution.pdf"),
    ("closed", "zhou", "meeting_minutes", "/meetings/{meeting}/minutes.pdf"),
    ("closed", "zhou", "meeting_minutes_word", "/meetings/{meeting}/minutes.docx"),
    ("closed", "lin", "matter", "/matters/{matter}"),
    ("closed", "lin", "matter_trail", "/matters/{matter}/trail"),
    ("closed", "han", "assess_month", "/desk/assess/{month}"),
    ("closed", "lin", "postings", "/postings"),
    ("posted", "", "posting_sheet", "/p/{code}"),
    ("posted", "zhou", "posting_sheet", "/p/{code}"),
    ("posted", "zhou", "posting_paper", "/postings/{quarter}/sheet.pdf"),
    ("posted", "", "posting_enquiry", "/p/{code}/enquiry"),
    ("posted", "", "posting_file", "/p/{code}/sheet.json"),
    ("posted", "", "verify", "/verify?code={code}"),
    ("posted", "xu", "enquiries", "/enquiries"),
    ("posted", "xu", "enquiry", "/enquiries/{enquiry}"),
    ("posted", "lin", "postings", "/postings"),
    ("posted", "zhou", "posting_lines", "/postings/{quarter}"),
    ("posted", "zhou", "statement", "/me/statement"),
    ("posted", "zhou", "objections", "/objections"),
    ("posted", "shen", "objections", "/objections"),
    ("posted", "zhou", "object_to", "/objections/new"),
    ("posted", "zhou", "object_to", "/objections/new?omitted=1"),
    ("posted", "lin", "object_to", "/objections/new"),
    ("posted", "xu", "object_for", "/objections/for/{paper}"),
    ("posted", "xu", "object_for", "/objections/for/{paper}?omitted=1"),
    ("posted", "xu", "acknowledge_for", "/findings/{slip}/receipt-for"),
    ("posted", "lin", "correction", "/corrections/{paper_correction}"),
    ("posted", "xu", "withdraw_objection_for", "/objections/{paper_objection}/withdraw-for"),
    ("posted", "xu", "appeal_for", "/appeals/for/{paper}"),
    ("posted", "gao", "appeal_for", "/appeals/for/{paper}?omitted=1"),
    ("posted", "gao", "appeal_for", "/appeals/for/{paper}?objection={paper_objection}"),
    ("posted", "gao", "withdraw_appeal_for", "/appeals/{paper_appeal}/withdraw-for"),
    ("posted", "gao", "appeal", "/appeals/{paper_appeal}"),
    ("posted", "lin", "correction_notice_word", "/corrections/{paper_correction}/notice.docx"),
    ("posted", "lin", "correction_notice_paper", "/corrections/{paper_correction}/notice.pdf"),
    ("posted", "lin", "reopening_notice_word", "/reopenings/{paper_reopening}/notice.docx"),
    ("posted", "lin", "reopening_notice_paper", "/reopenings/{paper_reopening}/notice.pdf"),
    ("posted", "lin", "correction_notice", "/corrections/{paper_correction}/notice"),
    ("posted", "lin", "correction_answer_for", "/corrections/{paper_correction}/answer-for"),
    ("posted", "lin", "reopening", "/reopenings/{paper_reopening}"),
    ("posted", "lin", "reopening_notice", "/reopenings/{paper_reopening}/notice"),
    ("posted", "lin", "reopening_answer_for", "/reopenings/{paper_reopening}/answer-for"),
    ("posted", "zhou", "objection", "/objections/{objection}"),
    ("posted", "shen", "objection", "/objections/{objection}"),
    ("posted", "han", "objection", "/objections/{objection}"),
    ("posted", "xu", "objection_blank", "/objections/blank.pdf"),
    ("posted", "han", "objection_receipt_word", "/objections/{objection}/receipt.docx"),
    ("posted", "han", "objection_finding_word", "/objections/{answered}/finding.docx"),
    ("posted", "lin", "objection_answer_word", "/objections/{answered}/answer.docx"),
    ("posted", "gao", "appeal_receipt_word", "/appeals/{appeal}/receipt.docx"),
    ("posted", "han", "objection_receipt_paper", "/objections/{objection}/receipt.pdf"),
    ("posted", "han", "objection_finding_paper", "/objections/{answered}/finding.pdf"),
    ("posted", "lin", "objection_answer_paper", "/objections/{answered}/answer.pdf"),
    ("posted", "zhou", "appeals", "/appeals"),
    ("posted", "lin", "appeals", "/appeals"),
    ("posted", "gao", "appeals", "/appeals"),
    ("posted", "zhou", "appeal_new", "/appeals/new"),
    ("posted", "lin", "appeal_new", "/appeals/new?omitted=1"),
    ("posted", "lin", "appeal_new", "/appeals/new?matter={posted}"),
    ("posted", "zhou", "appeal", "/appeals/{appeal}"),
    ("posted", "lin", "appeal", "/appeals/{appeal}"),
    ("posted", "gao", "appeal", "/appeals/{appeal}"),
    ("posted", "gao", "appeal", "/appeals/{other_appeal}"),
    ("posted", "gao", "appeal_receipt_paper", "/appeals/{appeal}/receipt.pdf"),
    ("posted", "gao", "appeal_evidence", "/appeals/{appeal}/evidence/1"),
    ("posted", "gao", "home", "/"),
    ("posted", "gao", "superior", "/superior"),
    ("posted", "gao", "roster", "/roster?branch={branch}"),
    ("posted", "gao", "standard", "/standard?branch={branch}"),
    ("posted", "gao", "name_handler", "/superior/handlers/{asked}"),
    ("posted", "gao", "name_handler", "/superior/handlers/{asked}?place={branch}"),
    ("posted", "xu", "corrections", "/corrections"),
    ("posted", "xu", "propose_correction", "/corrections/new?entry={typed_wrong}"),
    ("posted", "lin", "correction", "/corrections/{correction}"),
    ("posted", "shen", "correction", "/corrections/{correction}"),
    ("posted", "han", "reopen", "/matters/{again}/reopen"),
    ("posted", "lin", "reopening", "/reopenings/{reopening}"),
    ("posted", "lin", "matter", "/matters/{reopened}"),
    ("settled", "lin", "home", "/"),
    ("settled", "lin", "year", "/year/2026"),
    ("announced", "lin", "year", "/year/2026"),
    ("announced", "lin", "year_file", "/year/2026/results.csv"),
    ("announced", "lin", "year_file", "/year/2026/roster.csv"),
    ("announced", "lin", "year_file", "/year/2026/ledger.csv"),
    ("announced", "zhou", "statement", "/me/statement?year=2026"),
    ("announced", "zhou", "home", "/"),
    ("met", "lin", "year_appraisal", "/year/2026/appraisal"),
    ("filed", "lin", "year", "/year/2026"),
    ("filed", "lin", "year_appraisal", "/year/2026/appraisal"),
    ("filed", "lin", "uses", "/uses"),
    ("listed", "lin", "filing_receipt", "/superior/filings/{filing}/receipt.pdf"),
    ("listed", "lin", "uses", "/uses"),
    ("listed", "lin", "uses_year", "/uses/2026"),
    ("listed", "lin", "use", "/uses/names/{candidate}"),
    ("listed", "lin", "bottom_list", "/uses/bottom-list"),
    ("listed", "zhou", "own_uses", "/me/uses"),
    ("filed", "lin", "filing", "/superior/filings/{filing}"),
    ("filed", "gao", "filing", "/superior/filings/{filing}"),
    ("filed", "gao", "appeal_finding_word", "/appeals/{other_appeal}/finding.docx"),
    ("filed", "gao", "appeal_answer_word", "/appeals/{other_appeal}/answer.docx"),
    ("filed", "lin", "filing_letter_word", "/superior/filings/{filing}/letter.docx"),
    ("filed", "gao", "appeal_finding_paper", "/appeals/{other_appeal}/finding.pdf"),
    ("filed", "gao", "appeal_answer_paper", "/appeals/{other_appeal}/answer.pdf"),
    ("announced", "lin", "year_summary_pdf", "/year/2026/summary.pdf"),
    ("announced", "lin", "year_summary_xlsx", "/year/2026/summary.xlsx"),
    ("filed", "lin", "filing_letter", "/superior/filings/{filing}/letter.pdf"),
    ("filed", "gao", "filing_summary_pdf", "/superior/filings/{filing}/summary.pdf"),
    ("filed", "gao", "filing_summary_xlsx", "/superior/filings/{filing}/summary.xlsx"),
    ("filed", "gao", "filing_archive", "/superior/filings/{filing}/archive.zip"),
    ("filed", "gao", "received_years", "/superior/received"),
    ("filed", "gao", "received_year", "/superior/received/{received}"),
    ("filed", "gao", "received_receipt", "/superior/received/{received}/receipt.pdf"),
    ("filed", "gao", "receipt_file", "/superior/received/{received}/receipt.json"),
    ("filed", "gao", "superior", "/superior"),
    ("filed", "gao", "organisations", "/superior/organisations"),
    ("filed", "gao", "rename_organisation", "/superior/organisations/{branch}/name"),
    ("filed", "gao", "place_branch", "/superior/organisations/{branch}/place"),
    ("filed", "gao", "end_general_branch", "/superior/organisations/{general}/end"),
    ("filed", "gao", "general_officer", "/superior/organisations/{general}/officer"),
    ("filed", "gao", "report_inquiries", "/superior/reports"),
    ("filed", "gao", "report_inquiry", "/superior/reports/{inquiry}"),
    ("filed", "he", "own_reports", "/me/reports"),
    ("filed", "gao", "superior_statistics", "/superior/statistics"),
    ("filed", "gao", "home", "/"),
    ("filed", "lin", "follow_up", "/follow-up"),
    ("filed", "he", "follow_up", "/follow-up"),
    ("filed", "lin", "talk_new", "/follow-up/talks/new"),
    ("filed", "lin", "talk", "/follow-up/talks/{talk}"),
    ("filed", "han", "disposal_new", "/follow-up/disposals/new"),
    ("filed", "lin", "disposal", "/follow-up/disposals/{disposal}"),
    ("filed", "gao", "disposal", "/follow-up/disposals/{disposal}"),
    ("filed", "gao", "follow_up", "/follow-up"),
    ("filed", "lin", "rectification_new", "/follow-up/rectifications/new"),
    ("filed", "he", "rectification", "/follow-up/rectifications/{rectification}"),
    ("moved", "lin", "roster", "/roster"),
    ("moved", "lin", "member", "/roster/{zhou}"),
    ("moved", "zhou", "member", "/roster/{jiang}"),
    ("moved", "lin", "leaving_statement", "/roster/{left}/leaving-statement"),
    ("moved", "lin", "register_form_word", "/roster/{zhou}/register-form/2026-2.docx"),
    ("moved", "lin", "register_form_year_word", "/roster/{zhou}/register-form/2026.docx"),
    ("moved", "lin", "transfer_in", "/roster/transfer-in"),
    ("moved", "lin", "receive_member", "/roster/transfer-in/{departure}"),
    ("moved", "lin", "end_absence", "/roster/absences/{away}/end"),
    ("moved", "lin", "groups", "/groups"),
    ("moved", "lin", "form_batches", "/forms"),
    ("moved", "gao", "form_batches", "/forms"),
    ("moved", "lin", "form_batch", "/forms/{batch}"),
    ("moved", "lin", "form_batch_file", "/forms/{batch}/file"),
    ("moved", "lin", "branch_export", "/branch/export"),
    ("announced", "zhou", "own_data", "/me/data.zip"),
    ("waiting", "zhou", "statement", "/me/statement?as=csv"),
    ("waiting", "han", "assess_month", "/desk/assess/{month}?as=csv"),
    ("closed", "lin", "matter_trail", "/matters/{matter}/trail?as=csv"),
    ("moved", "lin", "register_forms", "/roster/{zhou}/register-form"),
    ("moved", "lin", "register_form", "/roster/{zhou}/register-form/2026-2.pdf"),
    ("moved", "lin", "register_form_year", "/roster/{zhou}/register-form/2026.pdf"),
    ("moved", "xu", "papers", "/papers"),
    ("moved", "xu", "ledger_books", "/ledger"),
    ("moved", "xu", "ledger_year", "/ledger/2026.pdf"),
    ("moved", "lin", "ledger_quarter", "/ledger/2026-1.pdf"),
    ("moved", "zhou", "roster_file", "/roster/on/2026-06-10.pdf"),
    ("moved", "xu", "ledger_year_table", "/ledger/2026.xlsx"),
    ("moved", "lin", "ledger_quarter_table", "/ledger/2026-1.xlsx"),
    ("moved", "zhou", "roster_table", "/roster/on/2026-06-10.xlsx"),
    ("moved", "lin", "handover", "/branches/{branch}/handover.zip"),
    ("filed", "lin", "year_book", "/branches/{branch}/years/2026/book.zip"),
    ("moved", "zhou", "standard_file", "/standard/paper.pdf"),
    ("moved", "zhou", "points_file", "/roster/{zhou}/points-file.pdf"),
    ("moved", "zhou", "explanation", "/roster/{zhou}/explanation/2026.pdf"),
    ("moved", "lin", "transfer_out", "/roster/{zhou}/transfer-out"),
    ("moved", "lin", "change_type", "/roster/{zhou}/change-type"),
    ("moved", "lin", "grant_exemption", "/roster/{zhou}/grant-exemption"),
    ("moved", "lin", "record_leave", "/roster/{zhou}/record-leave"),
    ("moved", "lin", "start_probation", "/roster/{jiang}/start-probation"),
    ("moved", "lin", "turn_formal", "/roster/{jiang}/turn-formal"),
    ("moved", "lin", "extend_probation", "/roster/{jiang}/extend-probation"),
    ("moved", "lin", "note_approval", "/roster/probation/{decision}/approval"),
    ("moved", "lin", "end_probation", "/roster/{jiang}/end-probation"),
    ("moved", "lin", "year_begin", "/year/2027/begin"),
)
# Addresses that only take what a form sends.
FORMS_ONLY = {
    "sign_out", "large_type", "notices_seen", "add_pause", "set_holiday", "sheet_nothing_new", "enrol_members", "give_office", "create_account", "post_quarter", "settle_year",
    "announce_year", "settle_year_again", "sign_year", "file_year", "superior_accept", "filing_accept", "filing_return",
    "declare_check", "declare_submit", "declare_nothing_new", "matter_reply", "matter_withdraw",
    "report_withdraw", "matter_evidence", "evidence_remove",
    "meeting_open", "meeting_en_bloc", "meeting_circulate", "meeting_topic_drop", "meeting_addendum", "matter_withhold",
    "opening_check", "opening_enter", "veto_answer", "veto_confirm", "veto_decline", "veto_lift", "veto_lift_confirm", "demo_next_day",
    "withdraw_objection", "note_hearing", "find", "acknowledge_finding", "withdraw_appeal", "ask_record", "give_record",
    "hear_appeal", "decide_appeal", "answer_correction", "confirm_correction", "decline_correction",
    "answer_reopening", "drop_reopening", "objection_handler", "veto_handler", "correction_handler", "matter_handler",
}  # fmt: skip
FORMS_ONLY |= {"found_group", "place_members", "end_group", "branch_export_file"}
FORMS_ONLY |= {"talk_acknowledge", "rectification_report", "rectification_check"}
FORMS_ONLY |= {f"disposal_{step}" for step in ("answer", "hear", "decide", "file", "accept", "return")}
FORMS_ONLY |= {"propose_uses", "confirm_use", "strike_use", "record_incentive"}
FORMS_ONLY |= {"received_accept", "received_return", "enter_receipt"}
FORMS_ONLY |= {"import_accept", "import_drop"}
FORMS_ONLY |= {"form_template_default"}
FORMS_ONLY |= {"feed_open", "feed_revoke", "mail_stop"}
FORMS_ONLY |= {"refer_report", "read_judgement", "report_inquiry_look"}
# Register forms of a whole branch: the facts of fifty members are held at once.
BY_FIFTIES = {"year_book"}
REDIRECTS = {"assess_desk", "years", "setup", "setup_standard"}

# Pages that have nothing to list in that year.
EMPTY = {"bottom_list.html", "calendar.html", "groups.html", "meeting_month.html", "notices.html", "use.html"}

Asked = dict[tuple[str, str, str, str], dict[int, tuple[int, list[str]]]]


def questions(client: Client, path: str) -> tuple[int, list[str]]:
    """Status and SQL of a page that was opened once before: a cache is filled on first use."""
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        response = client.get(path)
    return response.status_code, [query["sql"] for query in asked.captured_queries]


def sweep(crowd: Crowd, size: int, asked: Asked, taken: list[Taken]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        for stop in stages(crowd):
            stop_clock(patch, crowd.now)
            for page in PAGES:
                if page[0] == stop:
                    client = client_of(getattr(crowd.people, page[1])) if page[1] else Client()
                    address = page[3].format(**crowd.ids)
                    asked.setdefault(page, {})[size] = questions(client, address)
                    taken += take(client, page[1], address) if size == SIZES[0] else []


@pytest.fixture(scope="module")
def swept(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Asked, list[Taken]]:
    """What each page asks of a branch of each size, and the files of the pages of a small one."""
    found: tuple[Asked, list[Taken]] = ({}, [])
    for size in SIZES:
        with on_a_copy(django_db_blocker, tmp_path_factory.mktemp("crowd")):
            sweep(crowd_of(size), size, *found)
    return found


@pytest.fixture
def asked(swept: tuple[Asked, list[Taken]]) -> Asked:
    return swept[0]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page[0]}-{page[1]}-{page[3]}")
def test_a_page_asks_little_however_many_members(asked: Asked, page: tuple[str, str, str, str]) -> None:
    statuses = {size: status for size, (status, _) in asked[page].items()}
    assert statuses == dict.fromkeys(SIZES, 302 if page[2] in REDIRECTS else 200)
    few, many = (asked[page][size][1] for size in SIZES)
    assert len(few) == len(many) or page[2] in BY_FIFTIES, [sql for sql in many if sql not in few]
    assert len(many) <= MORE.get(page[2], AT_MOST), many


def test_nothing_is_in_a_file_that_is_not_on_its_page(swept: tuple[Asked, list[Taken]]) -> None:
    found = [found for one in swept[1] for found in not_on_the_page(one)]
    assert not found, "\n".join(found)
    assert {one.template for one in swept[1]} >= set(TABLES) - EMPTY


def test_every_page_is_among_them() -> None:
    assert {page[2] for page in PAGES} | FORMS_ONLY >= {pattern.name for pattern in urlpatterns}
    assert not {page[2] for page in PAGES} & FORMS_ONLY
