"""The standard as a person reads it, and the default one a new branch starts from (R25-R28, R66, R86, A11, A28, A29)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from fenming.queries.access import get_branch_for
from fenming.queries.files.standards import DEFAULT_FILE
from fenming.queries.item_words import limit_in_words, rule_in_words
from fenming.queries.scores import standard_of
from fenming.records.models import BottomResolution, StandardVersion
from fenming.rules.grading import band_of
from fenming.rules.reasons import full_day_name
from fenming.rules.standard import Item, Standard, load_standard
from fenming.rules.terms import BUCKET_NAMES, Bucket, format_centi
from fenming.rules.uses import reading_of

CAP_STAGES: Final = {
    "net": "先从各项之和里减去扣分，再按 {cap} 分封顶",
    "gross_then_deduct": "各项之和先按 {cap} 分封顶，再减去扣分",
}
_CAP_LINE = re.compile(r'^cap_stage = "\w+"', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One item: what it brings, how far, what proves it, and its clause."""

    title: str
    rule: str
    limit: str
    evidence: str
    clause: str


@dataclass(frozen=True, slots=True)
class Group:
    """Items under one heading; `name` is empty where a section has only one."""

    name: str
    rows: tuple[ItemRow, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A bucket with the sentence that says how it counts."""

    key: str
    name: str
    sentence: str
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class StandardText:
    """A standard, whether adopted or only proposed."""

    title: str
    label: str
    sections: tuple[Section, ...]
    cap_sentence: str
    bands: tuple[str, ...]
    idle_sentence: str
    uses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One adopted version."""

    number: int
    in_force_from: date
    resolution: str
    adopted_by: str
    digest: str


@dataclass(frozen=True, slots=True)
class StandardPage:
    """`version` and `text` are None while the branch has adopted nothing; `versions` begin with the newest.

    `bottom` says what the branch has resolved about a list of those towards the bottom (A28).
    """

    version: VersionLine | None
    text: StandardText | None
    versions: tuple[VersionLine, ...]
    bottom: str = ""


def standard_page(*, actor_id: int, branch_id: int, on: date) -> StandardPage:
    """The branch's standard in force on a day with all its versions; raises NotFound, Refused `forbidden`."""
    get_branch_for(actor_id=actor_id, verb="see_standard", branch_id=branch_id, on=on)
    rows = list(
        StandardVersion.objects.filter(branch_id=branch_id).select_related("adopted_by").order_by("-number")
    )
    versions = tuple(
        VersionLine(one.number, one.in_force_from, one.resolution, one.adopted_by.name, one.digest)
        for one in rows
    )
    current = next((one for one in rows if one.in_force_from <= on), None)
    if current is None:
        return StandardPage(None, None, versions)
    text = in_words(standard_of(current))
    return StandardPage(versions[rows.index(current)], text, versions, _bottom(branch_id))


def _bottom(branch_id: int) -> str:
    last = BottomResolution.objects.filter(branch_id=branch_id).order_by("day", "pk").last()
    if last is None:
        return "本支部没有列靠后名单的决议。"
    said = "列靠后的名单" if last.is_on else "不再列靠后的名单"
    return f"本支部{full_day_name(last.day)}决议{said}（{last.resolution}）。"


def default_page(*, cap_stage: str = "net") -> StandardText:
    """The default standard as it would be adopted with this reading of the cap."""
    return in_words(load_standard(default_text(cap_stage=cap_stage)))


def default_text(*, cap_stage: str) -> str:
    """The default standard's TOML with the branch's answer to A11 in it; ValueError for any other answer."""
    if cap_stage not in CAP_STAGES:
        raise ValueError(f"cap_stage {cap_stage}")
    text, changed = _CAP_LINE.subn(f'cap_stage = "{cap_stage}"', DEFAULT_FILE.read_text("utf-8"))
    if changed != 1 or load_standard(text).cap_stage != cap_stage:
        raise RuntimeError("the default standard has no cap_stage line to answer")
    return text


def cap_choices(*, cap_centi: int = 10000) -> tuple[tuple[str, str], ...]:
    """The two readings of A11 as a person chooses between them."""
    cap = format_centi(cap_centi)
    return tuple((value, words.format(cap=cap)) for value, words in CAP_STAGES.items())


def in_words(standard: Standard) -> StandardText:
    """A standard by bucket, each item in words."""
    return StandardText(
        title=standard.title,
        label=standard.label,
        sections=tuple(_sections(standard)),
        cap_sentence=f"总分怎样封顶：{dict(cap_choices(cap_centi=standard.total_cap_centi))[standard.cap_stage]}，最低 {format_centi(standard.floor_centi)} 分。",
        bands=_bands(standard),
        idle_sentence=_idle(standard),
        uses=reading_of(standard),
    )


def _sections(standard: Standard) -> Iterator[Section]:
    sentences = {
        Bucket.BASE: f"每人年初计满 {format_centi(standard.base_centi)} 分。没有做到的，在扣分里扣。",
        Bucket.DUTY: f"从 0 分起，做一件记一件，全年至多 {format_centi(standard.duty_cap_centi)} 分。各类党员的项目不同。",
        Bucket.BONUS: f"加在基础分和履职分之上，总分至多 {format_centi(standard.total_cap_centi)} 分。同一成果在一项里只计最高的一次。",
        Bucket.DEDUCTION: "查实以后，由支部告知本人、听取说明，再提交支部党员大会评定。",
        Bucket.VETO: "凭处理决定的文件认定，只影响认定的这一年。",
    }
    used = [bucket for bucket in Bucket if any(item.bucket is bucket for item in standard.items)]
    for number, bucket in zip("一二三四五", used, strict=False):
        items = [item for item in standard.items if item.bucket is bucket]
        name = f"{number}、{BUCKET_NAMES[bucket]}"
        yield Section(bucket.value, name, sentences[bucket], tuple(_groups(items, standard)))


def _groups(items: list[Item], standard: Standard) -> Iterator[Group]:
    headings = list(dict.fromkeys(item.heading for item in items))
    for heading in headings:
        rows = tuple(_row(item, standard) for item in items if item.heading == heading)
        yield Group(heading if len(headings) > 1 else "", rows)


def _row(item: Item, standard: Standard) -> ItemRow:
    limit = limit_in_words(item, standard=standard)
    if item.bucket in (Bucket.BONUS, Bucket.DEDUCTION) and len(item.lists) < len(standard.lists):
        whom = "、".join(standard.lists[code] for code in item.lists)
        limit = "；".join(part for part in (limit, f"只适用于{whom}") if part)
    return ItemRow(item.title, rule_in_words(item), limit, item.evidence, item.clause)


def _bands(standard: Standard) -> tuple[str, ...]:
    """``80 分及以上：优秀`` … ``不满 60 分：不合格``, from the top."""
    lines = []
    above: str | None = None
    for band in sorted(standard.bands, key=lambda one: -one.from_centi):
        start = format_centi(band.from_centi)
        if above is None:
            lines.append(f"{start} 分及以上：{band.name}")
        elif band.from_centi <= standard.floor_centi:
            lines.append(f"不满 {above} 分：{band.name}")
        else:
            lines.append(f"{start} 分及以上、不满 {above} 分：{band.name}")
        above = start
    return tuple(lines)


def _idle(standard: Standard) -> str:
    """What the printed rule makes of a year without a single matter: a branch should know it when it adopts (V7)."""
    points = format_centi(standard.base_centi)
    grade = band_of(standard=standard, total_centi=standard.base_centi).name
    return (
        f"按这个标准，一年里什么都不申报、也没有扣分的党员，总分也有 {points} 分，"
        f"参考等次是“{grade}”。这是基础分年初计满的结果，请支部通过标准时知道这一点。"
    )
