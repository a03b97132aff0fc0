"""The addresses of what the points of a year are used for (R52–R54); part of `urls`."""

from django.urls import URLPattern, path

from fenming.pages import use, uses

USES: list[URLPattern] = [
    path("me/uses", uses.own, name="own_uses"),
    path("uses", uses.uses, name="uses"),
    path("uses/bottom-list", uses.bottom_list, name="bottom_list"),
    path("uses/<int:number>", uses.uses, name="uses_year"),
    path("uses/<int:number>/propose", uses.propose, name="propose_uses"),
    path("uses/names/<int:proposal_id>", use.use, name="use"),
    path("uses/names/<int:proposal_id>/confirm", use.confirm, name="confirm_use"),
    path("uses/names/<int:proposal_id>/strike", use.strike, name="strike_use"),
    path("uses/names/<int:proposal_id>/incentive", use.give, name="record_incentive"),
]
