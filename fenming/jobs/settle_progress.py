"""The progress bar of a long settlement; silent when nobody watches a terminal."""

import sys
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

FEWEST_MEMBERS: Final = 2_000
FEWEST_WITH_FORMS: Final = 20


class Progress:
    """A bar on standard error, from FEWEST_MEMBERS members and on a terminal only; forms on paper take longer."""

    def __init__(self, *, with_forms: bool = False) -> None:
        self._fewest = FEWEST_WITH_FORMS if with_forms else FEWEST_MEMBERS
        self._step = 1 if with_forms else 100
        self._bar: Bar | None = None
        self._task: TaskID | None = None
        self._done = 0
        self._is_shown = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def reading(self, members: int) -> None:
        """The roster is read and has ``members``; the ledger, whose length nobody knows, comes now."""
        self._is_shown = members >= self._fewest and sys.stderr.isatty()
        self._start("读台账", None)

    def settling(self, members: int) -> None:
        """Everything is read; ``members`` statements come now."""
        self.stop()
        self._start("结算", members)

    def _start(self, title: str, total: int | None) -> None:
        if not self._is_shown:
            return
        # Loaded only when it is shown: small settlements stay quick.
        from rich.console import Console
        from rich.progress import Progress as Bar

        self._bar = Bar(console=Console(stderr=True), transient=True)
        self._task = self._bar.add_task(title, total=total)
        self._bar.start()

    def step(self) -> None:
        """One statement is done."""
        self._done += 1
        if self._bar is not None and self._task is not None and self._done % self._step == 0:
            self._bar.update(self._task, completed=self._done)

    def stop(self) -> None:
        """Take the bar away, so that lines can be printed."""
        if self._bar is not None:
            self._bar.stop()
            self._bar = None
