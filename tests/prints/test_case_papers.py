"""受理回执, 核查意见, 答复书, 报告说明: what stands on each, for whom, and that they look as they did."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from urllib.parse import unquote

import pytest

from fenming.actions.report_back import report_back
from fenming.prints.answer_letter import answer_letter_name, answer_letter_pdf
from fenming.prints.case_receipt import case_receipt_name, case_receipt_pdf
from fenming.prints.finding import finding_data, finding_name, finding_pdf
from fenming.prints.objection_blank import objection_blank_pdf
from fenming.prints.report_note import report_note_name, report_note_pdf
from fenming.queries.handlers import Escape
from fenming.queries.objection_blank import ObjectionBlank
from fenming.queries.report_backs import ReportLine, Reports
from fenming.records.models import Appeal, Finding
from fenming.rules.terms import Refused
from tests.actions._objections import found, objected, wall
from tests.actions.appeal_scene import appealed, decided
from tests.actions.meeting_scene import opened
from tests.cast import at, key
from tests.pages.browse import client_of, stop_clock, text
from tests.prints.case_views import ABOVE, ANSWERED, APPEAL, BRANCH, OBJECTION, WORDS
from tests.prints.looking import looks_as_kept, read

BLANK = ObjectionBlank(BRANCH, ABOVE, tuple(kind.label for kind in Appeal.Kind))
NOTE = Reports(
    meeting_id=1, branch=BRANCH, title="2026年第二季度党员大会", held_on=date(2026, 6, 28), state="open", may_enter=True,
    lines=(
        ReportLine(3, "第 2 号异议", "2026年第一季度", "对评定的分", "异议成立", reported=False, owed=True),
        ReportLine(4, "第 1 号申诉", "2026年第一季度", "对评定的分", "维持原评定", reported=True, owed=False),
    ),
)  # fmt: skip


def on(pdf: bytes) -> str:
    return "".join(read(pdf))


def test_a_receipt_says_the_number_who_looks_into_it_and_until_when() -> None:
    page = on(case_receipt_pdf(OBJECTION))
    assert "龑嬿骉同志：" in page
    assert "您对2026年第一季度“教书育人、指导学生”（2026年2月11日，对评定的分）提出的异议已经收到" in page
    assert "编号为第2号（2026年4月2日提出）" in page
    assert "由没有参与原评定的支委核实，2026年4月17日前（含当日）书面答复您" in page
    assert "申诉可提到2026年5月6日（含当日）" in page
    assert "青岚大学人文学院教工第二党支部（盖章）2026年4月2日" in page
    appeal = on(case_receipt_pdf(APPEAL))
    assert "2026年5月12日前（含当日）作出决定，书面送达您本人" in appeal
    assert "青岚大学人文学院党委（盖章）" in appeal
    assert WORDS not in appeal


def test_a_paper_that_others_entered_says_so_and_one_that_was_taken_back_too() -> None:
    paper = replace(OBJECTION, signed_on=date(2026, 4, 1), entered_by="许明远")
    assert "（2026年4月1日签字，2026年4月2日由许明远代录）" in on(case_receipt_pdf(paper))
    back = replace(OBJECTION, state="withdrawn", ended_at=at(2026, 4, 3))
    page = on(case_receipt_pdf(back))
    assert "本人已于2026年4月3日撤回，不再办理。" in page
    assert "书面答复您" not in page


def test_a_finding_has_what_was_asked_looked_into_and_found() -> None:
    page = on(finding_pdf(ANSWERED))
    for words in (
        "异议核查意见第2号",
        "初评1韩若水，2026年3月10日。理由：与同类事项核对。",
        f"本人提出：{WORDS}",
        "2026年4月3日听取意见，本人：上午一组、下午一组，各40分钟。（沈知行记）",
        "异议成立。更正为“教书育人、指导学生”，2月11日，2次，计2分。记入台账第14、15号。",
        "理由：签到表上有两次签名，两组的名单不同，应计2次。",
        "核实人沈知行（签名）：",
    ):
        assert words in page, words
    assert "回避" not in page
    named = Escape("高明远", "周立言", date(2026, 4, 3), gone=False, waiting=False, may_ask=False)
    assert finding_data(replace(ANSWERED, escape=named))["conclusion"][-1] == (
        "回避，由上级指定的高明远办理。2026年4月3日指定，确认人周立言。"
    )


def test_what_a_branch_prints_of_an_appeal_has_neither_the_words_nor_what_was_looked_at() -> None:
    page = on(finding_pdf(APPEAL))
    for words in ("支部没有看第二份名单。", "核实：查了签到表", WORDS, "两组的学生可以作证"):
        assert words in page, words
    branch = replace(APPEAL, file=None)
    for shut in (on(finding_pdf(branch)), on(answer_letter_pdf(branch))):
        assert not [
            words
            for words in ("没有看第二份名单", "查了签到表", WORDS, "可以作证", "只有一份签到表")
            if words in shut
        ]
        assert "两组的签到时间相同，是同一次活动。" in shut
    assert "本人写的内容只有本人和上级看得到" in on(finding_pdf(branch))


def test_an_answer_says_how_to_go_on_and_has_a_slip_to_sign() -> None:
    page = on(answer_letter_pdf(ANSWERED))
    assert "结论：异议成立。更正为“教书育人、指导学生”" in page
    assert "可以在2026年4月21日前（含当日）向青岚大学人文学院党委申诉" in page
    assert "送达回执本人已收到第2号异议的答复书。签收不等于同意，也不影响申诉。签收：" in page
    gone_on = on(answer_letter_pdf(replace(ANSWERED, appeal_id=1)))
    assert "向青岚大学人文学院党委申诉" not in gone_on
    with pytest.raises(Refused) as refused:
        answer_letter_pdf(OBJECTION)
    assert (refused.value.code, refused.value.sentence[:12]) == ("not_answered", "第 2 号异议没有答复，")


def test_a_note_for_the_meeting_has_neither_names_nor_words() -> None:
    page = on(report_note_pdf(NOTE))
    assert "核查结论在下一次党员大会上通报。到本次大会，需要通报的结论共2件" in page
    assert "第2号异议2026年第一季度对评定的分异议成立待通报" in page
    assert "第1号申诉2026年第一季度对评定的分维持原评定已通报" in page
    assert "没有需要通报的结论。" in on(report_note_pdf(replace(NOTE, lines=())))


def test_a_blank_has_room_for_everything_that_is_entered_from_it() -> None:
    page = on(objection_blank_pdf(BLANK))
    for words in (
        "□异议，交青岚大学人文学院教工第二党支部",
        "□申诉，交青岚大学人文学院党委（可以直接提出，不必先经支部）",
        "□对公示的积分□对不认定的事项□对改动了的事项□对漏记的事项□对期初转入的积分□对一票否决",
        "迟交的原因",
        "本人（签名）：",
        "收件人（签名）：",
        "是否在期限内，看签字的日期",
    ):
        assert words in page, words


def test_they_look_as_they_did() -> None:
    assert looks_as_kept("objection_blank", objection_blank_pdf(BLANK))
    assert looks_as_kept("case_receipt", case_receipt_pdf(OBJECTION))
    assert looks_as_kept("finding", finding_pdf(ANSWERED))
    assert looks_as_kept("finding_appeal", finding_pdf(APPEAL))
    assert looks_as_kept("answer_letter", answer_letter_pdf(ANSWERED))
    assert looks_as_kept("report_note", report_note_pdf(NOTE))
    names = (case_receipt_name(OBJECTION), finding_name(APPEAL), answer_letter_name(ANSWERED))
    assert names == ("异议受理回执_第2号", "申诉核查认定书_第1号", "异议答复书_第2号")
    assert report_note_name(NOTE) == "异议和申诉核查结论报告说明_2026年第二季度党员大会"


def test_a_name_the_fonts_lack_is_told_before_anything_is_printed() -> None:
    for make in (case_receipt_pdf, finding_pdf, answer_letter_pdf):
        with pytest.raises(Refused) as refused:
            make(replace(ANSWERED, name="周\U00030edd安"))
        assert refused.value.code == "unprintable"


@pytest.mark.django_db
def test_who_may_open_the_page_may_print_it_and_nobody_else(monkeypatch: pytest.MonkeyPatch) -> None:
    scene = wall()
    people = scene.people
    objection, appeal = objected(scene), appealed(scene)
    stop_clock(monkeypatch, at(2026, 4, 21))
    owner, branch, above = client_of(people.zhou), client_of(people.lin), client_of(people.gao)
    early = owner.get(f"/objections/{objection}/answer.pdf")
    assert (early.status_code, "没有答复，还不能打印" in text(early)) == (409, True)
    found(scene, objection)
    decided(people, appeal)
    for paper, name in (("receipt", "受理回执"), ("finding", "核查意见"), ("answer", "答复书")):
        path = f"/objections/{objection}/{paper}.pdf"
        response = owner.get(path)
        assert f"异议{name}_第1号.pdf" in unquote(response["Content-Disposition"])
        assert path in text(owner.get(f"/objections/{objection}"))
        assert f"/appeals/{appeal}/{paper}.pdf" in text(branch.get(f"/appeals/{appeal}"))
        assert client_of(people.he).get(path).status_code == 403
        assert client_of(people.deng).get(path).status_code == 404
    shown = on(b"".join(above.get(f"/appeals/{appeal}/finding.pdf").streaming_content))
    kept = on(b"".join(branch.get(f"/appeals/{appeal}/finding.pdf").streaming_content))
    assert "当天做了两次，只记了一次。" in shown
    assert "当天做了两次，只记了一次。" not in kept
    meeting = opened(people, quarter=2, held_on=date(2026, 6, 28))
    finding = Finding.objects.get(objection=objection).pk
    report_back(actor_id=people.xu, meeting_id=meeting, finding_ids=[finding], key=key(), now=at(2026, 6, 28))
    stop_clock(monkeypatch, at(2026, 6, 28))
    note = on(b"".join(owner.get(f"/meetings/{meeting}/report-back.pdf").streaming_content))
    assert "第1号异议2026年第一季度" in note
    assert "周予安" not in note
