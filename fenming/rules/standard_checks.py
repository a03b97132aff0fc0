"""Whether the parts of a standard fit together (R25, R26, R79, A8)."""

from fenming.rules.standard_model import FREQUENCY_NAMES, PERIODS_IN_YEAR, Band, Fault, Item
from fenming.rules.standard_table import Table
from fenming.rules.terms import BUCKET_NAMES, Bucket, format_centi


def check_item(*, item: Item, lists: dict[str, str], table: Table) -> None:
    """Note what is wrong with one item, taken alone."""
    for code in item.lists:
        if code not in lists:
            table.blame("lists", f"清单“{code}”没有在 [lists] 里写明。请补上，或改代号。")
    if item.free_per_quarter and (item.bucket is not Bucket.DEDUCTION or item.frequency != "each"):
        table.blame("free_per_quarter", "每季免扣次数只用于按次计的扣分项目，请删去。")
    if item.proposed_for and (item.bucket is not Bucket.DEDUCTION or item.shape != "fixed"):
        table.blame("proposed_for", "考勤只对固定分值的扣分项目提出，请删去这一键。")
    if item.exhausts is not None and item.bucket is not Bucket.DEDUCTION:
        table.blame("exhausts", "只有扣分项目才写从哪一项里扣，请删去。")
    if item.bucket in (Bucket.BASE, Bucket.VETO) and item.cap_centi is not None:
        table.blame("cap", f"{BUCKET_NAMES[item.bucket]}项目没有全年上限，请删去。")
    if item.bucket is Bucket.BASE and item.shape != "fixed":
        table.blame("shape", "基础分项目年初即计满分，只能是固定分值 fixed。")
    if item.bucket is Bucket.VETO and item.frequency != "each":
        table.blame("frequency", "一票否决按次记，请填 each 或删去这一键。")
    _check_cap(item=item, table=table)


def _check_cap(*, item: Item, table: Table) -> None:
    cap_centi = item.cap_centi
    if cap_centi is None:
        if item.bucket is Bucket.DUTY and not table.has("cap"):
            table.blame("cap", "履职分项目要写全年上限，各项上限合计 25 分。")
        return
    if cap_centi <= 0 or cap_centi < item.max_centi:
        table.blame("cap", f"全年上限 {format_centi(cap_centi)} 分比一次的分值还小，请改。")
    periods = PERIODS_IN_YEAR.get(item.frequency)
    if periods is not None and item.max_centi and cap_centi > item.max_centi * periods:
        most = format_centi(item.max_centi * periods)
        name = FREQUENCY_NAMES[item.frequency]
        table.blame(
            "cap", f"{name}计一次，全年至多 {most} 分，够不到上限 {format_centi(cap_centi)} 分。请改。"
        )


def check_degrees(
    *, items: tuple[Item, ...], setting: str, totals: dict[str, int], faults: list[Fault]
) -> None:
    """Degrees of a veto go down to nought, and are there when the setting says so and only then (R24, A10)."""
    for number, item in enumerate(items):
        if item.bucket is not Bucket.VETO:
            continue
        path = f"items[{number}].degrees"
        if setting == "one" and item.levels:
            sentence = "一票否决只有一档时不写档次。要分档的，请把 settings.veto_levels 改成 by_degree。"
            faults.append(Fault(path, sentence))
        elif setting == "by_degree":
            _check_degree(item=item, path=path, cap_centi=totals["total_cap"], faults=faults)


def _check_degree(*, item: Item, path: str, cap_centi: int, faults: list[Fault]) -> None:
    most = [degree.points_centi for degree in item.levels]
    if len(most) < 2 or most[-1] != 0:
        faults.append(Fault(path, "一票否决分档的，每一种至少写两档，从轻到重，最重的一档 most 填 0。"))
    elif most != sorted(set(most), reverse=True) or most[0] >= cap_centi:
        faults.append(Fault(path, "各档总分至多的分数应从轻到重递减，并低于总分上限。请按顺序写。"))
    if len({degree.name for degree in item.levels}) != len(most):
        faults.append(Fault(path, "档次名称有重复，请改成不同的名称。"))


def check_items(
    *, items: tuple[Item, ...], lists: dict[str, str], totals: dict[str, int], faults: list[Fault]
) -> None:
    """Note what is wrong between items: ids, sums, and the base items deductions name."""
    _check_ids(items=items, faults=faults)
    base = {item.id: item for item in items if item.bucket is Bucket.BASE}
    for number, item in enumerate(items):
        if item.exhausts is not None and item.exhausts not in base:
            sentence = f"“{item.exhausts}”不是本标准的基础分项目。请改成基础分项目的代号，或删去。"
            faults.append(Fault(f"items[{number}].exhausts", sentence))
        if item.bucket is Bucket.BASE and set(item.lists) != set(lists):
            sentence = "基础分对每名党员相同，lists 应写全所有清单。"
            faults.append(Fault(f"items[{number}].lists", sentence))
    sum_centi = sum(item.points_centi for item in base.values())
    if sum_centi != totals["base"]:
        faults.append(Fault("items", _misfit("基础分各项分值", sum_centi, totals["base"])))
    for code, name in lists.items():
        duty = (item for item in items if item.bucket is Bucket.DUTY and code in item.lists)
        sum_centi = sum(item.cap_centi or 0 for item in duty)
        if sum_centi != totals["duty"]:
            title = f"清单 {code}（{name}）的履职分各项全年上限"
            faults.append(Fault("items", _misfit(title, sum_centi, totals["duty"])))


def _misfit(title: str, sum_centi: int, wanted_centi: int) -> str:
    total, wanted = format_centi(sum_centi), format_centi(wanted_centi)
    return f"{title}合计 {total} 分，应为 {wanted} 分。请调整分值。"


def _check_ids(*, items: tuple[Item, ...], faults: list[Fault]) -> None:
    first: dict[str, int] = {}
    clauses: dict[str, int] = {}
    proposed: dict[tuple[str, str], int] = {}
    for number, item in enumerate(items):
        earlier = first.setdefault(item.id, number)
        if item.id and earlier != number:
            sentence = f"项目代号“{item.id}”与 items[{earlier}] 重复，请改成不同的代号。"
            faults.append(Fault(f"items[{number}].id", sentence))
        earlier = clauses.setdefault(item.clause, number)
        if item.clause and earlier != number:
            sentence = f"条款“{item.clause}”与 items[{earlier}] 重复，请改。"
            faults.append(Fault(f"items[{number}].clause", sentence))
        for code in item.lists if item.proposed_for else ():
            earlier = proposed.setdefault((item.proposed_for, code), number)
            if earlier != number:
                sentence = f"清单 {code} 的这一种考勤已由 items[{earlier}] 提出，一种只能有一项。请删去一处。"
                faults.append(Fault(f"items[{number}].proposed_for", sentence))


def check_bands(*, bands: tuple[Band, ...], total_cap_centi: int, faults: list[Fault]) -> None:
    """Bands go down step by step and end at 0, so that every total has exactly one (A27)."""
    if not bands:
        faults.append(Fault("bands", "没有等次。请用 [[bands]] 从高到低逐个写。"))
        return
    for number in range(1, len(bands)):
        if bands[number].from_centi >= bands[number - 1].from_centi:
            faults.append(Fault(f"bands[{number}].from", "等次应从高到低写，起点逐个变小。请调整顺序。"))
    if bands[0].from_centi > total_cap_centi:
        sentence = f"起点超过总分上限 {format_centi(total_cap_centi)} 分，谁也达不到。请改。"
        faults.append(Fault("bands[0].from", sentence))
    if bands[-1].from_centi != 0:
        faults.append(Fault(f"bands[{len(bands) - 1}].from", "最后一个等次应从 0 分起，请改成 0。"))
    if len({band.name for band in bands}) != len(bands):
        faults.append(Fault("bands", "等次名称有重复，请改成不同的名称。"))
