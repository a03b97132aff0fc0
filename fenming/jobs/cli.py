"""The operator's command line: ``fenming COMMAND``.

A command is one module beside this one with HELP, ``add_arguments(parser)`` and
``run(args) -> int``, and one line in COMMANDS. Modules import what is heavy inside
``run``, so that ``fenming settle`` starts without Django and ``fenming --help`` at once.
Exit codes: 0 done, 1 problem found, 2 wrong use.
"""

import argparse
import io
import sys
from collections.abc import Callable, Sequence
from typing import Final, NoReturn, Protocol

from fenming.jobs import (
    backup,
    demo,
    migrate,
    recompute,
    restore,
    reviewer,
    serve,
    settle,
    tick,
    verify,
    worker,
)


class Command(Protocol):
    """What a command module offers."""

    @property
    def HELP(self) -> str: ...  # noqa: N802  # a constant of the module

    def add_arguments(self, parser: argparse.ArgumentParser) -> None: ...

    def run(self, args: argparse.Namespace) -> int: ...


COMMANDS: Final[tuple[tuple[str, Command], ...]] = (
    ("settle", settle),
    ("serve", serve),
    ("tick", tick),
    ("worker", worker),
    ("migrate", migrate),
    ("verify", verify),
    ("recompute", recompute),
    ("backup", backup),
    ("restore", restore),
    ("reviewer", reviewer),
    ("demo", demo),
)

WRONG_USE: Final = 2
INTERRUPTED: Final = 130  # as shells count an interrupt


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(WRONG_USE, f"用法不对（{message}）。请用 {self.prog} --help 看全部选项。\n")


def build_parser() -> argparse.ArgumentParser:
    """The parser with every command of COMMANDS."""
    parser = _Parser(prog="fenming", description="分明：党员积分制管理的命令行。")
    commands = parser.add_subparsers(dest="command", metavar="命令", required=True, title="命令")
    for name, command in COMMANDS:
        added = commands.add_parser(name, help=command.HELP, description=command.HELP)
        command.add_arguments(added)
        added.set_defaults(run=command.run)
    return parser


def main(argv: Sequence[str]) -> int:
    """Run one command with the words after ``fenming``; gives the exit code."""
    try:
        args = build_parser().parse_args(argv)
    except SystemExit as ended:  # --help and wrong use
        return ended.code if isinstance(ended.code, int) else WRONG_USE
    run: Callable[[argparse.Namespace], int] = args.run
    return run(args)


def console() -> None:
    """The entry point of the installed command."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show Chinese must not turn a finished settlement into a failure.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        code = main(sys.argv[1:])
    except KeyboardInterrupt:
        print("已中断。", file=sys.stderr)
        code = INTERRUPTED
    sys.exit(code)


if __name__ == "__main__":
    console()
