"""A standard is read whole, or refused with every fault, its path and a sentence (R79)."""

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from fenming.rules.standard import Standard, StandardError, load_standard
from fenming.rules.standard_read import digest_of
from fenming.rules.standard_settings import LATER, SUPPORTED
from fenming.rules.terms import Bucket

DEFAULT = Path(__file__).parents[2] / "regulations" / "standards" / "default.toml"
TEXT = DEFAULT.read_text(encoding="utf-8")


def faults_of(text: str) -> list[tuple[str, str]]:
    with pytest.raises(StandardError) as refused:
        load_standard(text)
    return [(fault.path, fault.sentence) for fault in refused.value.faults]


def changed(old: str, new: str) -> str:
    assert TEXT.count(old) >= 1, f"the default standard no longer has {old!r}"
    return TEXT.replace(old, new, 1)


def block(item_id: str) -> str:
    """The lines of one item of the default standard."""
    found = [part for part in TEXT.split("[[items]]") if f'id = "{item_id}"\n' in part]
    assert len(found) == 1
    return found[0]


def with_item(item_id: str, old: str, new: str) -> str:
    """The default standard with one line of one item changed."""
    part = block(item_id)
    assert old in part
    return TEXT.replace(part, part.replace(old, new, 1))


@pytest.fixture(scope="module")
def standard() -> Standard:
    return load_standard(TEXT)


def test_the_default_has_the_totals_of_the_plan(standard: Standard) -> None:
    assert standard.label == "重建示例：附件一原图无法辨认，请支部以自有标准替换"
    assert (standard.base_centi, standard.duty_cap_centi) == (6000, 2500)
    assert (standard.total_cap_centi, standard.floor_centi) == (10000, 0)
    assert [(band.name, band.from_centi) for band in standard.bands] == [
        ("优秀", 8000),
        ("合格", 7000),
        ("基本合格", 6000),
        ("不合格", 0),
    ]
    assert (standard.cap_stage, standard.item_floor, standard.rounding_before_grade) == (
        "net",
        "stop_at_zero",
        "none",
    )


def test_the_default_has_every_item(standard: Standard) -> None:
    count = {bucket: sum(item.bucket is bucket for item in standard.items) for bucket in Bucket}
    assert count == {
        Bucket.BASE: 12,
        Bucket.DUTY: 15,
        Bucket.BONUS: 6,
        Bucket.DEDUCTION: 14,
        Bucket.VETO: 7,
    }
    for heading in ("政治信念", "纪律规矩", "道德品行"):
        assert sum(i.points_centi for i in standard.items if i.heading == heading) == 2000


# id: shape, points or (least, most), frequency, yearly cap, base item, lists
FIGURES = {
    "DT1": ("fixed", 300, "semester", 600, None, "T"),
    "DT2": ("fixed", 100, "each", 500, None, "T"),
    "DT3": ("range", (100, 300), "each", 500, None, "T"),
    "DT4": ("fixed", 100, "quarter", 400, None, "T"),
    "DT5": ("fixed", 100, "each", 500, None, "T"),
    "DA1": ("fixed", 200, "quarter", 800, None, "A"),
    "DA2": ("fixed", 150, "quarter", 600, None, "A"),
    "DA3": ("fixed", 100, "quarter", 400, None, "A"),
    "DA4": ("fixed", 100, "quarter", 400, None, "A"),
    "DA5": ("fixed", 100, "each", 300, None, "A"),
    "DP1": ("fixed", 200, "quarter", 800, None, "P"),
    "DP2": ("fixed", 150, "quarter", 600, None, "P"),
    "DP3": ("fixed", 100, "each", 400, None, "P"),
    "DP4": ("fixed", 200, "semester", 400, None, "P"),
    "DP5": ("fixed", 100, "each", 300, None, "P"),
    "J01": ("levels", {"国": 500, "省": 400, "市": 300, "校": 200, "院": 100}, "each", 800, None, "TAP"),
    "J02": ("levels", {"国": 400, "省": 300, "校": 100}, "each", 600, None, "T"),
    "J03": ("range", (100, 300), "each", 500, None, "T"),
    "J04": ("range", (200, 500), "each", 500, None, "TAP"),
    "J05": ("fixed", 100, "each", 300, None, "TAP"),
    "J06": ("fixed", 100, "each", 200, None, "TAP"),
    "K01": ("fixed", 200, "each", None, "B03", "TAP"),
    "K02": ("fixed", 50, "each", None, "B03", "TAP"),
    "K03": ("fixed", 50, "each", None, "B03", "TAP"),
    "K04": ("fixed", 100, "month", None, "B02", "TAP"),
    "K05": ("fixed", 100, "month", None, "B06", "TAP"),
    "K06": ("fixed", 200, "each", None, "B07", "TAP"),
    "K07": ("fixed", 100, "each", None, "B08", "TAP"),
    "K08": ("fixed", 100, "each", None, "B11", "TAP"),
    "K09": ("fixed", 100, "quarter", None, "B12", "TAP"),
    "K10": ("fixed", 300, "each", None, "B09", "TAP"),
    "K11": ("fixed", 200, "each", None, "B04", "TAP"),
    "K12": ("levels", {"一般": 200, "较重": 400}, "each", None, None, "TAP"),
    "K13": ("fixed", 300, "each", None, None, "TAP"),
    "K14": ("fixed", 300, "each", None, None, "TAP"),
}


@pytest.mark.parametrize("item_id", FIGURES)
def test_the_default_amounts(standard: Standard, item_id: str) -> None:
    shape, amount, frequency, cap_centi, exhausts, lists = FIGURES[item_id]
    item = standard.item(item_id)
    assert item is not None
    written: object = item.points_centi
    if item.shape == "range":
        written = (item.min_centi, item.max_centi)
    elif item.shape == "levels":
        written = {level.name: level.points_centi for level in item.levels}
    assert (item.shape, written, item.frequency, item.cap_centi, item.exhausts, "".join(item.lists)) == (
        shape,
        amount,
        frequency,
        cap_centi,
        exhausts,
        lists,
    )
    assert item.free_per_quarter == (2 if item_id == "K02" else 0)
    assert item.proposed_for == {"K01": "absent", "K02": "private", "K03": "late"}.get(item_id, "")
    assert item.reason_required == (item_id in ("DT3", "J03", "J04") or item_id.startswith("K"))


def test_every_item_names_its_clause_and_its_evidence(standard: Standard) -> None:
    assert len({item.clause for item in standard.items}) == len(standard.items)
    for item in standard.items:
        assert item.clause.startswith("附件一·")
        assert item.r_id.startswith("R")
        assert item.evidence
        assert item.reason_required or item.bucket not in (Bucket.VETO, Bucket.DEDUCTION)


def test_a_list_holds_its_own_duty_and_what_all_share(standard: Standard) -> None:
    teacher = {item.id for item in standard.items_for("T")}
    office = {item.id for item in standard.items_for("A")}
    assert {"DT1", "J02", "J03", "K01", "V3", "B01"} <= teacher
    assert not {"DA1", "DP1"} & teacher
    assert teacher & office == {i.id for i in standard.items if i.lists == ("T", "A", "P")}
    assert standard.items_for("X") == ()
    assert standard.item("DT9") is None


def test_the_digest_follows_the_content_not_the_layout(standard: Standard) -> None:
    assert load_standard("# 说明\n" + TEXT.replace("points = 0.5", "points = 0.50")).digest == standard.digest
    other = load_standard(with_item("J05", 'title = "讲党课、经验交流"', 'title = "讲党课"'))
    assert other.digest != standard.digest
    assert len(standard.digest) == hashlib.sha256().digest_size * 2


def test_settings_left_out_take_their_default(standard: Standard) -> None:
    head, rest = TEXT.split("[settings]\n", 1)
    assert (
        load_standard(head + "[settings]\n[[bands]]" + rest.split("[[bands]]", 1)[1]).digest
        == standard.digest
    )


def test_a_key_that_came_later_still_tells_standards_apart(standard: Standard) -> None:
    for key in LATER:
        settings = replace(standard.settings, **{key: 99})
        assert digest_of(replace(standard, settings=settings)) != standard.digest


@pytest.mark.parametrize(
    ("key", "value"),
    [
        (key, value)
        for key in ("cap_stage", "item_floor", "rounding_before_grade")
        for value in SUPPORTED[key]
    ],
)
def test_the_supported_alternatives_are_accepted(key: str, value: str) -> None:
    text = changed(f'{key} = "{SUPPORTED[key][0]}"', f'{key} = "{value}"')
    assert getattr(load_standard(text), key) == value


@pytest.mark.parametrize("key", SUPPORTED)
def test_a_setting_that_is_not_supported_is_refused(key: str) -> None:
    default = SUPPORTED[key][0]
    written = str(default) if isinstance(default, int) else f'"{default}"'
    [(path, sentence)] = faults_of(changed(f"{key} = {written} ", f'{key} = "x" '))
    assert path == f"settings.{key}"
    assert "“x”还不支持" in sentence
    assert str(default) in sentence


def test_a_truth_value_is_not_the_number_one() -> None:
    assert faults_of(changed("year_start_month = 1 ", "year_start_month = true "))[0][0] == (
        "settings.year_start_month"
    )


@pytest.mark.parametrize(
    ("text", "path", "words"),
    [
        ("[standard\n", "", "第 1 行第 10 列"),
        (TEXT + "\n[extra]\n", "extra", "不认识这一键"),
        (changed('key = "default"', 'key = "default"\ncolour = "red"'), "standard.colour", "不认识这一键"),
        (changed('key = "default"\n', ""), "standard.key", "缺少"),
        (changed('key = "default"\n', 'key = 3\n'), "standard.key", "文字"),
        (changed('key = "default"\n', 'key = " "\n'), "standard.key", "不能为空"),
        (changed("base = 60 ", "base = 50 "), "totals.base", "目前只支持 60，文件里是 50"),
        (changed("duty = 25 ", "duty = 30 "), "totals.duty", "目前只支持 25"),
        (changed("floor = 0 ", "floor = true "), "totals.floor", "应是分值"),
        (changed("floor = 0 ", "#"), "totals.floor", "缺少"),
        (changed('P = "预备党员"\n', ""), "lists.P", "预备党员的清单"),
        (changed('T = "教师"', 'T = "教师"\nt1 = "兼职"'), "lists.t1", "大写字母"),
        (changed("from = 70", "from = 85"), "bands[1].from", "从高到低"),
        (changed("from = 70", "from = 80"), "bands[1].from", "从高到低"),
        (changed("from = 80", "from = 100.01"), "bands[0].from", "谁也达不到"),
        (changed("from = 0\n", "from = 1\n"), "bands[3].from", "从 0 分起"),
        (changed('name = "合格"', 'name = "优秀"'), "bands", "重复"),
        (with_item("B01", "points = 5", "points = 6"), "items", "基础分各项分值合计 61 分，应为 60 分"),
        (with_item("DT5", "cap = 5", "cap = 6"), "items", "清单 T（教师）的履职分各项全年上限合计 26 分"),
        (with_item("DP5", "cap = 3\n", ""), "items[26].cap", "要写全年上限"),
        (with_item("DT2", 'id = "DT2"', 'id = "DT1"'), "items[13].id", "与 items[12] 重复"),
        (with_item("DT2", "教师第2条", "教师第1条"), "items[13].clause", "重复"),
        (with_item("DT2", 'id = "DT2"', 'id = "项目"'), "items[13].id", "大写字母加数字"),
        (with_item("DT2", "points = 1", "points = 1.005"), "items[13].points", "至多两位小数"),
        (with_item("DT2", "points = 1", "points = 0"), "items[13].points", "大于 0"),
        (with_item("DT2", "points = 1", 'points = "1"'), "items[13].points", "不加引号"),
        (with_item("DT2", "points = 1", "points = nan"), "items[13].points", "读不出来"),
        (with_item("DT2", "points = 1", "point = 1"), "items[13].point", "不认识这一键"),
        (with_item("DT2", "points = 1\n", ""), "items[13].points", "缺少"),
        (with_item("DT2", "points = 1\n", "points = 1\nmax = 2\n"), "items[13].max", "不认识这一键"),
        (with_item("DT2", 'frequency = "each"', 'frequency = "week"'), "items[13].frequency", "week"),
        (with_item("DT2", 'bucket = "duty"', 'bucket = "extra"'), "items[13].bucket", "extra"),
        (with_item("DT2", 'lists = ["T"]', 'lists = ["X"]'), "items[13].lists", "没有在 [lists] 里写明"),
        (with_item("DT2", 'lists = ["T"]', "lists = []"), "items[13].lists", "至少一个"),
        (with_item("DT2", 'lists = ["T"]', 'lists = ["T", "T"]'), "items[13].lists", "重复"),
        (with_item("DT3", 'shape = "range"', 'shape = "formula"'), "items[14].shape", "formula"),
        (with_item("DT3", "max = 3", "max = 1"), "items[14].max", "大于最低分"),
        (with_item("J05", "cap = 3", "cap = 0.5"), "items[31].cap", "比一次的分值还小"),
        (with_item("DT4", "cap = 4", "cap = 5"), "items[15].cap", "全年至多 4 分，够不到上限 5 分"),
        (with_item("J05", "cap = 3", 'cap = 3\nexhausts = "B01"'), "items[31].exhausts", "只有扣分项目"),
        (with_item("J05", "cap = 3", "cap = 3\nfree_per_quarter = 1"), "items[31].free_per_quarter", "扣分项目"),
        (with_item("K01", 'exhausts = "B03"', 'exhausts = "B99"'), "items[33].exhausts", "不是本标准的基础分项目"),
        (with_item("K01", 'exhausts = "B03"', 'exhausts = "K02"'), "items[33].exhausts", "不是本标准的基础分项目"),
        (with_item("K02", "free_per_quarter = 2", "free_per_quarter = -1"), "items[34].free_per_quarter", "整数"),
        (with_item("K01", "points = 2", "points = 2\nreason_required = false"), "items[33].reason_required", "不能关"),
        (with_item("J05", "cap = 3", 'cap = 3\nreason_required = "no"'), "items[31].reason_required", "true 或 false"),
        (with_item("B01", 'lists = ["T", "A", "P"]', 'lists = ["T", "A"]'), "items[0].lists", "每名党员相同"),
        (with_item("B01", "points = 5", "points = 5\ncap = 5"), "items[0].cap", "没有全年上限"),
        (with_item("V1", 'id = "V1"', 'id = "V1"\npoints = 1'), "items[47].points", "不认识这一键"),
        (with_item("J05", "cap = 3", 'cap = 3\nproposed_for = "late"'), "items[31].proposed_for", "扣分项目"),
        (with_item("K04", "points = 1", 'points = 1\nproposed_for = "late"'), "items[36].proposed_for", "一种只能有一项"),
        (with_item("K04", "points = 1", 'points = 1\nproposed_for = "duty"'), "items[36].proposed_for", "请填 absent、private、late 之一"),
        (with_item("V1", 'id = "V1"', 'id = "V1"\nfrequency = "year"'), "items[47].frequency", "按次记"),
        (with_item("J02", '{ name = "省", points = 3 }', '{ name = "省", points = 5 }'), "items[28].levels", "依次"),
        (with_item("J02", '{ name = "省", points = 3 }', '{ name = "国", points = 3 }'), "items[28].levels", "重复"),
        (with_item("J02", '{ name = "省", points = 3 }', "{ points = 3 }"), "items[28].levels[1].name", "缺少"),
        (with_item("J02", '{ name = "省", points = 3 }', "3"), "items[28].levels[1]", "应是一个表"),
    ],
)  # fmt: skip
def test_each_fault_has_its_path_and_sentence(text: str, path: str, words: str) -> None:
    faults = faults_of(text)
    assert [sentence for at, sentence in faults if at == path and words in sentence], faults
    assert all(sentence.endswith("。") for _, sentence in faults)


def test_a_band_may_begin_at_the_cap() -> None:
    assert load_standard(changed("from = 80", "from = 100")).bands[0].from_centi == 10000


def test_empty_levels_are_refused() -> None:
    part = block("J02")
    line = next(line for line in part.splitlines() if line.startswith("levels"))
    assert ("items[28].levels", "没有级别。请至少写一级，每级有 name 和 points。") in faults_of(
        with_item("J02", line, "levels = []")
    )


def test_all_faults_are_told_at_once() -> None:
    text = with_item("DT2", "points = 1", "points = 0").replace('cap_stage = "net"', 'cap_stage = "x"')
    text = text.replace("from = 0\n", "from = 1\n").replace('label = "', 'colour = "')
    assert [path for path, _ in faults_of(text)] == [
        "standard.colour",
        "settings.cap_stage",
        "bands[3].from",
        "items[13].points",
    ]


def test_an_empty_file_says_what_is_missing() -> None:
    paths = {path for path, _ in faults_of("")}
    assert {"standard.key", "standard.title", "totals.base", "lists.P", "bands", "items"} <= paths


def test_the_error_reads_line_by_line() -> None:
    with pytest.raises(StandardError) as refused:
        load_standard(changed("base = 60 ", "base = 50 "))
    assert str(refused.value) == "totals.base：目前只支持 60，文件里是 50。请改回。"
