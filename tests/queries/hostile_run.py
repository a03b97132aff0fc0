"""Files one after another in a process of its own that may not grow: python tests/queries/hostile_run.py [evidence], from the root.

Each line of its output is one file: name, kind or code, sentence, seconds of the processor, MB beyond what was there.
"""

from __future__ import annotations

import gc
import json
import os
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

MEGABYTE = 1 << 20


def field(name: str) -> int:
    """A line of what the system knows of this process, in bytes."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(f"{name}:"))


def measured(judge: Callable[[bytes], str], data: bytes, *, room: int) -> tuple[str, str, float, float]:
    """Code and sentence, seconds and MB; the process may take no more than `room` bytes, or it ends."""
    from fenming.rules.terms import Refused

    gc.collect()
    Path("/proc/self/clear_refs").write_text("5")  # the peak begins anew
    before, most = field("VmRSS"), resource.getrlimit(resource.RLIMIT_AS)[1]
    resource.setrlimit(resource.RLIMIT_AS, (field("VmSize") + room, most))
    start = time.process_time()
    try:
        code, sentence = judge(data), ""
    except Refused as refused:
        code, sentence = refused.code, refused.sentence
    seconds = time.process_time() - start
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    return code, sentence, round(seconds, 3), round((field("VmHWM") - before) / MEGABYTE, 1)


def as_evidence() -> None:
    """The files that would lie beside a matter."""
    sys.path.insert(0, str(Path.cwd()))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fenming.site.settings")
    import django

    django.setup()
    from fenming.actions._evidence_kept import bytes_to_keep
    from fenming.queries.evidence_file import judge
    from tests.actions._files import JPEG
    from tests.queries.hostile_evidence import EVIDENCE

    def kept(content: bytes, name: str) -> str:
        return str(len(bytes_to_keep(content, judge(name=name, content=content))))

    kept(JPEG, "照片.jpg")  # the library finds out what it can read
    for name, one in EVIDENCE.items():
        data = one.make()
        judged = lambda given, called=one.file_name: kept(given, called)  # noqa: E731
        print(json.dumps([name, *measured(judged, data, room=256 * MEGABYTE)]), flush=True)


def as_tables() -> None:
    """The files that would be read as tables."""
    sys.path.insert(0, str(Path.cwd()))
    from fenming.queries.files.guard import refuse_hostile
    from tests.queries.hostile_tables import HOSTILE

    for name, one in HOSTILE.items():
        data = one.make()
        judge = lambda given, called=one.file_name: str(refuse_hostile(given, file_name=called))  # noqa: E731
        print(json.dumps([name, *measured(judge, data, room=256 * MEGABYTE)]), flush=True)


if __name__ == "__main__":
    as_evidence() if "evidence" in sys.argv else as_tables()
