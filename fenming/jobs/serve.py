"""``fenming serve``: the web server, and beside it the clock that does what falls due."""

import argparse
import signal
import socket
import subprocess
import sys
from types import FrameType

from fenming.jobs import tick
from fenming.jobs._django import set_up

HELP = "启动网页服务"
SECONDS_BETWEEN_TICKS = 600
SECONDS_BETWEEN_DELIVERIES = 15


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to listen."""
    parser.add_argument("--host", default="127.0.0.1", help="监听地址，默认只限本机")
    parser.add_argument("--port", type=int, default=8000, help="端口，默认 8000")


def run(args: argparse.Namespace) -> int:
    """Serve until stopped; the exit code of the server, 0 when stopped by a signal."""
    set_up()
    from django.conf import settings

    if not _is_free(args.host, args.port):
        sys.stderr.write(
            f"端口 {args.port} 已被别的程序占用。请用 --port 换一个，如 --port {args.port + 1}。\n"
        )
        return 1
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", "2", "--blocking-threads", "2",
        "--host", args.host, "--port", str(args.port), "--no-access-log", "--log-level", "warning",
        "--respawn-failed-workers", "fenming.site.wsgi:application",
    ]  # fmt: skip
    server = subprocess.Popen(command)  # noqa: S603
    stopped = False

    def stop(signum: int, frame: FrameType | None) -> None:
        nonlocal stopped
        stopped = True
        server.terminate()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    _announce(host=args.host, port=args.port, demo=settings.DEMO)
    code = _keep_time(server)
    return 0 if stopped else code


def _keep_time(server: "subprocess.Popen[bytes]") -> int:
    """Do what falls due every ten minutes and deliver what was written every quarter minute, until the server ends."""
    from fenming.actions.deliver import deliver
    from fenming.queries.form_batches import forms_wait

    rounds, worker = 0, None
    while True:
        if rounds % (SECONDS_BETWEEN_TICKS // SECONDS_BETWEEN_DELIVERIES) == 0:
            tick.run(argparse.Namespace())
        else:
            deliver(now=tick.moment())
        rounds += 1
        if forms_wait() and (worker is None or worker.poll() is not None):
            # in a process of its own, whose memory goes with it
            worker = subprocess.Popen([sys.executable, "-m", "fenming.jobs.cli", "worker", "--once"])
        try:
            code = server.wait(timeout=SECONDS_BETWEEN_DELIVERIES)
            if worker is not None:
                worker.terminate()  # it goes on where it was when something starts it again
            return code
        except subprocess.TimeoutExpired:
            continue


def _is_free(host: str, port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def _announce(*, host: str, port: int, demo: bool) -> None:
    print(f"分明已启动：http://{host}:{port}/  按 Ctrl-C 停止。", flush=True)
    if demo:
        from django.conf import settings

        from fenming.queries.accounts import demo_accounts

        accounts = demo_accounts()
        if accounts:
            print(f"演示账号，密码都是 {settings.DEMO_PASSWORD}：", flush=True)
        for account in accounts:
            print(f"  {account.login:<12}{account.name}　{account.offices}", flush=True)
