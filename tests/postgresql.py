"""A PostgreSQL cluster of the tests' own: Debian's server in a temporary folder on a free port.

A pytest plugin (`python -m pytest -p tests.postgresql`): it must run before Django reads its settings.
"""

from __future__ import annotations

import atexit
import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path

from tests.ports import free_port

FAST = "-c fsync=off -c full_page_writes=off -c synchronous_commit=off -c max_connections=120"


def _as_server_user(command: list[str]) -> None:
    """initdb and postgres refuse root; Debian's package brings the user postgres."""
    prefix = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
    done = subprocess.run([*prefix, *command], capture_output=True, text=True, timeout=120, cwd="/")
    if done.returncode:
        raise RuntimeError(f"{command[0]}: {done.stdout}{done.stderr}")


def start() -> str:
    """Start a cluster, stop it when this process ends; returns its database address."""
    servers = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not servers:
        raise RuntimeError("没有找到 PostgreSQL：请先安装 Debian 软件包 postgresql。")
    bin_dir = servers[-1].parent
    home = Path(tempfile.mkdtemp(prefix="fenming-pg-"))
    if os.getuid() == 0:
        os.chown(home, pwd.getpwnam("postgres").pw_uid, -1)
    data, port = home / "data", free_port()
    _as_server_user(
        [
            f"{bin_dir}/initdb",
            "-D",
            str(data),
            "-A",
            "trust",
            "-U",
            "fenming",
            "--no-sync",
            "-E",
            "UTF8",
            "--locale=C",
        ]
    )
    options = f"{FAST} -c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={home}"
    pg_ctl = [f"{bin_dir}/pg_ctl", "-D", str(data), "-s", "-w"]
    _as_server_user([*pg_ctl, "-l", str(home / "log"), "-o", options, "start"])

    def stop() -> None:
        _as_server_user([*pg_ctl, "-m", "immediate", "stop"])
        shutil.rmtree(home, ignore_errors=True)

    atexit.register(stop)
    return f"postgres://fenming@127.0.0.1:{port}/postgres"


if "FENMING_TEST_CLUSTER" not in os.environ:
    # workers of one run share the cluster their controller started
    os.environ["FENMING_TEST_CLUSTER"] = start()
os.environ["FENMING_DATABASE_URL"] = os.environ["FENMING_TEST_CLUSTER"]
