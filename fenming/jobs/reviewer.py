"""``fenming reviewer``: the college committee's reviewer, entered from its document by whoever keeps the machine."""

import argparse
import secrets
import sys

from fenming.jobs._django import set_up

HELP = "登记上级党委的审核人，打印一次性密码"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the document says, and the login."""
    parser.add_argument("--committee", required=True, metavar="名称", help="上级党委，照建立支部时填的写")
    parser.add_argument("--name", required=True, metavar="姓名", help="审核人")
    parser.add_argument("--login", required=True, metavar="登录名", help="英文字母、数字、点、横线或下划线")
    parser.add_argument("--document", required=True, metavar="文号", help="确定审核人的文件")


def run(args: argparse.Namespace) -> int:
    """0 with the code on standard output, which is shown this once; 1 with the sentence why not."""
    set_up()
    from django.utils import timezone

    from fenming.actions.name_reviewer import name_reviewer
    from fenming.jobs.tick import moment
    from fenming.rules.terms import Refused

    now = moment()
    try:
        account = name_reviewer(
            committee=args.committee, name=args.name, login=args.login, since=timezone.localdate(now),
            document=args.document, key=secrets.token_urlsafe(24), now=now,
        )  # fmt: skip
    except Refused as refused:
        sys.stderr.write(f"{refused.sentence}\n")
        return 1
    day = f"{account.expires_on.year}年{account.expires_on.month}月{account.expires_on.day}日"
    sys.stdout.write(
        f"{account.name}已登记为{args.committee}的上级审核人。\n登录名 {account.login}，一次性密码 {account.code}，"
        f"到{day}有效，只显示这一次。\n"
    )
    return 0
