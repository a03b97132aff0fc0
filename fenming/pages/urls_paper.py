"""The addresses of what is told, said and signed on paper by members without an account."""

from django.urls import path

from fenming.pages import appeal_paper, objection_paper, paper, paper_proposals

PAPER = [
    path("matters/<int:matter_id>/notice", paper.matter_notice, name="matter_notice"),
    path("matters/<int:matter_id>/reply-for", paper.matter_reply_for, name="matter_reply_for"),
    path("objections/for/<int:membership_id>", objection_paper.object_on_paper, name="object_for"),
    path("appeals/for/<int:membership_id>", appeal_paper.appeal_on_paper, name="appeal_for"),
    path("findings/<int:finding_id>/receipt-for", objection_paper.receive_on_paper, name="acknowledge_for"),
    *(
        path(
            f"{subject}s/<int:{subject}_id>/withdraw-for",
            objection_paper.withdraw_on_paper,
            {"subject": subject},
            name=f"withdraw_{subject}_for",
        )
        for subject in ("objection", "appeal")
    ),
    *(
        path(f"{where}/<int:{subject}_id>/{end}", page, {"subject": subject}, name=f"{subject}_{name}")
        for subject, where in (("veto", "vetoes"), ("correction", "corrections"), ("reopening", "reopenings"))
        for end, page, name in (
            ("notice", paper_proposals.notice, "notice"),
            ("answer-for", paper_proposals.answer, "answer_for"),
        )
    ),
]
