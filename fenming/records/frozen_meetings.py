"""Rows of a meeting that stay as they were once it is over: the conditions, as SQL, for `frozen`."""

from __future__ import annotations

# (name, table, events, condition under which the row may not be written, message)
MEETINGS = (
    (
        "attendance_frozen",
        "attendance",
        ("INSERT", "UPDATE"),
        "(SELECT state FROM records_meeting WHERE id = NEW.meeting_id) IN ('closed', 'cancelled')",
        "meeting is closed",
    ),
    (
        "topic_frozen",
        "topic",
        ("INSERT", "UPDATE"),
        "(SELECT state FROM records_meeting WHERE id = NEW.meeting_id) IN ('closed', 'cancelled')",
        "meeting is closed",
    ),
    (
        "addendum_after_close",
        "addendum",
        ("INSERT",),
        "(SELECT state FROM records_meeting WHERE id = NEW.meeting_id) <> 'closed'",
        "meeting is not closed",
    ),
    (
        "agenda_frozen",
        "agendaitem",
        ("INSERT", "UPDATE"),
        "(SELECT state FROM records_meeting WHERE id = NEW.meeting_id) IN ('closed', 'cancelled')",
        "meeting is closed",
    ),
    (
        "resolution_frozen",
        "resolution",
        ("INSERT",),
        "(SELECT state FROM records_meeting WHERE id = NEW.meeting_id) <> 'open'",
        "meeting is not open",
    ),
    (
        "meeting_frozen",
        "meeting",
        ("UPDATE",),
        "OLD.state IN ('closed', 'cancelled') OR (NEW.state = 'cancelled' AND OLD.state <> 'called')",
        "meeting is closed",
    ),
    (
        "meeting_entered_before_assessed",
        "meeting",
        ("INSERT",),
        "NEW.entered_on IS NOT NULL AND NOT EXISTS (SELECT 1 FROM records_month m WHERE m.id = NEW.month_id "
        "AND m.assessed_at IS NULL AND m.start <= NEW.held_on)",
        "the month is assessed, or had not begun",
    ),
    (
        "meeting_entered_kept",
        "meeting",
        ("UPDATE",),
        "(OLD.entered_on IS NULL) <> (NEW.entered_on IS NULL) OR (OLD.entered_on IS NOT NULL "
        "AND (OLD.entered_on <> NEW.entered_on OR OLD.held_on <> NEW.held_on))",
        "a meeting entered afterwards keeps its day",
    ),
)
