"""《党员积分登记表》 and the year's table from a settlement of files: what the same Statement says, as plain data (R38, R44)."""

from fenming.queries.register_form_view import RegisterForm, RegisterRow, RegisterTotals
from fenming.rules.people import Member, YearSpan
from fenming.rules.scoring import Line, Statement
from fenming.rules.standard import Standard
from fenming.rules.terms import BUCKET_NAMES, Bucket, Status

STATUS_NAMES = {Status.FORMAL: "正式党员", Status.PROBATIONARY: "预备党员"}


def form_of(
    member: Member, statement: Statement, *, standard: Standard, year: YearSpan, branch: str
) -> RegisterForm:
    """The form of a member's settled year; `branch` "" where the files do not say it.

    Files hold what was determined and nothing before it, so what was claimed and assessed stays empty.
    """
    as_of = year.end if member.until is None else min(member.until, year.end)
    standing = member.standing_on(as_of)
    return RegisterForm(
        branch=branch,
        name=member.name,
        status=STATUS_NAMES[standing.status],
        post=standard.lists.get(standing.type, standing.type),
        period=period_of(year),
        as_of=as_of,
        draft=False,
        rows=tuple(_row(line) for line in statement.lines),
        totals=RegisterTotals(
            statement.base_centi,
            statement.duty_centi,
            statement.bonus_centi,
            statement.deduction_centi,
            statement.total_centi,
            "年度结算",
        ),
    )


def period_of(year: YearSpan) -> str:
    """``2016年度``."""
    return f"{year.number}年度"


def _row(line: Line) -> RegisterRow:
    entry, minus = line.entry, line.item.bucket is Bucket.DEDUCTION
    details = (entry.level, entry.achievement, f"{entry.quantity} 次" if entry.quantity != 1 else "")
    beside = "，".join(one for one in details if one)
    return RegisterRow(
        day=entry.day,
        title=line.item.title,
        bucket=BUCKET_NAMES[Bucket(line.item.bucket)],
        said="；".join(one for one in (entry.ref, beside) if one),
        claimed_centi=None,
        assessed_centi=None,
        determined_centi=-line.raw_centi if minus else line.raw_centi,
        counted_centi=-line.counted_centi if minus else line.counted_centi,
        notes=tuple(cut.sentence for cut in line.cuts),
    )
