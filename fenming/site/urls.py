"""Root of all addresses: the pages."""

from django.urls import include, path

urlpatterns = [path("", include("fenming.pages.urls"))]
handler400 = "fenming.pages.errors.bad_request"
handler403 = "fenming.pages.errors.forbidden"
handler404 = "fenming.pages.errors.not_found"
handler500 = "fenming.pages.errors.server_error"
