"""Addresses of what follows a year for single members (R55–R59); part of `urls`."""

from django.urls import URLPattern, path

from fenming.pages import follow_up, rectification, talk

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
]
