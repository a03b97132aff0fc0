"""``fenming settle``: a year from spreadsheets to results.csv and statements.json, without a database."""

import argparse
import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import MAXYEAR
from pathlib import Path
from typing import Final

from fenming.jobs.settle_output import FORMS_FOLDER, refusal_of, write_all_or_nothing
from fenming.jobs.settle_progress import Progress
from fenming.jobs.settle_shares import write_statements
from fenming.queries.files.faults import BadFiles
from fenming.queries.files.results import RESULTS_ENCODING, RESULTS_NAME, write_results
from fenming.queries.files.settlement import YearFiles, rank_all, read_year_files
from fenming.queries.files.statements import STATEMENTS_NAME

HELP: Final = "由表格文件结算一个年度，不用数据库。"

KINDS: Final = ("docx", "pdf", "xlsx")
PROBLEM_FOUND: Final = 1
WRONG_USE: Final = 2
_FIRST_YEAR: Final = 1921


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("--year", type=_year, required=True, metavar="年度", help="四位数的年度，例如 2016")
    parser.add_argument(
        "--standard", required=True, metavar="文件", help="标准文件（TOML），或 default 用自带的默认标准"
    )
    parser.add_argument("--roster", required=True, metavar="文件", help="名册，CSV 或 XLSX")
    parser.add_argument("--ledger", required=True, metavar="文件", help="台账，CSV 或 XLSX")
    parser.add_argument(
        "--out",
        required=True,
        type=Path,
        metavar="文件夹",
        help="写入 results.csv 和 statements.json 的文件夹",
    )
    parser.add_argument(
        "--forms",
        type=_kinds,
        default=(),
        metavar="种类",
        help=f"另写每人的积分登记表和年度汇总表到“{FORMS_FOLDER}”，种类是 {'、'.join(KINDS)}，可写几种，用逗号隔开",
    )
    parser.add_argument("--branch", default="", metavar="名称", help="登记表上的党支部名称，不写就留空手填")
    parser.add_argument(
        "--force",
        action="store_true",
        help=f"文件夹不空也写，只替换以前的结算文件和“{FORMS_FOLDER}”",
    )


def _year(text: str) -> int:
    if not (text.isascii() and text.isdigit() and _FIRST_YEAR <= int(text[:5]) < MAXYEAR):
        raise argparse.ArgumentTypeError(f"年度应是四位数，例如 2016，这里是“{text}”")
    return int(text)


def _kinds(text: str) -> tuple[str, ...]:
    kinds = tuple(dict.fromkeys(one.strip().lower() for one in text.replace("，", ",").split(",")))
    if unknown := [one for one in kinds if one not in KINDS]:
        raise argparse.ArgumentTypeError(f"--forms 只能是 {'、'.join(KINDS)}，这里有“{'、'.join(unknown)}”")
    return kinds


def run(args: argparse.Namespace) -> int:
    """Settle; gives 0, 1 when a file has faults or cannot be written, 2 when --out is not free."""
    refusal = refusal_of(args.out, force=args.force)
    if refusal:
        print(refusal, file=sys.stderr)
        return WRONG_USE
    with _without_collector(), Progress(with_forms=bool(args.forms)) as progress:
        try:
            files = read_year_files(
                year=args.year,
                standard=args.standard,
                roster=args.roster,
                ledger=args.ledger,
                on_members=progress.reading,
            )
            if "pdf" in args.forms:
                # Loaded only for forms: settlements without them stay quick.
                from fenming.jobs.settle_forms import refuse_gaps

                refuse_gaps(files, roster=args.roster, branch=args.branch)
        except BadFiles as error:
            progress.stop()
            _print_faults(error)
            return PROBLEM_FOUND
        try:
            write_all_or_nothing(args.out, lambda folder: _write(folder, files, progress, args))
        except OSError as error:
            progress.stop()
            print(
                f"{args.out}：写不进去（{error.strerror or error}）。什么也没有写，请检查后再试。",
                file=sys.stderr,
            )
            return PROBLEM_FOUND
    _print_notes(files.notes)
    forms = f"登记表和汇总表在 {args.out / FORMS_FOLDER}。" if args.forms else ""
    print(f"已结算 {args.year} 年度，{len(files.members)} 人。结果在 {args.out / RESULTS_NAME}。{forms}")
    return 0


@contextmanager
def _without_collector() -> Iterator[None]:
    # Nothing here makes cycles, and walking over half a million live rows again and
    # again would take as long as reading them.
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _write(folder: Path, files: YearFiles, progress: Progress, args: argparse.Namespace) -> None:
    forms, each, alone = None, None, False
    if args.forms:
        from fenming.jobs.settle_forms import forms_in
        from fenming.prints.paper import has_begun

        forms = forms_in(folder / FORMS_FOLDER, kinds=args.forms, files=files, branch=args.branch)
        each, alone = forms.write, has_begun()
    sums = write_statements(folder / STATEMENTS_NAME, files=files, progress=progress, each=each, alone=alone)
    with (folder / RESULTS_NAME).open("w", encoding=RESULTS_ENCODING, newline="") as stream:
        write_results(stream, rank_all(year=files.year, sums=sums))
    if forms:
        forms.write_summary(rank_all(year=files.year, sums=sums))


def _print_faults(error: BadFiles) -> None:
    _print_notes(error.notes)
    sys.stderr.writelines(f"{fault.line()}\n" for fault in error.faults)
    print(f"提示：共 {len(error.faults)} 处需要修改，什么也没有写。改好后再运行一次。", file=sys.stderr)


def _print_notes(notes: tuple[str, ...]) -> None:
    for note in notes:
        print(f"提示：{note}", file=sys.stderr)
