"""Addresses of what may be had for Word beside its PDF, and of its templates, for `urls_prints`."""

from __future__ import annotations

from django.urls import URLPattern, path

from fenming.pages import form_templates, register_form, word_papers

WORD: list[URLPattern] = [
    path(
        "roster/<int:membership_id>/register-form/<int:number>.docx",
        register_form.register_form_file,
        {"ending": "docx"},
        name="register_form_year_word",
    ),
    path(
        "roster/<int:membership_id>/register-form/<int:number>-<int:quarter>.docx",
        register_form.register_form_file,
        {"ending": "docx"},
        name="register_form_word",
    ),
    path(
        "meetings/<int:meeting_id>/notice.docx", word_papers.meeting_notice_word, name="meeting_notice_word"
    ),
    path("matters/<int:matter_id>/notice.docx", word_papers.matter_notice_word, name="matter_notice_word"),
    *(
        path(
            f"{where}/<int:{subject}_id>/notice.docx",
            word_papers.proposal_notice_word,
            {"subject": subject},
            name=f"{subject}_notice_word",
        )
        for subject, where in (("veto", "vetoes"), ("correction", "corrections"), ("reopening", "reopenings"))
    ),
    path("meetings/<int:meeting_id>/minutes.docx", word_papers.minutes_word, name="meeting_minutes_word"),
    *(
        path(
            f"objections/<int:objection_id>/{paper}.docx",
            word_papers.objection_word,
            {"paper": paper},
            name=f"objection_{paper}_word",
        )
        for paper in ("receipt", "finding", "answer")
    ),
    *(
        path(
            f"appeals/<int:appeal_id>/{paper}.docx",
            word_papers.appeal_word,
            {"paper": paper},
            name=f"appeal_{paper}_word",
        )
        for paper in ("receipt", "finding", "answer")
    ),
    path(
        "superior/filings/<int:filing_id>/letter.docx",
        word_papers.filing_letter_word,
        name="filing_letter_word",
    ),
    path("form-templates", form_templates.form_templates, name="form_templates"),
    path("form-templates/<slug:form_code>", form_templates.form_template, name="form_template"),
    path(
        "form-templates/<slug:form_code>/default",
        form_templates.form_template_default,
        name="form_template_default",
    ),
    path(
        "form-templates/<slug:form_code>/<int:number>.docx",
        form_templates.form_template_file,
        name="form_template_file",
    ),
]
