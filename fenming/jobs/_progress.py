"""The progress bar of long work; silent when nobody watches a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def progress(title: str) -> Iterator[Callable[[int, int], None]]:
    """Gives `step(done, of)`, which moves a bar on standard error while the block runs."""
    if not sys.stderr.isatty():
        yield lambda _done, _of: None
        return
    # Loaded only when it is shown.
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=None)
        yield lambda done, of: bar.update(task, completed=done, total=of)
