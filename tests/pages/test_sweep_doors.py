"""Who gets through which door: every address, by everyone, to look and to write; and forged ids get nowhere."""

from __future__ import annotations

import re
from typing import Any

import pytest

from fenming.pages.made_file import KINDS
from fenming.pages.urls import urlpatterns
from fenming.records.models import Person
from tests.cast import key
from tests.once import every_row
from tests.pages.browse import stop_clock, text
from tests.pages.doors import (
    NOW,
    PREPARED,
    QUERY,
    VISITORS,
    Scene,
    address,
    cell,
    ids_for,
    scene_in_june,
    sent,
    undone,
    write,
)
from tests.prints.looking import told_by
from tests.prints.word_reading import words_of

pytestmark = pytest.mark.django_db

# door: led to the sign-in page; no: refused, with whose office it is; *: something was written.
# An address that only takes forms leads home.
LOOK = """
                     anonymous owner member probationary recorder committee secretary leading superior stranger
sign_in              200   302   302   302   302   302   302   302   302   302
sign_out             door  302   302   302   302   302   302   302   302   302
set_password         door  200   200   200   200   200   200   200   200   200
large_type           door  302   302   302   302   302   302   302   302   302
health               200   200   200   200   200   200   200   200   200   200
reminders            door  200   200   200   200   200   200   200   200   200
feed_open            door  302   302   302   302   302   302   302   302   302
feed_revoke          door  302   302   302   302   302   302   302   302   302
mail_stop            door  302   302   302   302   302   302   302   302   302
calendar_feed        404   404   404   404   404   404   404   404   404   404
home                 door  200   200   200   200   200   200   200   200   200
statement            door  200   200   200   200   200   200   200   200   200
own_data             door  200   200   200   200   200   200   200   404   200
notices              door  200   200   200   200   200   200   200   200   200
notices_seen         door  302   302   302   302   302   302   302   302   302
setup                door  302   302   302   302   302   302   302   302   302
setup_members        door  302   302   302   302   302   200   302   302   200
setup_standard       door  302   302   302   302   302   302   302   302   302
roster               door  200   200   200   200   200   200   200   200   200
enrol_members        door  302   302   302   302   302   302   302   302   302
give_office          door  302   302   302   302   302   302   302   302   302
reset_code           door  no    no    no    no    no    200   no    no    404
slips                door  no    no    no    no    no    200   no    no    no
offices              door  200   200   200   200   200   200   200   200   200
end_office           door  no    no    no    no    no    200   no    200   404
create_account       door  302   302   302   302   302   302   302   302   302
transfer_in          door  no    no    no    no    no    200   no    no    200
receive_member       door  no    no    no    no    no    200   no    no    404
member               door  200   200   200   200   200   200   200   200   404
leaving_statement    door  no    no    no    no    no    200   no    no    404
branch_export        door  no    no    no    no    no    200   no    no    200
branch_export_file   door  302   302   302   302   302   302   302   302   302
groups               door  200   200   200   200   200   200   200   200   200
register_form_year_word door no  no    no    200   no    200   no    no    404
register_form_word   door  no    no    no    200   no    200   no    no    404
found_group          door  302   302   302   302   302   302   302   302   302
place_members        door  302   302   302   302   302   302   302   302   302
end_group            door  302   302   302   302   302   302   302   302   302
register_forms       door  no    no    no    200   no    200   no    no    404
register_form_year   door  no    no    no    200   no    200   no    no    404
register_form        door  no    no    no    200   no    200   no    no    404
papers               door  200   200   200   200   200   200   200   no    200
ledger_books         door  no    no    no    200   no    200   no    no    200
ledger_year          door  no    no    no    200   no    200   no    no    200
ledger_quarter       door  no    no    no    200   no    200   no    no    200
roster_file          door  200   200   200   200   200   200   200   200   200
ledger_year_table    door  no    no    no    200   no    200   no    no    200
ledger_quarter_table door  no    no    no    200   no    200   no    no    200
roster_table         door  200   200   200   200   200   200   200   200   200
handover             door  no    no    no    no    no    200   no    200   404
year_book            door  no    no    no    no    no    409   no    409   404
standard_file        door  200   200   200   200   200   200   200   200   200
points_file          door  no    no    no    no    no    200   no    no    404
explanation          door  no    no    no    no    no    200   no    no    404
form_batches         door  no    no    no    200   no    200   no    200   200
form_batch           door  no    no    no    200   no    200   no    no    404
form_batch_file      door  no    no    no    409   no    409   no    no    404
transfer_out         door  no    no    no    no    no    200   no    no    404
start_probation      door  no    no    no    no    no    200   no    no    404
turn_formal          door  no    no    no    no    no    200   no    no    404
extend_probation     door  no    no    no    no    no    200   no    no    404
end_probation        door  no    no    no    no    no    200   no    no    404
change_type          door  no    no    no    no    no    200   no    no    404
grant_exemption      door  no    no    no    no    no    200   no    no    404
record_leave         door  no    no    no    no    no    200   no    no    404
end_absence          door  no    no    no    no    no    200   no    no    404
year_begin           door  no    no    no    no    no    200   no    no    200
standard             door  200   200   200   200   200   200   200   200   200
calendar             door  200   200   200   200   200   200   200   200   200
add_pause            door  302   302   302   302   302   302   302   302   302
form_templates       door  no    no    no    no    no    200   no    no    200
form_template        door  no    no    no    no    no    200   no    no    200
form_template_file   door  no    no    no    no    no    200   no    no    200
form_template_default door  302   302   302   302   302   302   302   302   302
set_holiday          door  302   302   302   302   302   302   302   302   302
opening              door  no    no    no    no    no    200   no    no    200
opening_check        door  302   302   302   302   302   302   302   302   302
opening_enter        door  302   302   302   302   302   302   302   302   302
vetoes               door  no    no    no    no    200   200   no    no    200
veto_new             door  no    no    no    no    200   200   no    no    200
veto                 door  200   no    no    no    200   200   no    no    404
veto_answer          door  302   302   302   302   302   302   302   302   302
veto_confirm         door  302   302   302   302   302   302   302   302   302
veto_decline         door  302   302   302   302   302   302   302   302   302
veto_handler         door  302   302   302   302   302   302   302   302   302
veto_lift            door  302   302   302   302   302   302   302   302   302
veto_lift_confirm    door  302   302   302   302   302   302   302   302   302
postings             door  200   200   200   200   200   200   200   no    200
posting_lines        door  404   404   404   404   404   404   404   no    404
posting_paper        door  200   200   200   200   200   200   200   200   404
post_quarter         door  302   302   302   302   302   302   302   302   302
posting_sheet        410   200   200   200   200   200   200   200   200   410
posting_file         410   200   200   200   200   200   200   200   200   410
verify               200   200   200   200   200   200   200   200   200   200
posting_enquiry      410   410   410   410   410   410   410   410   410   410
enquiries            door  no    no    no    200   no    200   no    no    200
enquiry              door  no    no    no    200   no    200   no    no    404
years                door  302   302   302   302   302   302   302   302   302
year                 door  no    no    no    no    no    200   200   no    200
settle_year          door  302   302   302   302   302   302   302   302   302
announce_year        door  302   302   302   302   302   302   302   302   302
settle_year_again    door  302   302   302   302   302   302   302   302   302
sign_year            door  302   302   302   302   302   302   302   302   302
year_appraisal       door  no    no    no    no    no    302   302   no    302
file_year            door  302   302   302   302   302   302   302   302   302
uses                 door  no    no    no    no    no    200   200   no    200
uses_year            door  no    no    no    no    no    200   200   no    200
own_uses             door  200   200   200   200   200   200   200   no    200
bottom_list          door  no    no    no    no    no    200   200   no    200
propose_uses         door  302   302   302   302   302   302   302   302   302
use                  door  no    no    no    no    no    200   200   no    404
confirm_use          door  302   302   302   302   302   302   302   302   302
strike_use           door  302   302   302   302   302   302   302   302   302
record_incentive     door  302   302   302   302   302   302   302   302   302
superior             door  no    no    no    no    no    no    no    200   no
superior_statistics  door  no    no    no    no    no    no    no    200   no
name_handler         door  no    no    no    no    no    no    no    200   404
organisations        door  no    no    no    no    no    no    no    200   no
rename_organisation  door  no    no    no    no    no    no    no    200   404
place_branch         door  no    no    no    no    no    no    no    200   404
end_general_branch   door  404   404   404   404   404   404   404   200   404
general_officer      door  404   404   404   404   404   404   404   200   404
report_inquiries     door  no    no    no    no    no    no    no    200   no
report_inquiry       door  no    no    no    no    no    no    no    200   404
report_inquiry_look  door  302   302   302   302   302   302   302   302   302
refer_report         door  302   302   302   302   302   302   302   302   302
read_judgement       door  302   302   302   302   302   302   302   302   302
superior_accept      door  302   302   302   302   302   302   302   302   302
filing               door  no    no    no    no    no    200   200   200   404
received_years       door  no    no    no    no    no    no    no    200   no
received_year        door  no    no    no    no    no    no    no    200   no
received_accept      door  302   302   302   302   302   302   302   302   302
received_return      door  302   302   302   302   302   302   302   302   302
received_receipt     door  no    no    no    no    no    no    no    200   no
receipt_file         door  no    no    no    no    no    no    no    200   no
enter_receipt        door  302   302   302   302   302   302   302   302   302
filing_letter        door  no    no    no    no    no    200   200   200   404
filing_summary_pdf   door  no    no    no    no    no    200   200   200   404
filing_summary_xlsx  door  no    no    no    no    no    200   200   200   404
filing_receipt       door  no    no    no    no    no    404   404   404   404
year_summary_pdf     door  no    no    no    no    no    200   200   no    200
year_summary_xlsx    door  no    no    no    no    no    200   200   no    200
filing_letter_word   door  no    no    no    no    no    200   200   200   404
filing_archive       door  no    no    no    no    no    200   200   200   404
filing_accept        door  302   302   302   302   302   302   302   302   302
filing_return        door  302   302   302   302   302   302   302   302   302
year_file            door  no    no    no    no    no    200   200   no    200
declare              door  200   200   200   200   200   200   200   no    200
declare_details      door  200   200   200   200   200   200   200   no    404
declare_check        door  302   302   302   302   302   302   302   302   302
declare_submit       door  302   302   302   302   302   302   302   302   302
declare_received     door  302   no    no    no    no    no    no    no    404
declare_nothing_new  door  302   302   302   302   302   302   302   302   302
matter               door  200   no    no    200   200   200   no    no    404
matter_trail         door  200   no    no    200   200   200   no    no    404
matter_reply         door  302   302   302   302   302   302   302   302   302
matter_notice_word   door  no    no    no    200   no    200   no    no    404
matter_notice_paper   door  no    no    no    200   no    200   no    no    404
matter_notice        door  no    no    no    200   no    200   no    no    404
matter_reply_for     door  no    no    no    200   no    200   no    no    404
matter_withdraw      door  302   302   302   302   302   302   302   302   302
meeting_notice_word  door  200   200   200   200   200   200   200   no    404
meeting_notice_paper  door  200   200   200   200   200   200   200   no    404
meeting_minutes_word door  200   200   200   200   200   200   200   no    404
matter_evidence      door  302   302   302   302   302   302   302   302   302
evidence             door  200   no    no    200   200   200   no    no    404
evidence_remove      door  302   302   302   302   302   302   302   302   302
matter_reporter      door  no    no    no    no    200   no    no    no    404
report               door  200   200   200   200   200   200   200   no    200
own_reports          door  200   200   200   200   200   200   200   no    200
report_withdraw      door  302   302   302   302   302   302   302   302   302
matter_resubmit      door  409   no    no    409   no    no    no    no    404
record               door  no    no    no    200   no    no    no    no    200
roll_call            door  no    no    no    200   no    no    no    no    200
sheets               door  no    no    no    200   no    200   no    no    200
sheet                door  no    no    no    200   no    200   no    no    404
sheet_nothing_new    door  302   302   302   302   302   302   302   302   302
assess_desk          door  no    no    no    no    302   302   no    no    302
assess_month         door  no    no    no    no    200   200   no    no    404
assess_matter        door  no    no    no    no    200   200   no    no    404
matter_handler       door  302   302   302   302   302   302   302   302   302
meetings             door  200   200   200   200   200   200   200   no    200
meeting              door  200   200   200   200   200   200   200   no    404
assess_summary       door  no    no    no    no    200   200   no    no    404
declaration_blank    door  no    no    no    200   no    200   no    no    404
declaration_filled   door  no    no    no    200   no    200   no    no    404
meeting_agenda       door  200   200   200   200   200   200   200   no    404
meeting_attendance_list door  no    no    no    200   no    200   no    no    404
meeting_minutes      door  200   200   200   200   200   200   200   no    404
meeting_resolution   door  200   200   200   200   200   200   200   no    404
meeting_attendance   door  302   302   302   200   302   200   302   no    404
meeting_open         door  302   302   302   302   302   302   302   302   302
meeting_en_bloc      door  302   302   302   302   302   302   302   302   302
meeting_single_out   door  302   302   302   200   302   200   302   no    404
meeting_matter       door  200   200   200   200   200   200   200   no    404
meeting_close        door  302   302   302   200   302   200   302   no    404
meeting_move         door  302   302   302   302   302   302   302   no    404
meeting_cancel       door  302   302   302   302   302   302   302   no    404
meeting_circulate    door  302   302   302   302   302   302   302   302   302
meeting_topics       door  302   302   302   200   302   200   302   no    404
meeting_topic        door  200   200   200   200   200   200   200   no    404
meeting_topic_drop   door  302   302   302   302   302   302   302   302   302
meeting_addendum     door  302   302   302   302   302   302   302   no    404
matter_withhold      door  302   302   302   302   302   302   302   302   302
objections           door  200   200   200   200   200   200   200   no    200
objection_receipt_word door  no    200   no    no    200   200   no    no    404
objection_finding_word door  200   no    no    no    200   200   no    no    404
objection_answer_word door  200   no    no    no    200   200   no    no    404
appeal_receipt_word  door  no    200   no    no    200   200   no    200   404
appeal_finding_word  door  no    409   no    no    409   409   no    409   404
appeal_answer_word   door  no    409   no    no    409   409   no    409   404
object_to            door  200   200   200   200   200   200   200   no    200
objection            door  no    200   no    no    200   200   no    no    404
objection_blank      door  200   200   200   200   200   200   200   200   200
objection_receipt_paper door no  200   no    no    200   200   no    no    404
objection_finding_paper door 200 no    no    no    200   200   no    no    404
objection_answer_paper door 200  no    no    no    200   200   no    no    404
objection_handler    door  302   302   302   302   302   302   302   302   302
withdraw_objection   door  302   302   302   302   302   302   302   302   302
find                 door  302   302   302   302   302   302   302   302   302
object_for           door  no    no    no    200   no    200   no    no    404
acknowledge_for      door  no    no    no    200   no    200   no    no    404
acknowledge_finding  door  302   302   302   302   302   302   302   302   302
note_hearing         door  302   302   302   302   302   302   302   302   302
appeals              door  200   200   200   200   200   200   200   200   200
appeal_new           door  200   200   200   200   200   200   200   no    200
appeal               door  no    200   no    no    200   200   no    200   404
appeal_receipt_paper door  no    200   no    no    200   200   no    200   404
appeal_finding_paper door  no    409   no    no    409   409   no    409   404
appeal_answer_paper  door  no    409   no    no    409   409   no    409   404
withdraw_appeal      door  302   302   302   302   302   302   302   302   302
ask_record           door  302   302   302   302   302   302   302   302   302
give_record          door  302   302   302   302   302   302   302   302   302
hear_appeal          door  302   302   302   302   302   302   302   302   302
decide_appeal        door  302   302   302   302   302   302   302   302   302
appeal_evidence      door  no    200   no    no    no    no    no    200   404
reopen               door  no    no    no    no    409   409   no    no    404
reopening            door  200   no    no    200   200   200   no    no    404
answer_reopening     door  302   302   302   302   302   302   302   302   302
drop_reopening       door  302   302   302   302   302   302   302   302   302
corrections          door  no    no    no    200   200   200   no    no    200
propose_correction   door  no    no    no    200   no    200   no    no    404
correction           door  200   no    no    200   200   200   no    no    404
correction_handler   door  302   302   302   302   302   302   302   302   302
answer_correction    door  302   302   302   302   302   302   302   302   302
confirm_correction   door  302   302   302   302   302   302   302   302   302
decline_correction   door  302   302   302   302   302   302   302   302   302
meeting_report_back  door  200   200   200   200   200   200   200   no    404
report_note          door  200   200   200   200   200   200   200   no    404
follow_up            door  200   200   200   200   200   200   200   200   200
talk_new             door  no    no    no    no    no    200   no    no    200
talk                 door  200   404   404   404   404   200   404   404   404
talk_acknowledge     door  302   302   302   302   302   302   302   302   302
rectification_new    door  no    no    no    no    no    200   no    no    200
rectification        door  200   no    no    no    200   200   no    no    404
rectification_report door  302   302   302   302   302   302   302   302   302
rectification_check  door  302   302   302   302   302   302   302   302   302
veto_notice_word     door  no    no    no    no    200   200   no    no    404
veto_notice_paper     door  no    no    no    no    200   200   no    no    404
correction_notice_word door  no    no    no    no    409   409   no    no    404
correction_notice_paper door  no    no    no    no    409   409   no    no    404
reopening_notice_word door  no    no    no    no    200   200   no    no    404
reopening_notice_paper door  no    no    no    no    200   200   no    no    404
veto_notice          door  no    no    no    no    200   200   no    no    404
veto_answer_for      door  no    no    no    no    409   409   no    no    404
correction_notice    door  no    no    no    no    409   409   no    no    404
correction_answer_for door  no    no    no    no    409   409   no    no    404
reopening_notice     door  no    no    no    no    200   200   no    no    404
reopening_answer_for door  no    no    no    no    409   409   no    no    404
disposal_new         door  no    no    no    no    200   200   no    no    200
disposal             door  200   no    no    no    200   200   no    404   404
disposal_answer      door  302   302   302   302   302   302   302   302   302
disposal_hear        door  302   302   302   302   302   302   302   302   302
disposal_decide      door  302   302   302   302   302   302   302   302   302
disposal_file        door  302   302   302   302   302   302   302   302   302
disposal_accept      door  302   302   302   302   302   302   302   302   302
disposal_return      door  302   302   302   302   302   302   302   302   302
withdraw_objection_for door  no    no    no    409   no    409   no    no    404
withdraw_appeal_for  door  no    no    no    409   no    409   no    409   404
appeal_for           door  no    no    no    200   no    200   no    200   404
note_approval        door  no    no    no    no    no    200   no    no    404
imports              door  no    no    no    200   no    200   no    no    200
import_new           door  no    no    no    no    no    200   no    no    200
import_template      door  no    no    no    no    no    200   no    no    200
import_check         door  no    no    no    no    no    200   no    no    404
import_accept        door  302   302   302   302   302   302   302   302   302
import_drop          door  302   302   302   302   302   302   302   302   302
"""
# An address that is not here takes no form. The year is settled in the scene: nothing on the roster moves back into it.
WRITE = """
                     anonymous owner member probationary recorder committee secretary leading superior stranger
sign_in              422   302   302   302   302   302   302   302   302   302
sign_out             door  door  door  door  door  door  door  door  door  door
set_password         door  302*  302*  302*  302*  302*  302*  302*  302*  302*
large_type           door  302*  302*  302*  302*  302*  302*  302*  302*  302*
setup                door  302   302   302   302   302   302   302   302   302
setup_members        door  302   302   302   302   302   302*  302   302   302*
setup_standard       door  302   302   302   302   302   302   302   302   302
enrol_members        door  no    no    no    no    no    302*  no    no    302*
give_office          door  no    no    no    no    no    302*  no    302*  422
end_office           door  no    no    no    no    no    302*  no    302*  404
reset_code           door  no    no    no    no    no    200*  no    no    404
slips                door  no    no    no    no    no    200*  no    no    no
create_account       door  no    no    no    no    no    200*  no    no    404
transfer_in          door  no    no    no    no    no    422   no    no    422
receive_member       door  no    no    no    no    no    422   no    no    404
transfer_out         door  no    no    no    no    no    422   no    no    404
start_probation      door  no    no    no    no    no    302*  no    no    404
turn_formal          door  no    no    no    no    no    422   no    no    404
extend_probation     door  no    no    no    no    no    422   no    no    404
end_probation        door  no    no    no    no    no    422   no    no    404
change_type          door  no    no    no    no    no    422   no    no    404
grant_exemption      door  no    no    no    no    no    422   no    no    404
record_leave         door  no    no    no    no    no    422   no    no    404
end_absence          door  no    no    no    no    no    422   no    no    404
year_begin           door  no    no    no    no    no    302*  no    no    302*
add_pause            door  no    no    no    no    no    302*  no    no    302*
form_template        door  no    no    no    no    no    302*  no    no    302*
form_template_default door  no    no    no    no    no    409   no    no    409
set_holiday          door  no    no    no    no    no    302*  no    no    no
notices_seen         door  302   302   302   302   302   302   302   302   302
reminders            door  302*  302*  302*  302*  302*  302*  302*  302*  302*
feed_open            door  200*  200*  200*  200*  200*  200*  200*  200*  200*
feed_revoke          door  302   302   302   302   302   302   302   302   302
mail_stop            door  302   302   302   302   302   302   302   302   302
posting_enquiry      410   410   410   410   410   410   410   410   410   410
verify               422   422   422   422   422   422   422   422   422   422
enquiry              door  no    no    no    302*  no    302*  no    no    404
post_quarter         door  no    no    no    no    no    409   no    no    404
settle_year          door  no    no    no    no    no    409   no    no    404
announce_year        door  no    no    no    no    no    409   no    no    404
settle_year_again    door  no    no    no    no    no    409   no    no    404
sign_year            door  no    no    no    no    no    302*  302*  no    404
year_appraisal       door  no    no    no    no    no    302   302   no    302
file_year            door  no    no    no    no    no    409   no    no    404
propose_uses         door  no    no    no    no    no    409   409   no    404
bottom_list          door  no    no    no    no    no    302*  no    no    302*
confirm_use          door  no    no    no    no    no    302*  302*  no    404
strike_use           door  no    no    no    no    no    302*  302*  no    404
record_incentive     door  no    no    no    no    no    302*  302*  no    404
name_handler         door  no    no    no    no    no    no    no    302*  404
organisations        door  no    no    no    no    no    no    no    302*  no
rename_organisation  door  no    no    no    no    no    no    no    302*  404
place_branch         door  no    no    no    no    no    no    no    302*  404
end_general_branch   door  404   404   404   404   404   404   404   302*  404
general_officer      door  404   404   404   404   404   404   404   302*  404
report_inquiry       door  no    no    no    no    no    no    no    302*  404
report_inquiry_look  door  no    no    no    no    no    no    no    200*  404
refer_report         door  no    no    no    no    302*  no    no    no    404
read_judgement       door  404   302*  404   404   404   404   404   404   404
superior_accept      door  no    no    no    no    no    no    no    302*  404
filing_accept        door  no    no    no    no    no    no    no    302*  404
filing_return        door  no    no    no    no    no    no    no    302*  404
received_years       door  no    no    no    no    no    no    no    422   no
received_accept      door  no    no    no    no    no    no    no    302*  no
received_return      door  no    no    no    no    no    no    no    302*  no
enter_receipt        door  no    no    no    no    no    422   no    no    404
opening_check        door  no    no    no    no    no    422   no    no    422
opening_enter        door  no    no    no    no    no    422   no    no    422
veto_new             door  no    no    no    no    422   422   no    no    422
veto_answer          door  302*  no    no    no    no    no    no    no    404
veto_confirm         door  no    no    no    no    409   409   no    no    404
veto_decline         door  no    no    no    no    302*  302*  no    no    404
veto_handler         door  409   no    no    no    302*  302*  no    no    404
veto_lift            door  no    no    no    no    302*  302*  no    no    404
veto_lift_confirm    door  no    no    no    no    302*  302*  no    no    404
declare_details      door  200   200   200   200   200   200   200   no    404
declare_check        door  200   200   200   200   200   200   422   no    404
declare_submit       door  302*  302*  302*  302*  302*  302*  422   no    404
declare_nothing_new  door  409   302*  302*  302*  302*  302*  302*  no    404
matter_reply         door  302*  no    no    no    no    no    no    no    404
matter_notice        door  no    no    no    302*  no    302*  no    no    404
matter_reply_for     door  no    no    no    302*  no    302*  no    no    404
matter_withdraw      door  302*  no    no    409   no    no    no    no    404
matter_evidence      door  302*  no    no    302*  no    no    no    no    404
evidence_remove      door  302*  no    no    409   no    no    no    no    404
matter_reporter      door  no    no    no    no    200*  no    no    no    404
report               door  302*  302*  302*  302*  302*  302*  302*  no    404
report_withdraw      door  409   302*  no    409   no    no    no    no    404
matter_resubmit      door  302*  no    no    409   no    no    no    no    404
record               door  no    no    no    302*  no    no    no    no    404
roll_call            door  no    no    no    422   no    no    no    no    422
sheet                door  no    no    no    302*  no    302*  no    no    404
sheet_nothing_new    door  no    no    no    302*  no    302*  no    no    404
assess_desk          door  no    no    no    no    302   302   no    no    302
assess_month         door  no    no    no    no    302*  302*  no    no    404
assess_matter        door  no    no    no    no    302*  302*  no    no    404
matter_handler       door  409   no    no    no    302*  302*  no    no    404
meetings             door  422   422   422   422   422   302*  422   no    422
meeting_attendance   door  no    no    no    302*  no    302*  no    no    404
meeting_open         door  no    no    no    no    no    302*  no    no    404
meeting_en_bloc      door  no    no    no    422   no    422   no    no    404
meeting_single_out   door  no    no    no    409   no    409   no    no    404
meeting_matter       door  no    no    no    302*  no    302*  no    no    404
meeting_close        door  no    no    no    no    no    422   no    no    404
meeting_move         door  no    no    no    no    no    302*  no    no    404
meeting_cancel       door  no    no    no    no    no    302*  no    no    404
meeting_circulate    door  no    no    no    no    no    302*  no    no    404
meeting_topics       door  no    no    no    302*  no    302*  no    no    404
meeting_topic        door  no    no    no    302*  no    302*  no    no    404
meeting_topic_drop   door  no    no    no    302*  no    302*  no    no    404
meeting_addendum     door  no    no    no    302*  no    302*  no    no    404
matter_withhold      door  302*  no    no    no    no    no    no    no    404
object_to            door  422   422   422   422   422   422   422   no    422
objection_handler    door  no    409   no    no    302*  302*  no    no    404
withdraw_objection   door  no    302*  no    no    no    no    no    no    404
find                 door  no    no    no    no    409   302*  no    no    404
object_for           door  no    no    no    422   no    422   no    no    404
acknowledge_for      door  no    no    no    302*  no    302*  no    no    404
acknowledge_finding  door  302*  no    no    no    no    no    no    no    404
note_hearing         door  no    no    no    no    409   302*  no    no    404
appeal_new           door  302*  302*  302*  302*  302*  302*  302*  no    422
withdraw_appeal      door  no    302*  no    no    no    no    no    no    404
ask_record           door  no    no    no    no    no    no    no    302*  404
give_record          door  no    no    no    no    302*  302*  no    no    404
hear_appeal          door  no    no    no    no    no    no    no    302*  404
decide_appeal        door  no    no    no    no    no    no    no    302*  404
reopen               door  no    no    no    no    409   409   no    no    404
answer_reopening     door  302*  no    no    no    no    no    no    no    404
drop_reopening       door  no    no    no    no    302*  302*  no    no    404
propose_correction   door  no    no    no    422   no    422   no    no    404
answer_correction    door  302*  no    no    no    no    no    no    no    404
correction_handler   door  409   no    no    no    302*  302*  no    no    404
confirm_correction   door  no    no    no    no    409   409   no    no    404
decline_correction   door  no    no    no    no    302*  302*  no    no    404
meeting_report_back  door  no    no    no    302*  no    302*  no    no    404
form_batches         door  no    no    no    302*  no    302*  no    422   302*
found_group          door  no    no    no    no    no    302*  no    no    302*
place_members        door  no    no    no    no    no    302*  no    no    422
branch_export_file   door  no    no    no    no    no    200*  no    no    200*
end_group            door  no    no    no    no    no    302*  no    no    422
talk_new             door  no    no    no    no    no    302*  no    no    422
talk_acknowledge     door  302*  404   404   404   404   no    404   404   404
rectification_new    door  no    no    no    no    no    302*  no    no    422
rectification_report door  302*  no    no    no    no    no    no    no    404
rectification_check  door  no    no    no    no    302*  302*  no    no    404
veto_notice          door  no    no    no    no    302*  302*  no    no    404
veto_answer_for      door  no    no    no    no    302*  302*  no    no    404
correction_notice    door  no    no    no    no    409   409   no    no    404
correction_answer_for door  no    no    no    no    409   409   no    no    404
reopening_notice     door  no    no    no    no    302*  302*  no    no    404
reopening_answer_for door  no    no    no    no    302*  302*  no    no    404
disposal_new         door  no    no    no    no    302*  302*  no    no    422
disposal_answer      door  302*  no    no    no    no    no    no    404   404
disposal_hear        door  no    no    no    no    302*  302*  no    404   404
disposal_decide      door  no    no    no    no    302*  302*  no    404   404
disposal_file        door  no    no    no    no    302*  302*  no    404   404
disposal_accept      door  no    no    no    no    no    no    no    302*  404
disposal_return      door  no    no    no    no    no    no    no    302*  404
withdraw_objection_for door  no    no    no    409   no    409   no    no    404
withdraw_appeal_for  door  no    no    no    409   no    409   no    409   404
appeal_for           door  no    no    no    302*  no    302*  no    302*  404
note_approval        door  no    no    no    no    no    302*  no    no    404
import_new           door  no    no    no    no    no    302*  no    no    302*
import_check         door  no    no    no    no    no    200   no    no    404
import_accept        door  no    no    no    no    no    302*  no    no    404
import_drop          door  no    no    no    no    no    302*  no    no    404
"""


# Names that a form gives as an example to everyone.
EXAMPLES = {"周予安", "何苗", "蒋雨桐"}


def rows_of(table: str) -> dict[str, list[str]]:
    return {line.split()[0]: line.split()[1:] for line in table.strip().splitlines()[1:]}


def differences(found: dict[str, list[str]], table: dict[str, list[str]]) -> list[str]:
    """Each cell that is not as the table has it, as a line to be read."""
    return [
        f"{name} by {visitor}: {got}, not {wanted}"
        for name, row in table.items()
        for visitor, got, wanted in zip(VISITORS, found[name], row, strict=True)
        if got != wanted
    ]


def words(response: Any) -> str:
    """What the answer says, printed pages and whatever lies in a workbook or an archive too."""
    if not response.streaming:
        return text(response)
    content = b"".join(response.streaming_content)
    return words_of(content) if response["Content-Type"] == KINDS["docx"] else told_by(content)


def test_every_address_has_its_row() -> None:
    assert set(rows_of(LOOK)) == {pattern.name for pattern in urlpatterns}


def test_who_may_look_at_what(scene: Scene) -> None:
    found: dict[str, list[str]] = {}
    ours = Person.objects.filter(memberships__branch_id=scene.people.branch_id)
    names = set(ours.values_list("name", flat=True)) - EXAMPLES
    for name in rows_of(LOOK):
        answers = [
            client.get(address(name, ids_for(name, scene.ids)) + QUERY.get(name, "").format(**scene.ids))
            for client in scene.clients.values()
        ]
        found[name] = [cell(answer) for answer in answers]
        shown = words(answers[-1])
        assert not [one for one in names if one in shown], f"{name} shows the stranger our members"
    assert differences(found, rows_of(LOOK)) == []


def test_no_link_of_the_navigation_leads_to_a_shut_door(scene: Scene) -> None:
    for visitor, client in scene.clients.items():
        links = re.findall(r'<li><a href="([^"]+)"', text(client.get("/")).split("<main")[0])
        assert links or visitor == "anonymous"
        for link in links:
            assert client.get(link, follow=True).status_code == 200, (visitor, link)


def test_who_may_write_what(scene: Scene) -> None:
    found = {}
    for name in rows_of(WRITE):
        with undone():
            PREPARED.get(name, lambda: None)()
            before, ours = every_row(), every_row(scene.people.branch_id)
            found[name] = [write(scene, name, visitor, before, ours) for visitor in VISITORS]
    assert differences(found, rows_of(WRITE)) == []


def test_an_address_that_takes_no_form_refuses_one(scene: Scene) -> None:
    before = every_row()
    for name in set(rows_of(LOOK)) - set(rows_of(WRITE)) - {"health", "roster"}:
        assert scene.clients["secretary"].post(address(name, scene.ids), {"key": key()}).status_code == 405, (
            name
        )
    assert every_row() == before


def forged(scene: Scene) -> list[tuple[str, str, dict[str, Any]]]:
    """(who, address, form): forms of our own pages with ids of the other branch, or of nothing, inside."""
    own, their = scene.ids, scene.theirs
    record = sent("record", own)
    judged = sent("assess_month", own)
    return [
        ("recorder", "record", record | {"members": [own["membership_id"], their["membership_id"]]}),
        ("recorder", "record", record | {"members": [own["membership_id"], 987654]}),
        ("committee", "assess_month", judged | {"matter_id": their["matter_id"]}),
        ("committee", "assess_month", {"matters": f"{own['plus_id']},{their['matter_id']}", "members": ""}),
        (
            "committee",
            "assess_month",
            {"matters": "", "members": f"{own['membership_id']},{their['membership_id']}"},
        ),
        ("committee", "assess_month", {"matters": "1;2", "members": ""}),
        (
            "recorder",
            "meeting_attendance",
            {f"mark_{own['membership_id']}": "present", f"mark_{their['membership_id']}": "present"},
        ),
        ("recorder", "meeting_attendance", {"mark_x": "present"}),
        ("recorder", "meeting_single_out", {"matter": their["matter_id"]}),
        ("recorder", "meeting_single_out", {"matter": "x"}),
        ("member", "object_to", {"matter": their["matter_id"], "text": "有误。"}),
        ("member", "object_to", {"entry": 987654, "text": "有误。"}),
        ("member", "appeal_new", {"matter": their["matter_id"], "text": "有误。"}),
        ("member", "appeal_new", {"objection": 987654, "text": "有误。"}),
        ("member", "appeal_new", {"veto": their["veto_id"], "text": "有误。"}),
        ("secretary", "give_record", {"request": 987654, "answer": "属实。"}),
        ("recorder", "propose_correction", sent("propose_correction", own) | {"entry": 987654}),
        ("recorder", "propose_correction", sent("propose_correction", own) | {"entry": "x"}),
        ("recorder", "meeting_report_back", {"findings": 987654}),
        ("recorder", "meeting_report_back", {"findings": "1;2"}),
        ("member", "declare_submit", sent("declare_submit", their)),
        ("member", "declare_nothing_new", {"month": their["month_id"]}),
        ("secretary", "settle_year", {"year_id": their["year_id"]}),
        ("secretary", "settle_year", {"year_id": "x"}),
        ("secretary", "announce_year", {"settlement_id": their["settlement_id"]}),
        ("secretary", "settle_year_again", {"year_id": their["year_id"]}),
        ("secretary", "sign_year", {"settlement_id": their["settlement_id"]}),
        ("secretary", "file_year", {"settlement_id": their["settlement_id"]}),
        ("secretary", "propose_uses", {"settlement_id": their["settlement_id"]}),
        ("secretary", "propose_uses", {"settlement_id": "x"}),
        ("superior", "superior_accept", {"filing": "x"}),
        ("superior", "superior_accept", {"filing": 987654}),
    ]


def test_forged_ids_in_a_form_get_nowhere(scene: Scene) -> None:
    for visitor, name, data in forged(scene):
        with undone():
            PREPARED.get(name, lambda: None)()
            before = every_row()
            path = address(name, scene.ids) + QUERY.get(name, "")
            response = scene.clients[visitor].post(path, data | {"key": key()})
            assert every_row() == before, (name, data)
        assert response.status_code == 404, (name, data, response.status_code)
        assert "没有这个页面，或者它不在您的支部" in text(response), (name, data)


def test_choices_of_the_other_branch_are_not_on_the_list(scene: Scene) -> None:
    before = every_row()
    for name, words in (
        ("meetings", "请从列出的会里选"),
        ("give_office", "请从名册里选"),
        ("transfer_out", "请从列出的支部里选"),
        ("veto_new", "请从名册里选"),
    ):
        response = scene.clients["secretary"].post(
            address(name, scene.ids), sent(name, scene.theirs) | {"key": key()}
        )
        assert response.status_code == 422
        assert words in text(response)
    assert every_row() == before


@pytest.fixture
def scene(monkeypatch: pytest.MonkeyPatch) -> Scene:
    stop_clock(monkeypatch, NOW)
    return scene_in_june()
