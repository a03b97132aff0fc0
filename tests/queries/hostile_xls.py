"""Old Excel files as no office program writes them: a compound file around records of one's own."""

from __future__ import annotations

import struct

FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_SECTOR = 512


def record(kind: int, content: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def globals_of(*more: bytes, sheet_kind: int = 0) -> bytes:
    """The first part of a workbook's records: what it is, and its one sheet."""
    name = b"S1"
    begin = record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0))
    place = len(begin) + sum(map(len, more)) + 4 + 8 + len(name) + 4
    return (
        begin
        + b"".join(more)
        + record(0x85, struct.pack("<IBBBB", place, 0, sheet_kind, len(name), 0) + name)
        + record(0x0A)
    )


def sheet_of(*cells: bytes) -> bytes:
    return record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0)) + b"".join(cells) + record(0x0A)


def number(row: int, column: int) -> bytes:
    return record(0x203, struct.pack("<HHHd", row, column, 0, 1.0))


def texts(*said: str) -> bytes:
    """The shared texts of a workbook: the long one first, since only within it may a record be cut."""
    body = struct.pack("<II", len(said), len(said))
    body += b"".join(struct.pack("<HB", len(one), 1) + one.encode("utf-16-le") for one in said)
    pieces = [body[:8003], *(body[at : at + 8000] for at in range(8003, len(body), 8000))]
    # A text that goes on in a further record says there how it is written.
    return record(0xFC, pieces[0]) + b"".join(record(0x3C, b"\x01" + piece) for piece in pieces[1:])


def text_cell(row: int, column: int, index: int) -> bytes:
    return record(0xFD, struct.pack("<HHHI", row, column, 0, index))


def compound(streams: dict[str, bytes], *, circle: bool = False, size: int | None = None) -> bytes:
    """A compound file with these streams at its root; each is made long enough for sectors of its own."""
    sectors, entries = bytearray(), []
    chain: list[int] = []
    for name, content in streams.items():
        whole = content.ljust(max(-(-len(content) // _SECTOR) * _SECTOR, 4096), b"\x00")
        start, count = len(chain), len(whole) // _SECTOR
        chain += [*range(start + 1, start + count), END]
        sectors += whole
        if circle:
            chain[-1] = start
        entries.append((name, 2, start, len(whole) if size is None else size))
    directory = _directory(entries)
    first_directory = len(chain)
    count = len(directory) // _SECTOR
    chain += [*range(first_directory + 1, first_directory + count), END]
    sectors += directory
    tables = -(-(len(chain) + 1) // 127)
    first_table = len(chain)
    chain += [FAT] * tables
    chain += [FREE] * (tables * 128 - len(chain))
    sectors += struct.pack(f"<{len(chain)}I", *chain)
    listed = [*range(first_table, first_table + tables)]
    head = struct.pack("<8s16sHHHHHHIIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6, 0, 0, 0,
                       tables, first_directory, 0, 4096, END, 0, END, 0)  # fmt: skip
    head += struct.pack("<109I", *(listed[:109] + [FREE] * (109 - len(listed[:109]))))
    return head + bytes(sectors)


def _directory(entries: list[tuple[str, int, int, int]]) -> bytes:
    told = [("Root Entry", 5, END, 0), *entries]
    body = b""
    for place, (name, kind, start, size) in enumerate(told):
        raw = (name + "\x00").encode("utf-16-le")
        after = place + 1 if 0 < place < len(told) - 1 else FREE
        child = 1 if place == 0 and len(told) > 1 else FREE
        body += raw.ljust(64, b"\x00") + struct.pack(
            "<HBBIII16sIQQIQ", len(raw), kind, 1, FREE, after, child, b"", 0, 0, 0, start, size
        )
    return body.ljust(-(-len(body) // _SECTOR) * _SECTOR, b"\x00")


def xls(*cells: bytes, more: bytes = b"", sheet_kind: int = 0, **streams: bytes) -> bytes:
    """A whole old Excel file with one sheet of these cells."""
    return compound({"Workbook": globals_of(more, sheet_kind=sheet_kind) + sheet_of(*cells), **streams})
