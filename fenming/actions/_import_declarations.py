"""What accepted sheets from paper write: each row declared for its member, who is told (R31, R67)."""

from __future__ import annotations

from collections.abc import Mapping

from fenming.actions._declaring import declared_matter
from fenming.actions._writing import Act
from fenming.queries.access import get_membership_for
from fenming.queries.imports.declarations import DeclarationLine, draft_of
from fenming.queries.imports.plan import Asked
from fenming.records.models import Matter
from fenming.rules.terms import Refused


def take_declarations(act: Act, asked: Asked) -> Mapping[str, object]:
    """The matters, by id; Refused with the row for what `declare_for` refuses, one's own sheet among it."""
    matters: list[Matter] = []
    for line in draft_of(asked).lines:
        try:
            matters.append(_declared(act, line))
        except Refused as refused:
            words = f"第 {line.row} 行，{line.membership.person.name}：{refused.sentence}"
            raise Refused(refused.code, words) from refused
    whom = {one.pk: one.membership.person_id for one in matters}
    act.tell_each(kind="declared_for", subject="matter", whom=whom)
    return {"matters": [one.pk for one in matters]}


def _declared(act: Act, line: DeclarationLine) -> Matter:
    actor, pk = act.actor_id or 0, line.membership.pk
    membership = get_membership_for(actor_id=actor, verb="declare_for", membership_id=pk, on=act.today)
    return declared_matter(act, month=line.month, membership=membership, claim=line.claim, on_behalf=True)
