"""What happens in the demo's main branch besides the months: people come and go, a mistake is mended, a member objects."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import partial
from typing import Final

from fenming.actions.answer_enquiry import answer_enquiry
from fenming.actions.answer_veto import answer_veto
from fenming.actions.appeal import appeal
from fenming.actions.ask_record import ask_record
from fenming.actions.assess import assess
from fenming.actions.attach_evidence import attach_evidence
from fenming.actions.call_roll import call_roll
from fenming.actions.confirm_correction import confirm_correction
from fenming.actions.confirm_lifting import confirm_lifting
from fenming.actions.confirm_veto import confirm_veto
from fenming.actions.decide_appeal import decide_appeal
from fenming.actions.enquire import enquire
from fenming.actions.find import find
from fenming.actions.hand_over import hand_over
from fenming.actions.hear_appeal import hear_appeal
from fenming.actions.object_to import object_to
from fenming.actions.propose_correction import propose_correction
from fenming.actions.propose_lifting import propose_lifting
from fenming.actions.propose_veto import propose_veto
from fenming.actions.reply import reply
from fenming.actions.report import report
from fenming.actions.resubmit import resubmit
from fenming.jobs.demo_deeds import Deed
from fenming.jobs.demo_diary import Entry, Stage, at
from fenming.jobs.demo_months import tell
from fenming.jobs.demo_people import REVIEWER
from fenming.queries.appealing import Which
from fenming.queries.demo_reading import entry_of, matter_of, pending, posting_code, reviewer_id
from fenming.queries.objecting import Omitted

PDF: Final = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
TRAINING, PLANTING = "外出培训没有报备。", "校园植树志愿服务，半天。"
READING = "新生专业导读，每人一组学生。"
WELCOME = "迎新准备和宿舍引导，半天。"
PRIZE = Deed("J02", "青竹杯教学比赛获校级二等奖。", level="校", achievement="青竹杯教学比赛")
STAMPS = Deed("DA5", "设计新的用章登记表，缩短办理时间。")
TRIAL = Deed("DT2", "指导三名师范生试讲。")
PAPER = "在《示例学刊》发表教学论文一篇。"
HELPED = "雨天帮毕业生搬运行李，半天。"
DECISION, REVOKED = "校人〔2026〕3号", "校人〔2026〕11号"

_Incident = Callable[..., object]


def incidents(stage: Stage) -> Iterator[Entry]:
    """The incidents of the year in the order of the script; the diary sorts them."""
    for (month, day, hour), act in _SCRIPT:
        yield Entry(at(date(stage.year, month, day), hour), partial(act, stage))


def _call_roll(stage: Stage, *, now: datetime) -> None:
    """The theme day of March: one late, one away on duty, one on private leave; the late one is taken."""
    day, late = now.date(), stage.member("梁颂")
    marks = {stage.member(part.name): "present" for part in stage.there(day, day)}
    marks |= {late: "late", stage.member("何苗"): "duty", stage.member("温简"): "private"}
    called = call_roll(
        actor_id=stage.recorder, branch_id=stage.branch_id, day=day, what="三月主题党日", marks=marks, taken=[late],
        key=stage.key(), now=now,
    )  # fmt: skip
    if called.by_hand:  # without an account: the notice is handed over at once
        hand_over(
            actor_id=stage.recorder, matter_id=called.matter_ids[0], handed_on=day, receipt_kept=True, key=stage.key(),
            now=now,
        )  # fmt: skip


def _tell(name: str, month: int, deed: Deed, stage: Stage, *, now: datetime) -> None:
    part = next(one for one in stage.parts if one.name == name)
    tell(stage, part, month, deed=deed, day=now.date(), now=now)


def _return(name: str, said: str, reason: str, stage: Stage, *, now: datetime) -> None:
    assess(
        actor_id=stage.login("hanruoshui"), matter_id=matter_of(membership_id=stage.member(name), said=said),
        outcome="returned", reason=reason, seen_round=0, key=stage.key(), now=now,
    )  # fmt: skip


def _resubmit(stage: Stage, *, now: datetime) -> None:
    resubmit(
        actor_id=stage.login("zhouyuan"), matter_id=matter_of(membership_id=stage.member("周予安"), said=TRIAL.said),
        day=date(stage.year, 3, 18), said="指导三名师范生试讲，每人一课时，附听课记录。", key=stage.key(), now=now,
    )  # fmt: skip


def _attach(name: str, said: str, file: str, stage: Stage, *, now: datetime) -> None:
    attach_evidence(
        actor_id=stage.person(name), matter_id=matter_of(membership_id=stage.member(name), said=said), name=file,
        content=PDF, key=stage.key(), now=now,
    )  # fmt: skip


def _report(stage: Stage, *, now: datetime) -> None:
    report(
        actor_id=stage.login("hemiao"), membership_id=stage.member("宋书言"), item="DT5", day=date(stage.year, 6, 16),
        said=HELPED, key=stage.key(), now=now,
    )  # fmt: skip


def _answer_report(stage: Stage, *, now: datetime) -> None:
    reply(
        actor_id=stage.login("songshuyan"), matter_id=matter_of(membership_id=stage.member("宋书言"), said=HELPED),
        agrees=True, text="情况属实，那天有六名学生一起。", key=stage.key(), now=now,
    )  # fmt: skip


def _propose_correction(name: str, said: str, day: tuple[int, int], stage: Stage, *, now: datetime) -> None:
    propose_correction(
        actor_id=stage.recorder, entry_id=entry_of(membership_id=stage.member(name), said=said),
        day=date(stage.year, *day), quantity=1, reason="日期录错一天，以活动签到表为准。", key=stage.key(), now=now,
    )  # fmt: skip


def _confirm_correction(stage: Stage, *, now: datetime) -> None:
    correction_id = pending("correction", branch_id=stage.branch_id)
    confirm_correction(
        actor_id=stage.login("hanruoshui"), correction_id=correction_id, key=stage.key(), now=now
    )


def _propose_veto(stage: Stage, *, now: datetime) -> None:
    propose_veto(
        actor_id=stage.secretary, membership_id=stage.member("卫听澜"), item="V5", document=DECISION,
        decided_on=date(stage.year, 3, 16), text="处理决定认定其违反工作纪律，给予书面处理。", key=stage.key(), now=now,
    )  # fmt: skip


def _answer_veto(stage: Stage, *, now: datetime) -> None:
    answer_veto(
        actor_id=stage.login("weitinglan"), veto_id=pending("veto", branch_id=stage.branch_id),
        text="处理决定收到。其中一项事实有出入，已向学校申请复核。", key=stage.key(), now=now,
    )  # fmt: skip


def _confirm_veto(stage: Stage, *, now: datetime) -> None:
    veto_id = pending("veto", branch_id=stage.branch_id)
    confirm_veto(actor_id=stage.login("shenzhixing"), veto_id=veto_id, key=stage.key(), now=now)


def _propose_lifting(stage: Stage, *, now: datetime) -> None:
    veto_id = pending("veto", branch_id=stage.branch_id)
    propose_lifting(actor_id=stage.secretary, veto_id=veto_id, document=REVOKED, key=stage.key(), now=now)


def _confirm_lifting(stage: Stage, *, now: datetime) -> None:
    confirm_lifting(
        actor_id=stage.login("shenzhixing"), veto_id=pending("veto", branch_id=stage.branch_id), document=REVOKED,
        key=stage.key(), now=now,
    )  # fmt: skip


def _object(stage: Stage, *, now: datetime) -> None:
    object_to(
        actor_id=stage.login("ouyangwenbo"), branch_id=stage.branch_id,
        matter_id=matter_of(membership_id=stage.member("欧阳文博"), said=TRAINING),
        text="请假单六月十七日已交学院办公室，有签收，不是没有报备。", key=stage.key(), now=now,
    )  # fmt: skip


def _find(stage: Stage, *, now: datetime) -> None:
    find(
        actor_id=stage.login("songshuyan"), objection_id=pending("objection", branch_id=stage.branch_id), outcome="upheld",
        reason="请假单在外出前一天交到，属于按规定报备，原扣分不成立。", inquiry="查了学院办公室的签收登记，问了当天值班的同志。",
        key=stage.key(), now=now,
    )  # fmt: skip


def _object_omitted(stage: Stage, *, now: datetime) -> None:
    object_to(
        actor_id=stage.login("abudu"), branch_id=stage.branch_id, omitted=Omitted("DT5", date(stage.year, 9, 23)),
        text="九月二十三日校史馆讲解志愿服务我参加了半天，公示里没有这一件。", key=stage.key(), now=now,
    )  # fmt: skip


def _appeal(stage: Stage, *, now: datetime) -> None:
    appeal(
        actor_id=stage.login("ouyangwenbo"), branch_id=stage.branch_id,
        which=Which(matter_id=matter_of(membership_id=stage.member("欧阳文博"), said=WELCOME)),
        text="迎新那天我上午、下午各值了半天，签到表有两份，只记了一次。", key=stage.key(), now=now,
    )  # fmt: skip


def _appeal_paper(stage: Stage, *, now: datetime) -> None:
    appeal(
        actor_id=stage.login("zhouyuan"), branch_id=stage.branch_id,
        which=Which(matter_id=matter_of(membership_id=stage.member("周予安"), said=PAPER)),
        text="这篇论文发表在外校主办的刊物上，我认为可以按 3 分记。", key=stage.key(), now=now,
    )  # fmt: skip


def _hear_appeal(stage: Stage, *, now: datetime) -> None:
    hear_appeal(
        actor_id=reviewer_id(name=REVIEWER[0]), appeal_id=pending("appeal", branch_id=stage.branch_id), who="周予安",
        said="刊物由外校主办，但不在学校的刊物目录里。", heard_on=now.date(), key=stage.key(), now=now,
    )  # fmt: skip


def _decide_appeal(stage: Stage, *, now: datetime) -> None:
    decide_appeal(
        actor_id=reviewer_id(name=REVIEWER[0]), appeal_id=pending("appeal", branch_id=stage.branch_id), outcome="kept",
        reason="刊物不在学校的刊物目录里，与支部上半年同类事项一样按 2 分记，前后一致。",
        inquiry="核对了刊物目录，查了支部上半年同类事项的初评记录，听取了本人意见。", key=stage.key(), now=now,
    )  # fmt: skip


def _ask_record(stage: Stage, *, now: datetime) -> None:
    ask_record(
        actor_id=reviewer_id(name=REVIEWER[0]), appeal_id=pending("appeal", branch_id=stage.branch_id),
        question="请说明迎新值班的签到情况，并说明按几次记录。", key=stage.key(), now=now,
    )  # fmt: skip


def _enquire(quarter: int, text: str, stage: Stage, *, now: datetime) -> None:
    enquire(
        code=posting_code(quarter_id=stage.periods.quarters[quarter]), name="穆怀远", contact="电话 0000-0000002", text=text,
        key=stage.key(), now=now,
    )  # fmt: skip


def _answer_enquiry(stage: Stage, *, now: datetime) -> None:
    answer_enquiry(
        actor_id=stage.recorder, enquiry_id=pending("enquiry", branch_id=stage.branch_id),
        text="已电话答复：次序按名册，不按分数。", key=stage.key(), now=now,
    )  # fmt: skip


_NO_RECORD, _NO_FORM = "请写明课时，并附听课记录。", "请补交样表，并写明从哪天起使用。"
_SCRIPT: Final[tuple[tuple[tuple[int, int, int], _Incident], ...]] = (
    ((3, 18, 18), partial(_tell, "周予安", 3, TRIAL)),
    ((3, 18, 11), _propose_veto),
    ((3, 20, 9), _answer_veto),
    ((3, 25, 17), _call_roll),
    ((3, 27, 15), _confirm_veto),
    ((4, 7, 9), partial(_return, "周予安", TRIAL.said, _NO_RECORD)),
    ((4, 8, 20), _resubmit),
    ((4, 21, 10), partial(_propose_correction, "秦望舒", PLANTING, (3, 13))),
    ((4, 22, 11), _confirm_correction),
    ((4, 28, 20), partial(_tell, "周予安", 4, PRIZE)),
    ((4, 28, 21), partial(_attach, "周予安", PRIZE.said, "获奖证书.pdf")),
    ((6, 17, 12), _report),
    ((6, 19, 12), _answer_report),
    ((7, 17, 11), partial(_enquire, 2, "公示里姓名的次序是怎么定的？")),
    ((7, 20, 9), _answer_enquiry),
    ((7, 20, 20), _object),
    ((7, 27, 10), _find),
    ((7, 28, 20), _appeal_paper),
    ((8, 4, 15), _hear_appeal),
    ((8, 11, 10), _decide_appeal),
    ((8, 24, 10), _propose_lifting),
    ((8, 26, 10), _confirm_lifting),
    ((9, 28, 20), partial(_tell, "何苗", 9, STAMPS)),
    ((9, 28, 21), partial(_attach, "何苗", STAMPS.said, "用章登记表说明.pdf")),
    ((10, 9, 15), partial(_return, "何苗", STAMPS.said, _NO_FORM)),
    ((10, 26, 21), _object_omitted),
    ((10, 28, 20), _appeal),
    ((10, 30, 10), _ask_record),
    ((10, 21, 11), partial(_enquire, 3, "基础分为什么多数人都是 60 分？")),
    ((10, 22, 10), partial(_propose_correction, "谢临川", READING, (9, 10))),
)
