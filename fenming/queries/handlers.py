"""Who was named by the committee above for one thing, and may open and handle that and nothing else (A31).

Asked only where no office opens the door, so that the pages of everybody else cost nothing more.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from fenming.queries.access import MATTER_WITH, NotFound, current_on, one_of, require
from fenming.records.models import (
    Account,
    Correction,
    HandlerRequest,
    Handling,
    Matter,
    Membership,
    Objection,
    Office,
    Organisation,
    Person,
    Standing,
    Veto,
)
from fenming.rules.authority import Relation, Role, may
from fenming.rules.terms import Refused, Status

Thing = Objection | Matter | Veto | Correction


@dataclass(frozen=True, slots=True)
class Escape:
    """How a thing stands that cannot be handled as usual; its ground is never more than 回避.

    `name`, `by`, `on`: whom the committee above named, who did, and when; empty while nobody is named. `gone`: they
    have left and cannot act; they stay named until another is. `waiting`: it was asked and has not answered.
    `may_ask`: the viewer may ask it.
    """

    name: str
    by: str
    on: date | None
    gone: bool
    waiting: bool
    may_ask: bool


def require_or_named(*, actor_id: int, verb: str, thing: Thing, owner_id: int, on: date) -> bool:
    """The door of a thing: by office, or else because this person was named for it, which is True; NotFound, Refused."""
    try:
        require(actor_id=actor_id, verb=verb, branch_id=thing.branch_id, on=on, owner_id=owner_id)
    except (NotFound, Refused):
        if (
            owner_id == actor_id
            or not for_one_thing(verb)
            or not _is_named(thing, actor_id=actor_id, verb=verb, on=on)
        ):
            raise
        return True
    return False


def _is_named(thing: Thing, *, actor_id: int, verb: str, on: date) -> bool:
    """Named for the thing, or to look at a matter: for an objection to it or a correction of it."""
    named = naming_of(thing, on=on).filter(person=actor_id)
    if verb == "confirm_lifting" and isinstance(thing, Veto) and thing.confirmed_at is not None:
        return named.filter(at__gt=thing.confirmed_at).exists()  # not for having confirmed it
    if named.exists():
        return True
    if not isinstance(thing, Matter) or verb not in ("see_matter", "see_evidence"):
        return False
    about = (
        Q(request__objection__matter=thing)
        | Q(request__objection__entry__determination__matter=thing)
        | Q(request__correction__entry__determination__matter=thing)
    )
    mine = Handling.objects.filter(
        about, person=actor_id, person__in=eligible(branch_id=thing.branch_id, on=on)
    )
    same = Q(request__objection=OuterRef("request__objection")) | Q(
        request__correction=OuterRef("request__correction")
    )
    return mine.filter(~Exists(Handling.objects.filter(same, pk__gt=OuterRef("pk")))).exists()


def get_matter_or_named_for(
    *, actor_id: int, verb: str, matter_id: int, on: date, rows: QuerySet[Any] | None = None
) -> Any:
    """A matter as `get_matter_for`, or because this person was named for it; from `rows` if they bring more with them."""
    found = Matter.objects.all() if rows is None else rows
    matter = one_of(found.select_related(*MATTER_WITH), pk=matter_id)
    require_or_named(actor_id=actor_id, verb=verb, thing=matter, owner_id=matter.membership.person_id, on=on)
    return matter


def refuse_named_another(matter: Matter, *, actor_id: int, on: date) -> None:
    """Pass unless the committee above named somebody else to assess it; Refused `handler_named`."""
    last = namings(matter).select_related("person").order_by("-pk").first()
    if last is not None and last.person_id != actor_id:
        name, here = last.person.name, naming_of(matter, on=on).exists()
        wait = f"请等{name}初评。" if here else f"{name}现在不能办理，请等上级另行指定。"
        raise Refused("handler_named", f"这件事回避，由上级指定的{name}初评，不由支部初评。{wait}")


def for_one_thing(verb: str) -> bool:
    """Whether it is among what a handler named from above may do to the one thing."""
    return may(verb=verb, roles=frozenset({Role.HANDLER}), relation=Relation.NAMED, own_matter=False).allowed


def naming_of(thing: Thing, *, on: date) -> QuerySet[Handling]:
    """The last naming for a thing, unless the one named has left what made them eligible; none or one row."""
    last = namings(thing).order_by("-pk").values("pk")[:1]
    return Handling.objects.filter(
        pk=Subquery(last), person__in=eligible(branch_id=thing.branch_id, on=on).order_by()
    )


def namings(thing: Thing) -> QuerySet[Handling]:
    """Everybody ever named for a thing."""
    return Handling.objects.filter(**{f"request__{subject_of(thing)}": thing.pk})


def subject_of(thing: Thing) -> str:
    """What a thing is called in the workflow, and in the tables of requests."""
    return str(thing._meta.model_name)


def eligible(*, branch_id: int, on: date, place: int | None = None) -> QuerySet[Person]:
    """Whom the committee above a branch may name: its reviewers, and of the branches below it secretaries, committee
    members and formal members, if they can sign in; `place` narrows it to one of these. Who reported is not left out:
    that would give them away (A14)."""
    above = Subquery(Organisation.objects.filter(pk=branch_id).values("parent")[:1])
    held, formal = _posts(above, on), _formal_members(above, on)
    if place is not None:
        held, formal = held.filter(organisation=place), formal.filter(branch=place)
    able = Person.objects.filter(Q(pk__in=held.values("person")) | Q(pk__in=formal.values("person")))
    return able.filter(account__is_active=True)


def has_left(*, person: str, on: date) -> ExpressionWrapper[Any]:
    """For rows of a branch: whether the person of that column has left what made them eligible, or has no account."""
    above, who = OuterRef("branch__parent"), {"person": OuterRef(person)}
    here = Q(Exists(_posts(above, on).filter(**who))) | Q(Exists(_formal_members(above, on).filter(**who)))
    account = Q(Exists(Account.objects.filter(**who, is_active=True)))
    return ExpressionWrapper(~(here & account), output_field=BooleanField())


def _posts(above: Any, on: date) -> QuerySet[Office]:
    return Office.objects.filter(current_on(on)).filter(
        Q(organisation=above, role=Role.SUPERIOR_REVIEWER)
        | Q(organisation__parent=above, role__in=(Role.COMMITTEE, Role.SECRETARY))
    )


def _formal_members(above: Any, on: date) -> QuerySet[Membership, Any]:
    status = Standing.objects.filter(membership=OuterRef("pk"), since__lte=on).order_by("-since")
    members = Membership.objects.filter(current_on(on), branch__parent=above)
    return members.annotate(status=Subquery(status.values("status")[:1])).filter(status=Status.FORMAL)


def is_open(thing: Thing) -> bool:
    """Whether there is still something to handle."""
    if isinstance(thing, Matter):
        return thing.state in (Matter.State.DECLARED, Matter.State.ASSESSED)
    if isinstance(thing, Veto) and thing.state == Veto.State.CONFIRMED:
        return thing.lift_proposed_by_id is not None
    return thing.state in (Objection.State.OPEN, Veto.State.PROPOSED, Correction.State.PROPOSED)


def with_handler(rows: QuerySet[Any], *, subject: str, on: date) -> QuerySet[Any]:
    """The rows with the columns that `escape_from` reads."""
    last = Handling.objects.filter(**{f"request__{subject}": OuterRef("pk")}).order_by("-pk")
    answered = Handling.objects.filter(request=OuterRef("pk"))
    asked = HandlerRequest.objects.filter(~Exists(answered), **{subject: OuterRef("pk")})
    found: QuerySet[Any] = rows.annotate(
        handler_id=Subquery(last.values("person")[:1]),
        handler_name=Subquery(last.values("person__name")[:1]),
        named_by=Subquery(last.values("named_by__name")[:1]),
        named_at=Subquery(last.values("at")[:1]),
        handler_asked=Exists(asked),
    ).annotate(handler_gone=has_left(person="handler_id", on=on))
    return found


def escape_from(row: Any, *, may_ask: bool) -> Escape | None:
    """How a row of `with_handler` stands; None when nobody was asked and the viewer is not to ask."""
    if row.handler_name is None and not row.handler_asked and not may_ask:
        return None
    at: datetime | None = row.named_at
    return Escape(
        name=row.handler_name or "",
        by=row.named_by or "",
        on=timezone.localdate(at) if at else None,
        gone=bool(row.handler_name) and row.handler_gone and is_open(row),
        waiting=row.handler_asked,
        may_ask=may_ask and not row.handler_asked,
    )
