"""``fenming tick``: what the clock has to do by now, once; cron or ``fenming serve`` runs it every few minutes."""

import argparse
import sys
from datetime import datetime

from fenming.jobs._django import set_up

HELP = "办理到期的事：公示期满、季度锁定、新年度开始，重算期限，送达提醒"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """None."""


def run(args: argparse.Namespace) -> int:
    """End and lock what is due; 0 also when nothing was. Run twice or late, each thing still happens once."""
    set_up()
    from fenming.actions.clear_forms import clear_forms
    from fenming.actions.clear_imports import clear_imports
    from fenming.actions.deliver import deliver
    from fenming.actions.end_due import end_due
    from fenming.actions.extend_terms import extend_terms
    from fenming.actions.send_mails import send_mails

    now = moment()
    extended = extend_terms(now=now)  # first: what is longer now does not end today
    done = end_due(now=now)
    counts = (extended, len(done.ended), len(done.locked), len(done.opened), deliver(now=now))
    if any(counts):
        sys.stdout.write(
            "延长期限 {} 项，公示期满 {} 个季度，锁定 {} 个季度，新开 {} 个年度，送达提醒 {} 条。\n".format(
                *counts
            )
        )
    if dropped := clear_imports(now=now):
        sys.stdout.write(f"清除一天没有办完的导入表格 {dropped} 份。\n")
    clear_forms(now=now)
    mails = send_mails(now=now)
    if mails.count:
        sys.stdout.write(f"发出邮件提醒 {mails.count} 封。\n")
    if mails.problems:
        sys.stderr.write(f"{len(mails.problems)} 封邮件提醒没有发出，下次再试：{mails.problems[0]}\n")
    return 0


def moment() -> datetime:
    """The moment by which things are due: the machine's clock, in demo mode the stored day at the machine's hour."""
    from django.conf import settings
    from django.utils import timezone

    moment = timezone.localtime()
    if settings.DEMO:
        from fenming.queries.demo_day import moved  # refuses to load outside demo mode

        return moved(moment)
    return moment
