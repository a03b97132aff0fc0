"""How long paper and spreadsheets take beside the bare work of the libraries that make and read them.

    .venv/bin/python bench/prints.py [--forms N] [--rounds R] [--only forms preview export] [--check]

forms: N different register forms, each set by itself, written to a file and bound to one PDF, as ``fenming worker``
does it, beside typst compiling one document of all N (ratio at most 3, memory of ours below 500 MB; one document of
1,000 forms takes typst itself 3 GB). preview: handing in and judging 5,000 roster rows and 100,000 points rows beside
calamine merely reading the file (ratio at most 12). export: 100,000 rows as a workbook beside XlsxWriter writing the bare
cells (ratio at most 3). Each side runs in a process of its own, both in turn, and the best of each is compared. The
processor's time decides: other work disturbs it less, and one document is set by several threads, a form by one. With ``--check`` the exit code is 1 when a limit is broken.
"""

from __future__ import annotations

import argparse
import importlib
import json
import math
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SEED = 20_160_630
FORMS_LIMIT, MEMORY_LIMIT_MB, PREVIEW_LIMIT, EXPORT_LIMIT = 3.0, 500.0, 12.0, 3.0
ROSTER_ROWS, POINTS_ROWS, EXPORT_ROWS = 5_000, 100_000, 100_000
WORDS = (
    "指导 6 名师范生试讲并逐一点评",
    "布置学院读书会会场，会后整理",
    "为社区老人讲授手机使用，共两次",
    "参加主题党日并作记录",
)


def forms(count: int) -> Iterator[Any]:
    """Register forms of which no two are alike, eight rows each."""
    from fenming.queries.register_form_view import RegisterForm, RegisterRow, RegisterTotals

    chance = random.Random(SEED)
    for number in range(count):
        rows = tuple(
            RegisterRow(
                date(2026, 1 + turn % 3, 1 + chance.randrange(28)), "教书育人、指导学生", "履职分",
                f"{chance.choice(WORDS)}，第 {chance.randrange(1000)} 号。", 100, 100, 100, 50,
                ("每季度 1 次，本次按余额计 0.5 分。",) if turn % 3 == 0 else (),
            )
            for turn in range(8)
        )  # fmt: skip
        name = "周予" + chr(0x4E00 + chance.randrange(2000))
        totals = RegisterTotals(6000, chance.randrange(3000), 0, 50, 6000 + number, "年度结算")
        yield RegisterForm(
            "青岚大学人文学院教工第二党支部", name, "正式党员", "教师岗", "2026年第一季度", date(2026, 3, 31), False, rows, totals
        )  # fmt: skip


def our_forms(folder: Path, count: int) -> None:
    """Each form by itself into a file, then one PDF of all."""
    from fenming.prints.register_form import register_form_pdf
    from fenming.prints.together import bind

    paths = []
    for number, form in enumerate(forms(count)):
        paths.append(folder / f"{number}.pdf")
        paths[-1].write_bytes(register_form_pdf(form))
    bind(paths, folder / "all.pdf")


def one_document(folder: Path, count: int) -> None:
    """One document of all the forms, compiled once: the same layout in a loop."""
    import typst

    from fenming.prints.paper import FONTS, HERE
    from fenming.prints.register_form import register_form_data

    for name in ("office.typ", "register_form.typ"):
        (folder / name).write_text((HERE / name).read_text("utf-8"), "utf-8")
    head, body = (folder / "register_form.typ").read_text("utf-8").split("#show: form.with(", 1)
    body = body.split("\n", 1)[1].replace("data.", "one.")
    title = "#align(center, text(font: sans, size: 20pt, one.title))\n#v(2mm)\n"
    page = '#import "office.typ": sans\n#show: form.with("", flipped: true)\n'
    whole = f"{head}{page}#for one in data.forms [\n{title}{body}\n#pagebreak(weak: true)\n]\n"
    (folder / "all.typ").write_text(whole, "utf-8")
    data = json.dumps({"forms": [dict(register_form_data(one)) for one in forms(count)]}, ensure_ascii=False)
    compiler = typst.Compiler(
        str(folder / "all.typ"), root=str(folder), font_paths=[str(one.parent) for one in FONTS], ignore_system_fonts=True
    )  # fmt: skip
    compiler.compile(output=str(folder / "all.pdf"), format="pdf", sys_inputs={"data": data})


def table(rows: int, kind: str) -> Iterator[tuple[object, ...]]:
    """Rows as an office has them: a roster, or points of a running year."""
    chance = random.Random(SEED)
    first = date(2026, 1, 5)
    if kind == "roster":
        yield ("姓名", "人员类别", "工作岗位", "加入日期", "转正日期")
        for number in range(rows):
            name = f"{'赵钱孙李周吴郑王'[number % 8]}{chr(0x4E00 + number % 5000)}{chr(0x5B89 + number // 8 % 900)}"
            yield (name, "正式党员", ("教师", "管理")[number % 2], first.isoformat(), "")
        return
    yield ("姓名", "日期", "项目", "次数", "事由")
    for number in range(rows):
        day = first + timedelta(days=chance.randrange(80))
        yield ("周予安", day.isoformat(), "DT2", 1, f"{chance.choice(WORDS)}，第 {number} 次。")


def write_bare(path: Path, rows: Iterator[tuple[object, ...]]) -> None:
    """The bare cells by XlsxWriter, a row at a time."""
    from xlsxwriter import Workbook

    with Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                if isinstance(cell, int):
                    sheet.write_number(number, column, cell)
                else:
                    sheet.write_string(number, column, str(cell))


def bare_reading(folder: Path, kind: str) -> None:
    """calamine reads the sheet to Python values."""
    from python_calamine import CalamineWorkbook

    CalamineWorkbook.from_path(str(folder / f"{kind}.xlsx")).get_sheet_by_index(0).to_python()


def preview(folder: Path, kind: str) -> None:
    """Hand in, and judge every row."""
    from fenming.actions.hand_in_import import hand_in_import
    from fenming.queries.imports.door import asked_of
    from fenming.queries.imports.kinds import KINDS
    from fenming.queries.imports.plan import Choice
    from fenming.records.models import Import
    from tests.cast import at

    people = json.loads((folder / "people.json").read_text("utf-8"))
    now = at(2026, 4, 2)
    made = hand_in_import(
        actor_id=people["lin"], branch_id=people["branch_id"], kind=kind, name=f"{kind}.xlsx",
        content=(folder / f"{kind}.xlsx").read_bytes(), key=os.urandom(8).hex(), now=now,
    )  # fmt: skip
    answers = {"resolution": "支部党员大会", "closed_on": "2026-03-31"}
    plan = KINDS[kind].plan(
        asked_of(Import.objects.get(pk=made), choice=Choice(answers=answers), today=now.date())
    )
    print(f"  {kind}: {len(plan.rows)} rows judged {plan.problem}", file=sys.stderr)


def our_export(folder: Path, count: int) -> None:
    """Typed cells with widths, heading and print area."""
    from fenming.prints.tables import Column, Kind, Table, write_xlsx

    columns = (Column("姓名"), Column("日期"), Column("项目"), Column("次数", Kind.COUNT), Column("事由"))
    rows = table(count, "points")
    next(rows)
    with (folder / "ours.xlsx").open("wb") as into:
        write_xlsx(into, Table("积分台账", "台账", columns, rows))  # type: ignore[arg-type]


def branch(folder: Path) -> None:
    """A branch in a new database, for previews."""
    from dataclasses import asdict

    from django.core.management import call_command

    from tests.cast import cast

    call_command("migrate", verbosity=0)
    (folder / "people.json").write_text(json.dumps(asdict(cast(accounts=False))), "utf-8")


LOADED = (
    "python_calamine", "typst", "xlsxwriter", "fenming.actions.hand_in_import", "fenming.prints.register_form", "fenming.prints.tables",
    "fenming.prints.together", "tests.cast",
)  # fmt: skip
DEEDS: dict[str, Callable[[Path, int], None]] = {
    "our_forms": our_forms,
    "one_document": one_document,
    "write_roster": lambda folder, count: write_bare(folder / "roster.xlsx", table(count, "roster")),
    "write_opening": lambda folder, count: write_bare(folder / "opening.xlsx", table(count, "points")),
    "read_roster": lambda folder, _: bare_reading(folder, "roster"),
    "read_opening": lambda folder, _: bare_reading(folder, "opening"),
    "preview_roster": lambda folder, _: preview(folder, "roster"),
    "preview_opening": lambda folder, _: preview(folder, "opening"),
    "our_export": our_export,
    "bare_export": lambda folder, count: write_bare(folder / "bare.xlsx", table(count, "points")),
    "branch": lambda folder, _: branch(folder),
}


def in_a_process(deed: str, folder: Path, count: int = 0) -> tuple[float, float, int, float]:
    """Seconds of the deed itself, of the processors in it, pages made, peak megabytes of the process that did it."""
    environment = {**os.environ, "FENMING_VAR": str(folder), "PYTHONPATH": str(ROOT)}
    environment |= {"DJANGO_SETTINGS_MODULE": "fenming.site.settings"}
    command = [sys.executable, __file__, "--deed", deed, "--folder", str(folder), "--count", str(count)]
    ended = subprocess.run(command, env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    seconds, processor, pages, megabytes = ended.stdout.split()[-4:]
    return float(seconds), float(processor), int(pages), float(megabytes)


def do(deed: str, folder: Path, count: int) -> None:
    """What `in_a_process` starts."""
    import django

    django.setup()
    for module in LOADED:  # starting up is no part of it
        importlib.import_module(module)
    from pypdfium2 import PdfDocument

    started, used = time.perf_counter(), time.process_time()
    DEEDS[deed](folder, count)
    seconds, processor = time.perf_counter() - started, time.process_time() - used
    pages = len(PdfDocument(folder / "all.pdf")) if (folder / "all.pdf").exists() else 0
    print(seconds, processor, pages, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def compare(name: str, ours: str, bare: str, count: int, rounds: int, limit: float) -> bool:
    """Print the ratio and the memory; gives whether a limit is broken."""
    with tempfile.TemporaryDirectory(prefix="fenming-bench-") as place:
        folder = Path(place)
        if ours.startswith("preview_"):
            in_a_process("branch", folder)
            in_a_process(f"write_{ours.removeprefix('preview_')}", folder, count)
        clock, work, peak = [math.inf, math.inf], [math.inf, math.inf], 0.0
        for _ in range(rounds):
            pages = []
            for side, deed in enumerate((bare, ours)):
                seconds, processor, made, megabytes = in_a_process(deed, folder, count)
                clock[side], work[side] = min(clock[side], seconds), min(work[side], processor)
                pages.append(made)
            peak = max(peak, megabytes)
            if pages[0] != pages[1]:
                raise SystemExit(f"{name}: {pages[0]} pages bare, {pages[1]} pages ours")
    ratio = work[1] / work[0]
    print(
        f"{name}: {count}, processor {work[0]:.2f} s bare, {work[1]:.2f} s ours, ratio {ratio:.2f} ", end=""
    )
    print(
        f"(limit {limit:.0f}); by the clock {clock[0]:.2f} s, {clock[1]:.2f} s, {clock[1] / clock[0]:.2f}; ",
        end="",
    )
    print(f"memory {peak:.0f} MB, load {os.getloadavg()[0]:.1f}", flush=True)
    return ratio > limit or (name == "forms" and peak > MEMORY_LIMIT_MB)


def main() -> int:
    """Measure, print, and give the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--forms", type=int, default=1_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", nargs="+", choices=("forms", "preview", "export"))
    parser.add_argument("--check", action="store_true", help="exit code 1 when a limit is broken")
    for hidden in ("--deed", "--folder", "--count"):
        parser.add_argument(hidden, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.deed:
        do(args.deed, Path(args.folder), int(args.count))
        return 0
    wanted, broken = args.only or ("forms", "preview", "export"), False
    if "forms" in wanted:
        broken |= compare("forms", "our_forms", "one_document", args.forms, args.rounds, FORMS_LIMIT)
    if "preview" in wanted:
        for kind, count in (("roster", ROSTER_ROWS), ("opening", POINTS_ROWS)):
            broken |= compare(kind, f"preview_{kind}", f"read_{kind}", count, args.rounds, PREVIEW_LIMIT)
    if "export" in wanted:
        broken |= compare("export", "our_export", "bare_export", EXPORT_ROWS, args.rounds, EXPORT_LIMIT)
    return 1 if args.check and broken else 0


if __name__ == "__main__":
    sys.exit(main())
