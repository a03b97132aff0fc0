"""From the TOML text of a standard to a Standard, or to the list of its faults (R79)."""

import hashlib
import json
import re
import tomllib
from dataclasses import asdict, replace
from decimal import Decimal
from types import MappingProxyType

from fenming.rules.people import PROBATIONARY_LIST
from fenming.rules.standard_checks import check_bands, check_degrees, check_item, check_items
from fenming.rules.standard_model import (
    ATTENDANCE,
    FREQUENCY_NAMES,
    SHAPES,
    Band,
    Fault,
    Item,
    Level,
    Settings,
    Standard,
    StandardError,
)
from fenming.rules.standard_settings import ARITHMETIC, LATER, SUPPORTED, TOTALS
from fenming.rules.standard_table import Table
from fenming.rules.terms import Bucket, format_centi

_PLAIN = (
    "key",
    "title",
    "label",
    "base_centi",
    "duty_cap_centi",
    "total_cap_centi",
    "floor_centi",
    *ARITHMETIC,
)
_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)")
_LIST_CODE = re.compile(r"[A-Z][A-Z0-9]{0,3}")
_ITEM_ID = re.compile(r"[A-Z]{1,4}[0-9]{1,3}")


def read_standard(text: str) -> Standard:
    """The standard written in ``text``; raises StandardError with all its faults."""
    faults: list[Fault] = []
    root = Table(path="", values=_parse(text), faults=faults)
    head = root.table("standard")
    key, title, label = head.text("key"), head.text("title"), head.text("label", required=False)
    head.close()
    totals = _totals(root.table("totals"))
    lists = _lists(root.table("lists"))
    settings = _settings(root.table("settings"))
    arithmetic = {name: str(settings.pop(name)) for name in ARITHMETIC}
    bands = _bands(root, total_cap_centi=totals["total_cap"])
    items = tuple(_item(table, lists=lists) for table in root.tables("items"))
    check_items(items=items, lists=lists, totals=totals, faults=faults)
    check_degrees(items=items, setting=str(settings["veto_levels"]), totals=totals, faults=faults)
    root.close()
    if faults:
        raise StandardError(tuple(faults))
    standard = Standard(
        key=key,
        title=title,
        label=label,
        lists=MappingProxyType(lists),
        items=items,
        base_centi=totals["base"],
        duty_cap_centi=totals["duty"],
        total_cap_centi=totals["total_cap"],
        floor_centi=totals["floor"],
        cap_stage=arithmetic["cap_stage"],
        item_floor=arithmetic["item_floor"],
        rounding_before_grade=arithmetic["rounding_before_grade"],
        bands=bands,
        settings=Settings(**settings),  # type: ignore[arg-type]  # each value was checked by name
        digest="",
        by_id=MappingProxyType({item.id: item for item in items}),
    )
    return replace(standard, digest=digest_of(standard))


def digest_of(standard: Standard) -> str:
    """SHA-256 of the content, the same however the file was laid out (R86)."""
    content = {name: getattr(standard, name) for name in _PLAIN}
    content["lists"] = dict(standard.lists)
    content["items"] = [asdict(item) for item in standard.items]
    content["bands"] = [asdict(band) for band in standard.bands]
    content["settings"] = _settings_content(standard.settings)
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _settings_content(settings: Settings) -> dict[str, object]:
    """A key that came later is left out while it says what was so before: a published standard keeps its digest."""
    defaults = Settings()
    return {
        key: value
        for key, value in asdict(settings).items()
        if key not in LATER or value != getattr(defaults, key)
    }


def _parse(text: str) -> dict[str, object]:
    try:
        # Decimal keeps every digit as written; a float would not.
        return tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        place = _PLACE.search(str(error))
        where = f"第 {place[1]} 行第 {place[2]} 列" if place else "文末"
        raise StandardError(
            (Fault("", f"{where}读不下去，不是合格的 TOML。请核对引号、括号和重复的键。"),)
        ) from error


def _totals(table: Table) -> dict[str, int]:
    for key, wanted in TOTALS.items():
        written = table.points(key)
        if written is None and not table.has(key):
            table.blame(key, f"缺少这一键，请补上（{format_centi(wanted)}）。")
        elif written is not None and written != wanted:
            table.blame(key, f"目前只支持 {format_centi(wanted)}，文件里是 {format_centi(written)}。请改回。")
    table.close()
    return dict(TOTALS)


def _lists(table: Table) -> dict[str, str]:
    lists = {}
    for code in table.values:
        name = table.text(code)
        if not _LIST_CODE.fullmatch(code):
            table.blame(code, "清单代号应以大写字母起头，用大写字母和数字，至多 4 位。")
        lists[code] = name
    if PROBATIONARY_LIST not in lists:
        table.blame(PROBATIONARY_LIST, "缺少预备党员的清单 P，请补上。")
    return lists


def _settings(table: Table) -> dict[str, str | int]:
    settings: dict[str, str | int] = {}
    for key, supported in SUPPORTED.items():
        value = table.take(key)
        settings[key] = supported[0]
        if value is None:
            continue
        # True == 1 in Python, so the kinds are compared too.
        if any(type(value) is type(known) and value == known for known in supported):
            settings[key] = value
            continue
        known_values = "、".join(str(known) for known in supported)
        table.blame(key, f"“{value}”还不支持。目前可填：{known_values}。")
    table.close()
    return settings


def _bands(root: Table, *, total_cap_centi: int) -> tuple[Band, ...]:
    bands = []
    for table in root.tables("bands"):
        name, from_centi = table.text("name"), table.points("from")
        if from_centi is None and not table.has("from"):
            table.blame("from", "缺少这一键，请填从多少分起。")
        table.close()
        bands.append(Band(name=name, from_centi=from_centi or 0))
    check_bands(bands=tuple(bands), total_cap_centi=total_cap_centi, faults=root.faults)
    return tuple(bands)


def _item(table: Table, *, lists: dict[str, str]) -> Item:
    bucket = Bucket(table.choice("bucket", tuple(Bucket)))
    shape = _shape(table, bucket=bucket)
    points_centi, min_centi, max_centi, levels = _amounts(table, bucket=bucket, shape=shape)
    item_id, exhausts = table.text("id"), table.text("exhausts", required=False)
    if item_id and not _ITEM_ID.fullmatch(item_id):
        table.blame("id", f"项目代号“{item_id}”应是大写字母加数字，例如 DT2。")
    # A minus, a veto and an amount at discretion always need their reason (R22, R62, A5).
    always = bucket in (Bucket.DEDUCTION, Bucket.VETO) or shape == "range"
    reason_required = table.flag("reason_required", default=always)
    if always and not reason_required:
        table.blame("reason_required", "扣分、否决和幅度分必须写事由，不能关。请删去这一键。")
    item = Item(
        id=item_id,
        bucket=bucket,
        title=table.text("title"),
        clause=table.text("clause"),
        r_id=table.text("r_id"),
        heading=table.text("heading"),
        lists=table.names("lists"),
        frequency=table.choice("frequency", tuple(FREQUENCY_NAMES), default="each"),
        shape=shape,
        points_centi=points_centi,
        min_centi=min_centi,
        max_centi=max_centi,
        levels=levels,
        cap_centi=table.points("cap"),
        exhausts=exhausts or None,
        free_per_quarter=table.whole("free_per_quarter", default=0),
        reason_required=reason_required,
        evidence=table.text("evidence"),
        proposed_for=table.choice("proposed_for", ATTENDANCE, default=""),
    )
    table.close()
    check_item(item=item, lists=lists, table=table)
    return item


def _amounts(table: Table, *, bucket: Bucket, shape: str) -> tuple[int, int, int, tuple[Level, ...]]:
    """Points of a fixed item, least and most a time, levels: as the shape needs them."""
    if bucket is Bucket.VETO:
        # A degree takes no points of its own: it says how much of the total is left.
        return 0, 0, 0, tuple(_degree(degree) for degree in table.tables("degrees"))
    if shape == "range":
        low, high = _due(table, "min"), _due(table, "max")
        if low and high and low >= high:
            table.blame("max", "最高分应大于最低分 min，请改。")
        return 0, low, high, ()
    if shape == "levels":
        levels = tuple(_level(level) for level in table.tables("levels"))
        amounts = [level.points_centi for level in levels]
        if not levels:
            table.blame("levels", "没有级别。请至少写一级，每级有 name 和 points。")
        elif amounts not in (sorted(set(amounts)), sorted(set(amounts), reverse=True)):
            table.blame("levels", "各级分值应依次递增或依次递减，不相等。请按顺序写。")
        if len({level.name for level in levels}) != len(levels):
            table.blame("levels", "级别名称有重复，请改成不同的名称。")
        return 0, min(amounts, default=0), max(amounts, default=0), levels
    points = _due(table, "points")
    return points, points, points, ()


def _shape(table: Table, *, bucket: Bucket) -> str:
    if bucket is not Bucket.VETO:
        return table.choice("shape", SHAPES, default="fixed")
    return "levels" if table.has("degrees") else "fixed"


def _degree(table: Table) -> Level:
    name, most_centi = table.text("name"), table.points("most")
    if most_centi is None and not table.has("most"):
        table.blame("most", "缺少这一键，请填这一档总分至多多少分；计零的填 0。")
    table.close()
    return Level(name=name, points_centi=most_centi or 0)


def _level(table: Table) -> Level:
    level = Level(name=table.text("name"), points_centi=_due(table, "points"))
    table.close()
    return level


def _due(table: Table, key: str) -> int:
    """Points that must be there and above zero; 0 stands for a fault already noted."""
    points = table.points(key)
    if points is None:
        if not table.has(key):
            table.blame(key, "缺少这一键，请填分值。")
        return 0
    if points <= 0:
        table.blame(key, f"分值应大于 0，文件里是 {format_centi(points)}。扣分也填正数。")
        return 0
    return points
