"""The addresses of tables that are taken in, for `urls`."""

from django.urls import URLPattern, path

from fenming.pages import imports

IMPORTS: list[URLPattern] = [
    path("imports", imports.imports, name="imports"),
    path("imports/new/<str:kind>", imports.import_new, name="import_new"),
    path("imports/new/<str:kind>/template.xlsx", imports.template, name="import_template"),
    path("imports/<int:import_id>", imports.check, name="import_check"),
    path("imports/<int:import_id>/accept", imports.accept, name="import_accept"),
    path("imports/<int:import_id>/drop", imports.drop, name="import_drop"),
]
