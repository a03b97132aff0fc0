"""How the one concerned is told of what is proposed and is heard, here or on paper: constraints that several tables share."""

from __future__ import annotations

from django.db.models import CheckConstraint, Q


def told_and_heard(table: str) -> tuple[CheckConstraint, ...]:
    """For a table with shown_on, reply_by, by_hand, handed_by, handed_at, answer, answered_at, entered_by, signed_on (A14)."""
    return (
        CheckConstraint(
            name=f"{table}_shown_with_a_term",
            condition=Q(shown_on__isnull=True, reply_by__isnull=True)
            | Q(shown_on__isnull=False, reply_by__isnull=False),
        ),
        CheckConstraint(
            name=f"{table}_handed_over_by_somebody",
            condition=Q(handed_by__isnull=True, handed_at__isnull=True)
            & (Q(by_hand=False) | Q(shown_on__isnull=True))
            | Q(by_hand=True, shown_on__isnull=False, handed_by__isnull=False, handed_at__isnull=False),
        ),
        CheckConstraint(
            name=f"{table}_answer_on_paper_entered_by_somebody",
            condition=Q(entered_by__isnull=True, signed_on__isnull=True)
            | Q(entered_by__isnull=False, signed_on__isnull=False, answer__isnull=False),
        ),
    )
