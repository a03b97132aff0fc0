"""One appeal whole: for the member and the committee above the file, for the branch that it runs and what it is asked (R40-R43, A22).

The reporter of a matter appears nowhere here.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db.models import DateTimeField, Exists, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Cast

from fenming.queries.access import Tie, one_of, tie_to
from fenming.queries.appeal_view import AppealFile, AppealPage, Asked, Before, Vetoed
from fenming.queries.appealing import standing_now
from fenming.queries.appeals import WITH, get_appeal_for, refuse_biased_above
from fenming.queries.claims import number_of
from fenming.queries.contested import (
    ERASED,
    UNKNOWN_ITEM,
    Answer,
    Heard,
    ToDecide,
    answer_of,
    assessed_of,
    determined_of,
    items_for,
    with_figures,
    words_of,
)
from fenming.queries.counter_entries import Figures, figures_of
from fenming.queries.evidence import EvidenceFile, evidence_of, open_evidence
from fenming.queries.on_paper import signs_in
from fenming.queries.quarter import quarter_name
from fenming.queries.scores import published_standard
from fenming.queries.viewer import Viewer
from fenming.records.models import Appeal, Finding, Hearing, LedgerEntry, RecordRequest, Reply
from fenming.rules.standard import Item, Standard
from fenming.rules.terms import Refused

_WITH = (
    *WITH, "entered_by", "withdrawn_by", "branch__parent", "objection__text", "objection__finding__reason", "objection__finding__inquiry",
    "objection__finding__by", "veto__text", "veto__answer", "veto__proposed_by", "veto__confirmed_by",
)  # fmt: skip


def appeal_page(*, viewer: Viewer, appeal_id: int, today: date) -> AppealPage:
    """One appeal for its owner, its branch and the committee above; seven queries at most. NotFound, Refused `forbidden`."""
    one: Any = one_of(_with_facts(today), pk=appeal_id)
    owner_id = one.membership.person_id
    tie = tie_to(actor_id=viewer.person_id, branch_id=one.branch_id, on=today, owner_id=owner_id)
    if not (answer := tie.may("see_appeal")).allowed:
        raise Refused("forbidden", answer.reason)
    standard = published_standard(one.version_pk, one.version_digest)
    item = standard.item((one.veto or one.matter or one.entry or one).item)
    (asked, heard), running = _course(one.pk), one.state == Appeal.State.OPEN
    may_decide, why_not = _may_decide(one, viewer, tie, today)
    found = answer_of(one, standard)
    slip = _awaits_slip(found) and not tie.own and not one.signs_in
    return AppealPage(
        own=tie.own,
        title=item.title if item else UNKNOWN_ITEM,
        answer=found,
        lifted=one.veto_id is not None and found is not None and found.outcome == Finding.Outcome.UPHELD,
        asked=asked,
        file=_file(one, viewer, heard) if tie.may("see_appeal_file").allowed else None,
        to_decide=_to_decide(one, standard, item) if may_decide else None,
        why_not=why_not,
        may_ask=running and tie.may("ask_record").allowed and all(each.answered_at for each in asked),
        may_withdraw_for=running and not one.signs_in and tie.may("withdraw_appeal_for").allowed,
        awaits_slip=slip,
        may_acknowledge_for=slip and tie.may("acknowledge_for").allowed,
        may_give=running and tie.may("give_record").allowed,
        may_see_matter=one.matter_id is not None and tie.may("see_matter").allowed,
        today=today,
        **_plain(one),
        **_figures(one),
    )


def appeal_evidence(*, viewer: Viewer, appeal_id: int, number: int, today: date) -> EvidenceFile:
    """One file beside the matter an appeal is about, for who reads the whole file; NotFound, Refused."""
    actor_id, verb = viewer.person_id, "see_appeal_file"
    appeal = get_appeal_for(actor_id=actor_id, verb=verb, appeal_id=appeal_id, on=today)
    return open_evidence(matter_id=appeal.matter_id, number=number)


def _with_facts(today: date) -> QuerySet[Any]:
    replied = Reply.objects.filter(matter=OuterRef("matter")).order_by("-pk")
    rows = Appeal.objects.select_related(*_WITH).annotate(
        reply_agrees=Subquery(replied.values("agrees")[:1]),
        reply_text=Subquery(replied.values("text__text")[:1]),
        signs_in=signs_in("membership"),
        entry_gone=Exists(LedgerEntry.objects.filter(reverses=OuterRef("entry"))),
    )
    return with_figures(rows, booked_by="finding__appeal", today=today)


def _awaits_slip(found: Answer | None) -> bool:
    return found is not None and found.received_at is None


def _plain(one: Any) -> dict[str, Any]:
    """What stands on the appeal itself."""
    source: Any = one.matter or one.entry or one
    return {
        "id": one.pk,
        "number": one.number,
        "branch": one.branch.name,
        "above": one.branch.parent.name if one.branch.parent else "",
        "name": one.membership.person.name,
        "kind": one.kind,
        "kind_word": one.get_kind_display(),
        "straight": one.objection_id is None,
        "quarter": f"{one.quarter.year.number}年{quarter_name(one.quarter.number)}",
        "day": one.veto.decided_on if one.veto else source.day,
        "filed_at": one.filed_at,
        "decide_by": one.decide_by,
        "state": one.state,
        "ended_at": one.ended_at,
        "signed_on": one.signed_on,
        "entered_by": one.entered_by.name if one.entered_by else "",
        "withdrawn_by": one.withdrawn_by.name if one.withdrawn_by else "",
        "withdrawal_signed_on": one.withdrawal_signed_on,
    }


def _figures(one: Any) -> dict[str, Any]:
    """The matter, and the three figures as they stood; a veto has none."""
    matter = one.matter
    return {
        "matter_id": one.matter_id,
        "matter_number": number_of(matter) if matter else "",
        "claimed_centi": matter.claimed_centi if matter else None,
        "assessed": assessed_of(one),
        "determined": determined_of(one) if one.veto is None else None,
    }


def _course(appeal_id: int) -> tuple[tuple[Asked, ...], tuple[Heard, ...]]:
    """What the branch was asked and who was heard, in the order of the days; one query for both."""
    about = {"appeal": appeal_id}
    asked = RecordRequest.objects.filter(**about).annotate(asked=Value(True))
    heard = Hearing.objects.filter(**about).annotate(
        asked=Value(False), nobody=Value(""), never=Cast(Value(None), DateTimeField())
    )
    rows = asked.values_list(
        "asked", "pk", "at", "by__name", "answer_by", "question__text", "answer__text", "answered_by__name", "answered_at"
    ).union(
        heard.values_list(
            "asked", "pk", "at", "by__name", "heard_on", "who__text", "said__text", "nobody", "never"
        ),
        all=True,
    )  # fmt: skip
    found = sorted(rows, key=lambda row: (row[4], row[1]))
    return (
        tuple(_question(*row[1:]) for row in found if row[0]),
        tuple(
            Heard(on, who or ERASED, said or ERASED, by)
            for is_, _, _, by, on, who, said, *_ in found
            if not is_
        ),
    )


def _question(
    pk: int,
    at: datetime,
    by: str,
    answer_by: date,
    question: str,
    answer: str,
    who: str,
    when: datetime | None,
) -> Asked:
    said = (answer or ERASED) if when is not None else ""
    return Asked(pk, question or ERASED, by, at, answer_by, said, who or "", when)


def _file(one: Any, viewer: Viewer, heard: tuple[Heard, ...]) -> AppealFile:
    reply = "没有异议。" if one.reply_agrees else ""
    return AppealFile(
        text=words_of(one.text),
        late_reason=words_of(one.late_reason),
        said=words_of(one.matter.said) if one.matter else "",
        reply=one.reply_text or reply,
        before=_before(one.objection) if one.objection else None,
        veto=_vetoed(one.veto) if one.veto else None,
        hearings=heard,
        evidence=evidence_of(viewer=viewer, matter_id=one.matter_id) if one.matter_id else (),
    )


def _before(objection: Any) -> Before:
    finding: Finding | None = getattr(objection, "finding", None)
    return Before(
        id=objection.pk,
        number=objection.number,
        text=words_of(objection.text),
        filed_at=objection.filed_at,
        answer_by=objection.answer_by,
        word=finding.get_outcome_display() if finding else "",
        reason=words_of(finding.reason) if finding else "",
        inquiry=words_of(finding.inquiry) if finding else "",
        by=finding.by.name if finding else "",
        at=finding.at if finding else None,
    )


def _vetoed(veto: Any) -> Vetoed:
    return Vetoed(
        id=veto.pk,
        document=veto.document,
        text=words_of(veto.text),
        answer=words_of(veto.answer),
        proposed_by=veto.proposed_by.name,
        confirmed_by=veto.confirmed_by.name if veto.confirmed_by else "",
        confirmed_at=veto.confirmed_at,
    )


def _may_decide(one: Any, viewer: Viewer, tie: Tie, today: date) -> tuple[bool, str]:
    """Whether the viewer may hear and decide it now, and for a reviewer why not."""
    if one.state != Appeal.State.OPEN or not tie.may("decide_appeal").allowed:
        return False, ""
    try:
        refuse_biased_above(one, actor_id=viewer.person_id, on=today)
    except Refused as refused:
        return False, refused.sentence
    return True, ""


def _to_decide(one: Any, standard: Standard, item: Item | None) -> ToDecide:
    """The form begins with what stands today, which the branch may have changed since; a veto has no figures."""
    if one.veto is not None:
        return ToDecide(figures_of(one.entry), (), is_minus=False)
    entry = standing_now(one) if one.entry is None or one.entry_gone else one.entry
    thing = entry or one.matter
    figures = Figures(one.item, one.day) if thing is None else figures_of(thing)
    minus = entry is not None and entry.points_centi < 0
    return ToDecide(figures, items_for(one, standard, item), minus)
