"""Every address, grouped by noun."""

from django.urls import URLPattern, path

from fenming.pages import account, health, sign_in

urlpatterns: list[URLPattern] = [
    # the way in, and one's own account
    path("sign-in", sign_in.sign_in, name="sign_in"),
    path("sign-out", sign_in.sign_out, name="sign_out"),
    path("account/password", account.password_page, name="set_password"),
    path("account/large-type", account.large_type, name="large_type"),
    path("healthz", health.health, name="health"),
]
