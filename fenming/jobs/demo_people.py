"""The invented people of the demo, branch by branch in roster order. School, branches and names are made up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice, product
from typing import Final

from fenming.rules.authority import Role
from fenming.rules.terms import Status

SUPERIOR: Final = "青岚大学人文学院党委"
LONG_NAME: Final = "青岚大学人文学院"
RESOLUTION: Final = "支部党员大会 2026年1月5日"
FOUNDED: Final = date(2026, 1, 5)

# Who reviews for the college committee, on nobody's roster.
REVIEWER: Final = ("高远", "gaoyuan")
REVIEWER_DOCUMENT: Final = "院党委〔2026〕1号"


@dataclass(frozen=True, slots=True)
class Part:
    """One person of the demo; `login` empty: no account, works on paper. `until` is the last day in the branch,
    `away` the first and last day of an exemption."""

    name: str
    post: str
    status: Status = Status.FORMAL
    role: Role | None = None
    login: str = ""
    since: date = FOUNDED
    until: date | None = None
    formal_on: date | None = None
    away: tuple[date, date] | None = None

    def is_away(self, day: date) -> bool:
        """Exempt from the scheme on that day."""
        return self.away is not None and self.away[0] <= day <= self.away[1]

    def list_on(self, day: date) -> str:
        """The item list of that day."""
        probationary = self.status is Status.PROBATIONARY and (self.formal_on is None or day < self.formal_on)
        return "P" if probationary else self.post

    def there(self, first: date, last: date) -> bool:
        """In the branch on some day from `first` to `last`."""
        return self.since <= last and (self.until is None or self.until >= first)


@dataclass(frozen=True, slots=True)
class BranchCast:
    """A branch of the demo and its people; the first one founds it as secretary."""

    name: str
    contact: str
    place: str
    parts: tuple[Part, ...]


_PROBATION, _LEAVES = Status.PROBATIONARY, date(2026, 6, 30)

MAIN: Final = BranchCast(
    "教工第二党支部",
    "林曼青，电话 0000-0000000，文学馆 204 室",
    "文学馆 204 室",
    (
        Part("林曼青", "T", role=Role.SECRETARY, login="linmanqing"),
        Part("许明远", "A", role=Role.RECORDER, login="xumingyuan"),
        Part("周予安", "T", login="zhouyuan"),
        Part("何苗", "A", login="hemiao"),
        Part("顾清和", "T"),
        Part("欧阳文博", "T", login="ouyangwenbo"),
        Part("程一诺", "T"),
        Part("唐子墨", "A"),
        Part("沈知行", "T", role=Role.COMMITTEE, login="shenzhixing"),
        Part("宋书言", "T", role=Role.COMMITTEE, login="songshuyan"),
        Part("傅景行", "A", role=Role.LEADING_GROUP, login="fujingxing"),
        Part("韩若水", "T", role=Role.COMMITTEE, login="hanruoshui"),
        Part("蒋雨桐", "T", _PROBATION, login="jiangyutong"),
        Part("阿布都热合曼·吐尔逊江", "T", login="abudu"),
        Part("罗思齐", "A", login="luosiqi", until=_LEAVES),
        Part("梁颂", "T"),
        Part("彭舒然", "T", away=(date(2026, 4, 1), date(2026, 6, 30))),
        Part("陆怀瑾", "T", _PROBATION, formal_on=date(2026, 6, 25)),
        Part("秦望舒", "T"),
        Part("姜雪融", "A"),
        Part("温简", "T"),
        Part("谢临川", "T"),
        Part("卫听澜", "T", login="weitinglan"),
        Part("夏惟", "A"),
        Part("叶知秋", "T", since=date(2026, 3, 9)),
    ),
)  # fmt: skip

SMALL: Final = BranchCast(
    "教工第一党支部",
    "邓可为，电话 0000-0000001，文学馆 108 室",
    "文学馆 108 室",
    (
        Part("邓可为", "T", role=Role.SECRETARY, login="dengkewei"),
        # The deputy secretary: what is the secretary's own is assessed by somebody.
        Part("陶见微", "A", role=Role.COMMITTEE, login="taojianwei"),
        Part("方静好", "T", role=Role.RECORDER, login="fangjinghao"),
        Part("严一川", "T"),
        Part("邹远帆", "A"),
        Part("白露晞", "T"),
        # Comes from the other branch with the same account.
        Part("罗思齐", "A", login="luosiqi", since=date(2026, 7, 1)),
    ),
)

BRANCHES: Final = (MAIN, SMALL)
# Their probation began before the branch began to use the system.
PROBATIONS: Final = {"陆怀瑾": date(2025, 6, 20), "蒋雨桐": date(2025, 12, 11)}

_SURNAMES = "安柏程丁方葛贺江康黎明倪欧潘乔任盛田汪夏易邹"
_FIRST, _SECOND = "若思清书景云初星知望怀千", "言宁川遥禾珩舟澄越岚"


def further_people(count: int) -> Iterator[Part]:
    """So many more members, teachers and administration by turns, with names made of invented parts."""
    taken = {part.name for branch in BRANCHES for part in branch.parts}
    names = ("".join(signs) for signs in product(_FIRST, _SECOND, _SURNAMES))
    turned = (name[2] + name[:2] for name in names)
    for number, name in enumerate(islice((name for name in turned if name not in taken), count)):
        yield Part(name, "A" if number % 3 == 2 else "T")
