"""What is wrong with a file, one line for each fault (regulations/reading.md §13)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

LONGEST_VALUE: Final = 200
_CONTROLS: Final = dict.fromkeys((*range(32), 127, 133, 8232, 8233), " ")


@dataclass(frozen=True, slots=True)
class FileFault:
    """One fault: ``row`` is the line of the file (header = 1), ``column`` the header as the file has it."""

    file: str
    row: int
    column: str
    value: str
    reason: str

    def line(self) -> str:
        """The fault as one line; line breaks inside a cell become spaces so that it stays one."""
        value = self.value
        if len(value) > LONGEST_VALUE:
            value = value[:LONGEST_VALUE] + "…"
        text = f"{self.column}: {value}: {self.reason}".translate(_CONTROLS)
        return f"{self.file}:{self.row}: {text}"


class Unreadable(Exception):
    """The file cannot be read further; ``fault`` says where and why."""

    def __init__(self, fault: FileFault) -> None:
        super().__init__(fault.line())
        self.fault = fault


class BadFiles(Exception):
    """The files cannot be settled; ``faults`` are all of them, in the order of files and rows."""

    def __init__(self, faults: Iterable[FileFault], *, notes: Iterable[str] = ()) -> None:
        self.faults = tuple(faults)
        self.notes = tuple(notes)
        super().__init__(f"{len(self.faults)} faults")
