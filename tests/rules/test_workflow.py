"""Every subject × state × verb: a next state, or a sentence that helps."""

from itertools import product

import pytest

from fenming.rules.step_words import WHAT_TO_DO
from fenming.rules.terms import Refused
from fenming.rules.workflow import (
    NEW,
    STATE_NAMES,
    SUBJECT_NAMES,
    SUBJECTS,
    VERB_NAMES,
    next_state,
    steps_of,
    verbs_from,
)

EVERYTHING = {
    (subject, state, verb)
    for subject in SUBJECTS
    for state, verb in product(STATE_NAMES[subject], VERB_NAMES)
}
STEPS = {(step.subject, step.source, step.verb) for subject in SUBJECTS for step in steps_of(subject)}
ENDS = {
    "matter": {"withdrawn"},
    "month": set(),
    "meeting": {"cancelled"},
    "quarter": {"locked", "taken_over"},
    "posting": {"ended"},
    "year": set(),
    "objection": {"withdrawn", "overtaken"},
    "appeal": {"withdrawn"},
    "correction": {"confirmed", "declined"},
    "reopening": {"decided", "kept", "dropped"},
    "veto": {"declined", "lifted"},
    "talk": {"acknowledged"},
    "rectification": {"done", "not_done"},
    "disposal": {"filed"},
    "use": set(),
    "inquiry": {"read"},
}


def walk(subject: str, *verbs: str, state: str = NEW) -> str:
    for verb in verbs:
        state = next_state(subject=subject, state=state, verb=verb)
    return state


def refusal(subject: str, state: str, verb: str) -> Refused:
    with pytest.raises(Refused) as caught:
        next_state(subject=subject, state=state, verb=verb)
    return caught.value


@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_step_leads_to_a_state(subject: str) -> None:
    for _, state, verb in (one for one in STEPS if one[0] == subject):
        assert next_state(subject=subject, state=state, verb=verb) in STATE_NAMES[subject], (state, verb)
        assert verb in verbs_from(subject=subject, state=state), (state, verb)


@pytest.mark.parametrize("subject", SUBJECTS)
def test_everything_else_is_refused_in_two_sentences(subject: str) -> None:
    """Each verb there is, at each state of the thing: thousands, so not a test of its own each."""
    others = [one for one in EVERYTHING - STEPS if one[0] == subject]
    assert others
    for _, state, verb in others:
        refused = refusal(subject, state, verb)
        why, what_to_do = refused.sentence.removesuffix("。").split("。", 1)
        assert why.startswith(SUBJECT_NAMES[subject]), (state, verb, why)
        assert "不" in why, (state, verb, why)
        assert what_to_do, (state, verb)
        assert refused.sentence.endswith("。"), (state, verb)
        assert verb not in verbs_from(subject=subject, state=state), (state, verb)


@pytest.mark.parametrize("subject", SUBJECTS)
def test_a_table_names_only_what_exists_and_no_step_twice(subject: str) -> None:
    steps = steps_of(subject)
    assert len({(step.source, step.verb) for step in steps}) == len(steps)
    for step in steps:
        assert step.subject == subject
        assert {step.source, step.target} <= set(STATE_NAMES[subject])
        assert step.verb in VERB_NAMES
        assert step.who
        assert step.clause


def test_every_verb_with_a_name_is_a_step_of_something() -> None:
    assert {step.verb for subject in SUBJECTS for step in steps_of(subject)} == set(VERB_NAMES)


@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_state_is_reached_and_leads_on_or_is_an_end(subject: str) -> None:
    reached = {NEW}
    while more := {s.target for s in steps_of(subject) if s.source in reached} - reached:
        reached |= more
    assert reached == set(STATE_NAMES[subject])
    ends = {state for state in reached if not verbs_from(subject=subject, state=state)}
    assert ends == ENDS[subject]


def test_only_the_meeting_determines_and_only_what_was_assessed() -> None:
    into_determined = [s for s in steps_of("matter") if s.target == "determined"]
    assert {s.source for s in into_determined if "anew" not in s.verb} == {"assessed"}
    assert {s.source for s in into_determined if "anew" in s.verb} == {"determined", "refused"}
    assert {s.who for s in into_determined} == {"支部党员大会"}


def test_a_matter_walks_the_straight_path() -> None:
    assert walk("matter", "declare", "reply", "assess_accept", "determine_accept") == "determined"
    assert walk("matter", "record", "assess_change", "determine_change") == "determined"
    assert walk("matter", "save", "declare", "assess_return", "resubmit", "withdraw") == "withdrawn"
    assert walk("matter", "declare", "assess_refuse") == "refused"
    assert walk("matter", "declare", "assess_accept", "determine_refuse") == "refused"
    assert walk("matter", "declare", "defer", "assess_accept", "defer", "determine_accept") == "determined"


def test_an_assessed_matter_may_be_assessed_anew() -> None:
    assert walk("matter", "declare", "assess_accept", "assess_change", "assess_accept") == "assessed"
    assert walk("matter", "declare", "assess_accept", "assess_refuse") == "refused"
    assert walk("matter", "declare", "assess_accept", "assess_return") == "returned"


def test_the_quarter_and_the_year_walk_their_path() -> None:
    assert walk("quarter", "open", "call_meeting", "close_meeting", "post", "end_posting", "lock") == "locked"
    assert walk("meeting", "call_meeting", "mark_attendance", "open_meeting", "decide", "close_meeting") == (
        "closed"
    )
    assert walk("posting", "post", "end_posting") == "ended"
    assert walk("year", "open", "settle", "sign_off", "announce") == "announced"
    filed = ("open", "settle", "sign_off", "announce", "appraise", "file_year")
    assert walk("year", *filed, "return_filing", "appraise", "file_year", "accept_filing") == "accepted"
    assert walk("year", *filed, "accept_filing", "settle_again") == "settled"
    assert walk("month", "open", "declare", "nothing_new", "record", "assess", "finish", "assess") == (
        "assessed"
    )


@pytest.mark.parametrize("verb", ["determine_accept", "determine_change", "determine_refuse"])
def test_determining_what_was_not_assessed_is_refused(verb: str) -> None:
    refused = refusal("matter", "declared", verb)
    assert refused.code == "not_assessed"
    assert "还没有初评" in refused.sentence
    assert "缓议" in refused.sentence


def test_a_declaration_for_an_assessed_month_is_sent_to_the_open_month() -> None:
    refused = refusal("month", "assessed", "declare")
    assert refused.code == "month_assessed"
    assert "请到开放的月份申报" in refused.sentence
    assert "发生的那一天" in refused.sentence
    assert refusal("month", "assessed", "record").code == "month_assessed"
    assert refusal("month", "assessed", "nothing_new").code == "month_assessed"


def test_sentences_name_the_state_and_the_next_step() -> None:
    assert refusal("matter", "determined", "withdraw").sentence == (
        "这件事现在是“已评定”，不能撤回。评定有误的，可由书记或支委提请大会重新审议。"
    )
    assert refusal("matter", "assessed", "withdraw").code == "already_assessed"
    assert refusal("quarter", "open", "post").code == "not_determined"
    assert refusal("meeting", "called", "decide").sentence == (
        "这次会议现在是“已召集”，不能作出决议。请先登记到会，再开始会议。"
    )
    assert refusal("meeting", "closed", "decide").code == "wrong_state"
    assert refusal("year", "open", "announce").sentence == (
        "这个年度现在是“开放”，不能公布。请先锁定四个季度，再结算。"
    )


@pytest.mark.parametrize(
    ("subject", "state", "verb"),
    [("matters", "draft", "declare"), ("matter", "lost", "declare"), ("matter", "draft", "delete")],
)
def test_a_slip_in_the_program_is_not_shown_as_a_refusal(subject: str, state: str, verb: str) -> None:
    with pytest.raises(KeyError):
        next_state(subject=subject, state=state, verb=verb)


def test_the_generic_sentence_is_never_missing_its_advice() -> None:
    places = {(subject, state) for subject in SUBJECTS for state in STATE_NAMES[subject]}
    assert set(WHAT_TO_DO) == places
