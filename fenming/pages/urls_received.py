"""The addresses of archives from branches with a system of their own, for `urls`."""

from django.urls import URLPattern, path

from fenming.pages import filing_receipt, received

RECEIVED: list[URLPattern] = [
    path("superior/received", received.received_years, name="received_years"),
    path("superior/received/<int:received_id>", received.received_year, name="received_year"),
    path("superior/received/<int:received_id>/accept", received.accept, name="received_accept"),
    path("superior/received/<int:received_id>/return", received.send_back, name="received_return"),
    path("superior/received/<int:received_id>/receipt.pdf", received.receipt, name="received_receipt"),
    path("superior/received/<int:received_id>/receipt.json", received.receipt_file, name="receipt_file"),
    path("superior/filings/<int:filing_id>/receipt", filing_receipt.enter, name="enter_receipt"),
]
