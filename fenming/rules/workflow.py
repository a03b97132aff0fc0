"""What follows what: the next state of a thing, or a sentence why there is none.

The tables themselves stand in `steps`, their words in `step_words`. They say
what follows what, never who may do it (that is `authority`) and never what else
must be true (a quorum, a reply term).
"""

from typing import Final

from fenming.rules.step_words import REFUSALS, STATE_NAMES, SUBJECT_NAMES, VERB_NAMES, WHAT_TO_DO
from fenming.rules.steps import NEW, TABLES, Step
from fenming.rules.terms import Refused

__all__ = [
    "NEW", "STATE_NAMES", "SUBJECTS", "SUBJECT_NAMES", "VERB_NAMES", "Step", "next_state", "steps_of", "verbs_from",
]  # fmt: skip

SUBJECTS: Final[tuple[str, ...]] = tuple(TABLES)


def next_state(*, subject: str, state: str, verb: str) -> str:
    """The state a thing is in after `verb`.

    Raises Refused, with a code and a sentence that says the state, why not and
    what to do, when the table has no such step; KeyError when there is no such
    subject, state or verb at all, which is a slip in the program.
    """
    for step in TABLES[subject]:
        if step.source == state and step.verb == verb:
            return step.target
    raise _refusal(subject=subject, state=state, verb=verb)


def _refusal(*, subject: str, state: str, verb: str) -> Refused:
    name, action = STATE_NAMES[subject][state], VERB_NAMES[verb]
    known = REFUSALS.get((subject, state, verb))
    if known is not None:
        return Refused(*known)
    what_to_do = WHAT_TO_DO[subject, state]
    return Refused("wrong_state", f"{SUBJECT_NAMES[subject]}现在是“{name}”，不能{action}。{what_to_do}")


def steps_of(subject: str) -> tuple[Step, ...]:
    """All steps of a subject, in table order; KeyError when there is no such subject."""
    return TABLES[subject]


def verbs_from(*, subject: str, state: str) -> tuple[str, ...]:
    """The verbs that lead on from a state, in table order; none when the thing has come to its end."""
    return tuple(step.verb for step in TABLES[subject] if step.source == state)
