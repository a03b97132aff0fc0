"""Addresses of what follows a year for single members (R55–R59); part of `urls`."""

from django.urls import URLPattern, path

from fenming.pages import approval, disposal, follow_up, rectification, talk

FOLLOW_UP: list[URLPattern] = [
    path("follow-up", follow_up.follow_up, name="follow_up"),
    path("follow-up/talks/new", talk.talk_new, name="talk_new"),
    path("follow-up/talks/<int:talk_id>", talk.talk, name="talk"),
    path("follow-up/talks/<int:talk_id>/acknowledge", talk.talk_acknowledge, name="talk_acknowledge"),
    path("follow-up/rectifications/new", rectification.rectification_new, name="rectification_new"),
    path(
        "follow-up/rectifications/<int:rectification_id>", rectification.rectification, name="rectification"
    ),
    path(
        "follow-up/rectifications/<int:rectification_id>/report",
        rectification.rectification_report,
        name="rectification_report",
    ),
    path(
        "follow-up/rectifications/<int:rectification_id>/check",
        rectification.rectification_check,
        name="rectification_check",
    ),
    path("follow-up/disposals/new", disposal.disposal_new, name="disposal_new"),
    path("follow-up/disposals/<int:disposal_id>", disposal.disposal, name="disposal"),
    path("follow-up/disposals/<int:disposal_id>/answer", disposal.disposal_answer, name="disposal_answer"),
    path("follow-up/disposals/<int:disposal_id>/hearing", disposal.disposal_hear, name="disposal_hear"),
    path("follow-up/disposals/<int:disposal_id>/decision", disposal.disposal_decide, name="disposal_decide"),
    path("follow-up/disposals/<int:disposal_id>/file", disposal.disposal_file, name="disposal_file"),
    path("follow-up/disposals/<int:disposal_id>/accept", disposal.disposal_accept, name="disposal_accept"),
    path("follow-up/disposals/<int:disposal_id>/return", disposal.disposal_return, name="disposal_return"),
    path("roster/probation/<int:event_id>/approval", approval.approval, name="note_approval"),
]
