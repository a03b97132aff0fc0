"""``fenming settle --forms``: the register form of each member and the year's table, beside the settlement (R38, R44)."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from fenming.prints.paper import refuse_unprintable
from fenming.prints.register_form import register_form_docx, register_form_names, register_form_pdf
from fenming.prints.settled_summary import (
    settled_summary_name,
    settled_summary_pdf,
    write_settled_summary_xlsx,
)
from fenming.queries.files.faults import BadFiles, FileFault
from fenming.queries.files.register_forms import form_of, period_of
from fenming.queries.files.results import Result
from fenming.queries.files.settlement import YearFiles
from fenming.rules.people import Member
from fenming.rules.statement import Statement
from fenming.rules.terms import Refused

_EACH: Final = {"pdf": register_form_pdf, "docx": register_form_docx}
"""How a member's form is made in each kind; a workbook has none."""


@dataclass(frozen=True, slots=True)
class Forms:
    """Where the forms go: `kinds` of pdf, docx, xlsx, a file's name for each member by id."""

    folder: Path
    kinds: tuple[str, ...]
    files: YearFiles
    branch: str
    names: dict[str, str]

    def write(self, member: Member, statement: Statement) -> None:
        """The member's form in each kind; nothing of it stays in memory. Raises OSError."""
        form = form_of(
            member, statement, standard=self.files.standard, year=self.files.year, branch=self.branch
        )
        for kind, made in _EACH.items():
            if kind in self.kinds:
                (self.folder / f"{self.names[member.id]}.{kind}").write_bytes(made(form))

    def write_summary(self, results: Iterable[Result]) -> None:
        """The table of everybody, in the order of the roster. Raises OSError."""
        standard, period, rows = self.files.standard, period_of(self.files.year), list(results)
        name = self.folder / settled_summary_name(period)
        if "pdf" in self.kinds:
            made = settled_summary_pdf(rows, standard=standard, period=period, branch=self.branch)
            name.with_name(f"{name.name}.pdf").write_bytes(made)
        if "xlsx" in self.kinds:
            with name.with_name(f"{name.name}.xlsx").open("wb") as stream:
                write_settled_summary_xlsx(stream, rows, standard=standard, period=period, branch=self.branch)


def forms_in(folder: Path, *, kinds: tuple[str, ...], files: YearFiles, branch: str) -> Forms:
    """The forms to be written into ``folder``, which is made."""
    folder.mkdir()
    people = [(one.id, one.name) for one in files.members]
    names = register_form_names(people, period_of(files.year))
    return Forms(
        folder,
        kinds,
        files,
        branch,
        {one.id: name for one, name in zip(files.members, names, strict=True)},
    )


def refuse_gaps(files: YearFiles, *, roster: str, branch: str) -> None:
    """Raise BadFiles with every name that would be printed with a gap, before anything is written."""
    faults = [
        FileFault(roster, files.rows[one.id], f"姓名（编号 {one.id}）", one.name, sentence)
        for one in files.members
        if (sentence := _gap(one.name))
    ]
    if sentence := _gap(branch):
        faults.insert(0, FileFault("--branch", 1, "党支部", branch, sentence))
    if faults:
        raise BadFiles(faults, notes=files.notes)


def _gap(name: str) -> str:
    try:
        refuse_unprintable((name,))
    except Refused as refused:
        return refused.sentence
    return ""
