"""Addresses of a handler named from above: asking for one, naming, and the matter assessed (A31); part of `urls`."""

from django.urls import URLPattern, path

from fenming.pages import assess_matter, handling

HANDLING: list[URLPattern] = [
    path("superior/handlers/<int:asked_id>", handling.name, name="name_handler"),
    path(
        "objections/<int:objection_id>/handler",
        handling.ask,
        {"subject": "objection"},
        name="objection_handler",
    ),
    path("matters/<int:matter_id>/handler", handling.ask, {"subject": "matter"}, name="matter_handler"),
    path("vetoes/<int:veto_id>/handler", handling.ask, {"subject": "veto"}, name="veto_handler"),
    path(
        "corrections/<int:correction_id>/handler",
        handling.ask,
        {"subject": "correction"},
        name="correction_handler",
    ),
    path("matters/<int:matter_id>/assess", assess_matter.assess_matter, name="assess_matter"),
]
