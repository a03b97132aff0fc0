"""Every address, grouped by noun."""

from django.conf import settings
from django.urls import URLPattern, path

from fenming.pages import (
    account,
    appraisal,
    assess_desk,
    day_table,
    declare,
    health,
    home,
    matter,
    meeting,
    meeting_plan,
    notices,
    objection,
    posting,
    record,
    report,
    resubmit,
    roster,
    setup,
    sign_in,
    standard,
    statement,
    superior,
    trail,
    veto,
    year,
)

urlpatterns: list[URLPattern] = [
    # the way in, and one's own account
    path("sign-in", sign_in.sign_in, name="sign_in"),
    path("sign-out", sign_in.sign_out, name="sign_out"),
    path("account/password", account.password_page, name="set_password"),
    path("account/large-type", account.large_type, name="large_type"),
    path("healthz", health.health, name="health"),
    # one's own
    path("notices", notices.notices, name="notices"),
    path("notices/seen", notices.notices_seen, name="notices_seen"),
    path("", home.home, name="home"),
    path("me/statement", statement.statement, name="statement"),
    # the branch: first use, people, standard
    path("setup", setup.setup, name="setup"),
    path("setup/members", setup.members, name="setup_members"),
    path("setup/standard", setup.standard, name="setup_standard"),
    path("roster", roster.roster, name="roster"),
    path("roster/members", roster.enrol, name="enrol_members"),
    path("roster/offices", roster.office, name="give_office"),
    path("roster/accounts/<int:membership_id>", roster.account, name="create_account"),
    path("standard", standard.standard, name="standard"),
    path("calendar", day_table.calendar, name="calendar"),
    path("calendar/pauses", day_table.pause, name="add_pause"),
    path("calendar/holidays", day_table.holiday, name="set_holiday"),
    # a year vetoed on a decision document
    path("vetoes", veto.vetoes, name="vetoes"),
    path("vetoes/new", veto.veto_new, name="veto_new"),
    path("vetoes/<int:veto_id>", veto.veto, name="veto"),
    path("vetoes/<int:veto_id>/answer", veto.veto_answer, name="veto_answer"),
    path("vetoes/<int:veto_id>/confirm", veto.veto_confirm, name="veto_confirm"),
    path("vetoes/<int:veto_id>/decline", veto.veto_decline, name="veto_decline"),
    path("vetoes/<int:veto_id>/lift", veto.veto_lift, name="veto_lift"),
    path("vetoes/<int:veto_id>/lift/confirm", veto.veto_lift_confirm, name="veto_lift_confirm"),
    # what is posted, and the year
    path("postings", posting.postings, name="postings"),
    path("postings/<int:quarter_id>", posting.lines, name="posting_lines"),
    path("postings/<int:quarter_id>/post", posting.post_quarter, name="post_quarter"),
    path("p/<str:code>", posting.sheet, name="posting_sheet"),
    path("year", year.years, name="years"),
    path("year/<int:number>", year.year, name="year"),
    path("year/<int:number>/settle", year.settle_year, name="settle_year"),
    path("year/<int:number>/settle-again", year.settle_year_again, name="settle_year_again"),
    path("year/<int:number>/sign", year.sign_year, name="sign_year"),
    path("year/<int:number>/announce", year.announce_year, name="announce_year"),
    path("year/<int:number>/appraisal", appraisal.appraisal, name="year_appraisal"),
    path("year/<int:number>/file", year.file_the_year, name="file_year"),
    path("year/<int:number>/<slug:name>.csv", year.download, name="year_file"),
    # above the branches
    path("superior", superior.superior, name="superior"),
    path("superior/accept", superior.accept_green, name="superior_accept"),
    path("superior/filings/<int:filing_id>", superior.filing, name="filing"),
    path("superior/filings/<int:filing_id>/accept", superior.accept, name="filing_accept"),
    path("superior/filings/<int:filing_id>/return", superior.send_back, name="filing_return"),
    # declaring, recording, one matter
    path("declare", declare.declare, name="declare"),
    path("declare/details", declare.declare_details, name="declare_details"),
    path("declare/check", declare.declare_check, name="declare_check"),
    path("declare/submit", declare.declare_submit, name="declare_submit"),
    path("declare/received/<int:matter_id>", declare.declare_received, name="declare_received"),
    path("declare/nothing-new", declare.declare_nothing_new, name="declare_nothing_new"),
    path("matters/<int:matter_id>", matter.matter, name="matter"),
    path("matters/<int:matter_id>/trail", trail.matter_trail, name="matter_trail"),
    path("matters/<int:matter_id>/reply", matter.matter_reply, name="matter_reply"),
    path("report", report.report, name="report"),
    path("me/reports", report.reports, name="own_reports"),
    path("me/reports/<int:matter_id>/withdraw", report.report_withdraw, name="report_withdraw"),
    path("matters/<int:matter_id>/reporter", report.matter_reporter, name="matter_reporter"),
    path("matters/<int:matter_id>/resubmit", resubmit.matter_resubmit, name="matter_resubmit"),
    path("matters/<int:matter_id>/withdraw", matter.matter_withdraw, name="matter_withdraw"),
    path("desk/record", record.record, name="record"),
    # assessing a month
    path("desk/assess", assess_desk.assess_now, name="assess_desk"),
    path("desk/assess/<int:month_id>", assess_desk.assess_month, name="assess_month"),
    # the members' meeting
    path("meetings", meeting.meetings, name="meetings"),
    path("meetings/<int:meeting_id>", meeting.meeting, name="meeting"),
    path("meetings/<int:meeting_id>/attendance", meeting.attendance, name="meeting_attendance"),
    path("meetings/<int:meeting_id>/open", meeting.begin, name="meeting_open"),
    path("meetings/<int:meeting_id>/en-bloc", meeting.en_bloc, name="meeting_en_bloc"),
    path("meetings/<int:meeting_id>/single-out", meeting.take_out, name="meeting_single_out"),
    path("meetings/<int:meeting_id>/matters/<int:matter_id>", meeting.matter, name="meeting_matter"),
    path("meetings/<int:meeting_id>/close", meeting.close, name="meeting_close"),
    path("meetings/<int:meeting_id>/move", meeting_plan.move, name="meeting_move"),
    path("meetings/<int:meeting_id>/cancel", meeting_plan.cancel, name="meeting_cancel"),
    path("meetings/<int:meeting_id>/circulate", meeting_plan.circulate, name="meeting_circulate"),
    path("meetings/<int:meeting_id>/topics", meeting_plan.topics, name="meeting_topics"),
    path("meetings/<int:meeting_id>/topics/<int:topic_id>", meeting_plan.topic, name="meeting_topic"),
    path(
        "meetings/<int:meeting_id>/topics/<int:topic_id>/drop", meeting_plan.topic_drop, name="meeting_topic_drop"
    ),
    path("meetings/<int:meeting_id>/addendum", meeting_plan.addendum, name="meeting_addendum"),
    path("matters/<int:matter_id>/withhold", meeting_plan.withhold, name="matter_withhold"),
    # objecting, and the answer
    path("objections", objection.objections, name="objections"),
    path("objections/new", objection.object_now, name="object_to"),
    path("objections/<int:objection_id>", objection.objection, name="objection"),
    path("objections/<int:objection_id>/withdraw", objection.objection_withdraw, name="withdraw_objection"),
    path("objections/<int:objection_id>/answer", objection.objection_find, name="find"),
]

if settings.DEMO:
    from fenming.pages import demo  # refuses to load outside demo mode

    urlpatterns.append(path("demo/next-day", demo.next_day, name="demo_next_day"))
