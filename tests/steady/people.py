"""What people do all day, one step after the other with a short pause: sign in, read, declare, reply, assess, record."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from random import Random

from tests.cast import PASSWORD
from tests.steady.scene import Scene
from tests.steady.visitor import Page, Visitor

PAUSE = (0.2, 1.2)  # seconds between two steps: quick people
MATTER = re.compile(r'href="(/matters/\d+)"')
PAGES = ("/", "/me/statement", "/notices", "/roster", "/standard", "/meetings", "/objections", "/year")


@dataclass(slots=True)
class Person:
    """Somebody at a browser."""

    login: str
    visitor: Visitor
    scene: Scene
    chance: Random
    said: int = 0
    steps: list[str] = field(default_factory=list)

    def live(self, habits: Sequence[Callable[[Person], None]], stop: threading.Event) -> None:
        """Sign in, then do one habit or another until the day is over."""
        self.sign_in()
        while not stop.wait(self.chance.uniform(*PAUSE)):
            habit = self.chance.choice(habits)
            habit(self)
            self.steps.append(habit.__name__)

    def sign_in(self) -> None:
        """By the form, as everybody."""
        (form, *_) = self.visitor.open("/sign-in").forms("/sign-in", having="password")
        page = self.visitor.press("sign in", form, login=self.login, password=PASSWORD)
        assert page.forms("/sign-out"), page.text

    def press(self, page: Page, name: str, action: str, *, having: str = "", **entries: object) -> None:
        """Press one of the forms that lead to `action`, if the page has any."""
        if forms := page.forms(action, having=having):
            self.visitor.press(name, self.chance.choice(forms), **entries)

    def words(self) -> str:
        """A sentence nobody said before."""
        self.said += 1
        return f"整理学院图书，{self.login} 第 {self.said} 次。"

    def day(self) -> str:
        """Some day of January on which there was a branch."""
        return f"2026-01-{self.chance.randint(6, 31):02d}"


def sign_out_and_in(person: Person) -> None:
    """退出, and 登录 again."""
    person.press(person.visitor.open("/"), "sign out", "/sign-out")
    person.sign_in()


def read(person: Person) -> None:
    """Two pages."""
    for path in person.chance.sample(PAGES, 2):
        person.visitor.open(path)


def change_type(person: Person) -> None:
    """大字 and back, the button on every page."""
    page = person.visitor.open("/")
    person.press(page, "large type", "/account/large-type", large=person.chance.choice("01"))


def see_notices(person: Person) -> None:
    """都知道了."""
    person.press(person.visitor.open("/notices"), "see notices", "/notices/seen")


def declare(person: Person) -> None:
    """申报 in its three steps."""
    first = person.visitor.open(f"/declare/details?month={person.scene.month}&item=DT5")
    (form,) = first.forms("/declare/check")
    second = person.visitor.check(form, day=person.day(), said=person.words())
    person.press(second, "declare", "/declare/submit")


def reply_or_withdraw(person: Person) -> None:
    """答复 where an answer is awaited, else now and then 撤回."""
    found = MATTER.findall(person.visitor.open("/").text) or MATTER.findall(
        person.visitor.open("/me/statement").text
    )
    if not found:
        return
    page = person.visitor.open(person.chance.choice(found))
    person.press(page, "reply", "/reply", agrees="yes")
    if not page.forms("/reply"):
        person.press(page, "withdraw", "/withdraw")


def record(person: Person) -> None:
    """登记 that somebody came late."""
    whom = person.chance.choice(list(person.scene.members.values()))
    page = person.visitor.open("/desk/record?item=K03")
    entries = {"day": person.day(), "said": person.words(), "members": whom}
    person.press(page, "record", "/desk/record?item=K03", having="day", **entries)


def assess(person: Person) -> None:
    """初评: open one member's line on the desk and accept a matter."""
    whom = person.chance.choice(list(person.scene.members.values()))
    line = f"/desk/assess/{person.scene.month}?look={whom}"
    person.press(person.visitor.open(line), "assess", line, having="seen_round", outcome="accepted")


ALL = (sign_out_and_in, read, read, see_notices, change_type)
MEMBERS = (declare, declare, declare, reply_or_withdraw, reply_or_withdraw)
OFFICERS = {"xu": (record, record, record), "han": (assess,) * 4, "shen": (assess,) * 4}


def habits_of(person: Person) -> Sequence[Callable[[Person], None]]:
    """What somebody does; the more often it stands here, the more often."""
    return (*ALL, *OFFICERS.get(person.login, MEMBERS))


WRITES = {
    "sign in", "sign out", "large type", "see notices", "declare", "reply", "withdraw", "record", "assess"
}  # fmt: skip
