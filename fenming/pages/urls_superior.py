"""Addresses of the college committee: its desk, what is filed with it, the reports it looks into (R32, R45, A34); part of `urls`."""

from django.urls import URLPattern, path

from fenming.pages import organisation, report_inquiry, superior

SUPERIOR: list[URLPattern] = [
    path("superior", superior.superior, name="superior"),
    path("superior/statistics", superior.statistics, name="superior_statistics"),
    path("superior/accept", superior.accept_green, name="superior_accept"),
    path("superior/filings/<int:filing_id>", superior.filing, name="filing"),
    path("superior/filings/<int:filing_id>/archive.zip", superior.archive, name="filing_archive"),
    path("superior/filings/<int:filing_id>/accept", superior.accept, name="filing_accept"),
    path("superior/filings/<int:filing_id>/return", superior.send_back, name="filing_return"),
    path("superior/organisations", organisation.organisations, name="organisations"),
    path("superior/organisations/<int:place_id>/name", organisation.rename, name="rename_organisation"),
    path("superior/organisations/<int:place_id>/place", organisation.place, name="place_branch"),
    path("superior/organisations/<int:place_id>/end", organisation.end, name="end_general_branch"),
    path("superior/organisations/<int:place_id>/officer", organisation.officer, name="general_officer"),
    path("superior/reports", report_inquiry.inquiries, name="report_inquiries"),
    path("superior/reports/<int:inquiry_id>", report_inquiry.inquiry, name="report_inquiry"),
    path("superior/reports/<int:inquiry_id>/reporter", report_inquiry.look, name="report_inquiry_look"),
    path("matters/<int:matter_id>/reporter/refer", report_inquiry.refer, name="refer_report"),
    path("me/reports/<int:matter_id>/read", report_inquiry.read, name="read_judgement"),
]
