"""Random ledgers of one member, as Hypothesis strategies."""

from datetime import date, timedelta
from random import Random

from hypothesis import strategies as st

from fenming.rules.people import Member, Standing, YearSpan
from fenming.rules.standard import Item, Standard
from fenming.rules.statement import Entry
from fenming.rules.terms import Bucket, Status

YEAR = YearSpan.calendar(2016)
# Few days and the borders between periods, so that limits are met often.
_BORDERS = [
    date(2016, month, day)
    for month, day in [(1, 1), (1, 31), (2, 1), (2, 29), (3, 31), (4, 1), (7, 31), (8, 1), (12, 31)]
]
DAYS = st.one_of(
    st.sampled_from(_BORDERS),
    st.integers(0, 365).map(lambda number: date(2016, 1, 1) + timedelta(days=number)),
)


def member(kind: str = "T", *, formal_since: date | None = None, number: int = 1) -> Member:
    """A member in the branch all year; with ``formal_since`` probationary before it."""
    standings: tuple[Standing, ...] = (Standing(None, kind, Status.FORMAL),)
    if formal_since is not None:
        standings = (
            Standing(None, kind, Status.PROBATIONARY),
            Standing(formal_since, kind, Status.FORMAL),
        )
    return Member(id=f"{number:03d}", name="何苗", type=kind, since=None, until=None, standings=standings)


@st.composite
def entries(
    draw: st.DrawFn,
    standard: Standard,
    *,
    of: Member,
    max_size: int = 16,
    buckets: tuple[Bucket, ...] = (Bucket.DUTY, Bucket.BONUS, Bucket.DEDUCTION),
) -> list[Entry]:
    """Entries without a fault, each with its own ``order``, in any order."""
    return [
        draw(entry(standard, of=of, order=order, buckets=buckets))
        for order in range(2, 2 + draw(st.integers(0, max_size)))
    ]


@st.composite
def entry(
    draw: st.DrawFn, standard: Standard, *, of: Member, order: int, buckets: tuple[Bucket, ...]
) -> Entry:
    """One entry that has no fault for the member."""
    day = draw(DAYS)
    items = [item for item in standard.items_for(of.list_on(day)) if item.bucket in buckets]
    item = draw(st.sampled_from(items))
    return Entry(
        order=order,
        item=item.id,
        day=day,
        quantity=draw(st.sampled_from([1, 1, 1, 2, 3, 7])),
        points_centi=draw(_points(item)),
        level=draw(st.sampled_from([level.name for level in item.levels])) if item.levels else "",
        achievement=draw(st.sampled_from(["", "", "甲", "乙"])),
    )


def random_entries(random: Random, *, standard: Standard, of: Member, size: int) -> list[Entry]:
    """Entries without a fault from a seeded generator: many ledgers in little time."""
    rows = []
    for order in range(2, 2 + size):
        day = YEAR.start + timedelta(days=random.randrange(366))
        allowed = [i for i in standard.items_for(of.list_on(day)) if i.bucket is not Bucket.BASE]
        # A veto hides every other figure of the total, so it is made rare.
        common = [item for item in allowed if item.bucket is not Bucket.VETO]
        item = random.choice(allowed if random.random() < 0.02 else common)
        ranged = item.shape == "range"
        rows.append(
            Entry(
                order=order,
                item=item.id,
                day=day,
                quantity=random.choice([1, 1, 1, 2, 3, 7]),
                points_centi=random.randint(item.min_centi, item.max_centi) if ranged else None,
                level=random.choice(item.levels).name if item.levels else "",
                achievement=random.choice(["", "", "甲", "乙"]),
            )
        )
    random.shuffle(rows)
    return rows


def _points(item: Item) -> st.SearchStrategy[int | None]:
    if item.shape != "range":
        return st.none()
    return st.integers(item.min_centi, item.max_centi)
