"""Every address, grouped by noun."""

from django.conf import settings
from django.urls import URLPattern, path

from fenming.pages import (
    account,
    assess_desk,
    declare,
    health,
    home,
    matter,
    meeting,
    posting,
    record,
    resubmit,
    roster,
    setup,
    sign_in,
    standard,
    statement,
    trail,
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
    # what is posted, and the year
    path("postings", posting.postings, name="postings"),
    path("postings/<int:quarter_id>", posting.lines, name="posting_lines"),
    path("postings/<int:quarter_id>/post", posting.post_quarter, name="post_quarter"),
    path("p/<str:code>", posting.sheet, name="posting_sheet"),
    path("year", year.years, name="years"),
    path("year/<int:number>", year.year, name="year"),
    path("year/<int:number>/settle", year.settle_year, name="settle_year"),
    path("year/<int:number>/announce", year.announce_year, name="announce_year"),
    path("year/<int:number>/<slug:name>.csv", year.download, name="year_file"),
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
]

if settings.DEMO:
    from fenming.pages import demo  # refuses to load outside demo mode

    urlpatterns.append(path("demo/next-day", demo.next_day, name="demo_next_day"))
