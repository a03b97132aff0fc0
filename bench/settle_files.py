"""How long ``fenming settle`` takes beside one bare pass over the same ledger.

    .venv/bin/python bench/settle_files.py [--members N] [--rounds R] [--check]

The bare pass is ``csv.reader`` and a dict of sums for each member, nothing judged, nothing
written. Both run in turn, the best of each is compared, so that a busy machine slows both.
Prints the ratio (limit 20, aim 12), the peak memory of the settlement (limit 600 MB) and
the exponent of growth from a tenth of the members (limit 1.1), also with the start-up of
the interpreter taken off.
With ``--check`` the exit code is 1 when a limit is broken.
"""

import argparse
import csv
import math
import os
import random
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SEED = 20_160_630
ENTRIES_EACH = 60
RATIO_LIMIT, MEMORY_LIMIT_MB, EXPONENT_LIMIT = 20.0, 600.0, 1.1

# (item, points, level, reason): what a member of the list may have.
Kind = tuple[str, str, str, str]
SHARED: list[Kind] = [
    ("J05", "", "", ""),
    ("J06", "", "", "师生来信"),
    ("K01", "", "", "签到表上没有，也没有请假"),
    ("K02", "", "", "因私请假"),
    ("K03", "", "", "迟到"),
    ("K04", "", "", "学习笔记缺当月"),
    *[("J01", "", level, "") for level in "国省市校院"],
    *[("J04", points, "", "防汛值守，组织核实") for points in ("2", "3.5", "5")],
]
LISTS: dict[str, list[Kind]] = {
    "T": [("DT1", "", "", ""), ("DT2", "", "", ""), ("DT4", "", "", ""), ("DT5", "", "", "")]
    + [("DT3", points, "", "校级课题立项") for points in ("1", "1.5", "3")]
    + [("J02", "", level, "") for level in "国省校"],
    "A": [(item, "", "", "") for item in ("DA1", "DA2", "DA3", "DA4", "DA5")],
    "P": [(item, "", "", "") for item in ("DP1", "DP2", "DP3", "DP4", "DP5")],
}


def write_inputs(folder: Path, *, members: int) -> tuple[Path, Path]:
    """A roster and a ledger of ``members`` × 60 rows in order of time, the same at every run."""
    chance = random.Random(SEED)
    roster, ledger = folder / "roster.csv", folder / "ledger.csv"
    types = [chance.choices("TAP", weights=(6, 3, 1))[0] for _ in range(members)]
    with roster.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["编号", "姓名", "类别", "人员类别", "加入日期", "离开日期"])
        for number, code in enumerate(types):
            writer.writerow(
                [f"M{number:06d}", f"党员{number}", code, "预备" if code == "P" else "正式", "", ""]
            )
    start = date(2016, 1, 1)
    with ledger.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["编号", "日期", "项目", "次数", "分值", "级别", "成果", "事由"])
        for turn in range(ENTRIES_EACH):
            # Each turn has its own six days, so that no row repeats another.
            day = start + timedelta(days=turn * 6 + chance.randrange(6))
            for number in chance.sample(range(members), members):
                item, points, level, reason = chance.choice(LISTS[types[number]] + SHARED)
                achievement = f"成果{number}-{turn % 7}" if item.startswith("J0") else ""
                quantity = chance.choice(("", "", "1", "2"))
                writer.writerow(
                    [f"M{number:06d}", day.isoformat(), item, quantity, points, level, achievement, reason]
                )
    return roster, ledger


def bare_pass(ledger: Path) -> float:
    """Seconds of one pass with csv.reader and a dict of sums."""
    started = time.perf_counter()
    sums: dict[str, int] = {}
    with ledger.open(encoding="utf-8", newline="") as stream:
        rows = csv.reader(stream)
        next(rows)
        for row in rows:
            sums[row[0]] = sums.get(row[0], 0) + int(row[3] or 1)
    return time.perf_counter() - started


def settle(roster: Path, ledger: Path, out: Path) -> tuple[float, float]:
    """Seconds and peak megabytes of one settlement in a process of its own."""
    command = [sys.executable, "-m", "fenming.jobs.cli", "settle", "--year", "2016", "--standard", "default"]
    command += ["--roster", str(roster), "--ledger", str(ledger), "--out", str(out), "--force"]
    started = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise SystemExit(f"fenming settle ended with {process.returncode}")
    return seconds, usage.ru_maxrss / 1024


def measure(members: int, *, rounds: int) -> tuple[float, float, float]:
    """Best seconds of the bare pass and of the settlement, and the settlement's peak megabytes."""
    with tempfile.TemporaryDirectory(prefix="fenming-bench-") as name:
        folder = Path(name)
        roster, ledger = write_inputs(folder, members=members)
        bare, settled, peak = math.inf, math.inf, 0.0
        for _ in range(rounds):
            bare = min(bare, bare_pass(ledger))
            seconds, megabytes = settle(roster, ledger, folder / "out")
            settled, peak = min(settled, seconds), max(peak, megabytes)
        return bare, settled, peak


def main() -> int:
    """Measure, print, and give the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--members", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--check", action="store_true", help="exit code 1 when a limit is broken")
    args = parser.parse_args()
    _, start_up, _ = measure(1, rounds=args.rounds)
    _, small, _ = measure(max(1, args.members // 10), rounds=2 * args.rounds)
    bare, large, peak = measure(args.members, rounds=args.rounds)
    ratio = large / bare
    exponent = math.log10(large / small)
    bare_exponent = math.log10(max(large - start_up, 1e-9) / max(small - start_up, 1e-9))
    print(f"members {args.members}, entries {args.members * ENTRIES_EACH}")
    print(
        f"bare pass {bare:.2f} s, settle {large:.2f} s, ratio {ratio:.1f} (limit {RATIO_LIMIT:.0f}, aim 12)"
    )
    print(f"peak memory {peak:.0f} MB (limit {MEMORY_LIMIT_MB:.0f})")
    print(f"exponent {exponent:.2f} from {args.members // 10} members (limit {EXPONENT_LIMIT})", end="")
    print(f", {bare_exponent:.2f} without start-up")
    broken = ratio > RATIO_LIMIT or peak > MEMORY_LIMIT_MB or exponent > EXPONENT_LIMIT
    return 1 if args.check and broken else 0


if __name__ == "__main__":
    sys.exit(main())
