"""The progress bar of a long settlement; silent when nobody watches a terminal."""

import sys
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

FEWEST_MEMBERS: Final = 2_000
_STEP: Final = 100


class Progress:
    """A bar on standard error, from FEWEST_MEMBERS members and on a terminal only."""

    def __init__(self) -> None:
        self._bar: Bar | None = None
        self._task: TaskID | None = None
        self._done = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def reading(self, members: int) -> None:
        """The roster is read and has ``members``; the ledger, whose length nobody knows, comes now."""
        if members < FEWEST_MEMBERS or not sys.stderr.isatty():
            return
        # Loaded only when it is shown: small settlements stay quick.
        from rich.console import Console
        from rich.progress import Progress as Bar

        self._bar = Bar(console=Console(stderr=True), transient=True)
        self._task = self._bar.add_task("读台账", total=None)
        self._bar.start()

    def settling(self, members: int) -> None:
        """Everything is read; ``members`` statements come now."""
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, description="结算", total=members, completed=0)

    def step(self) -> None:
        """One statement is done."""
        self._done += 1
        if self._bar is not None and self._task is not None and self._done % _STEP == 0:
            self._bar.update(self._task, completed=self._done)

    def stop(self) -> None:
        """Take the bar away, so that lines can be printed."""
        if self._bar is not None:
            self._bar.stop()
            self._bar = None
