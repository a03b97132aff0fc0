"""Reading one table of a standard's TOML: each getter notes a fault and goes on.

So that all faults are told at once, a getter never raises: it notes what is wrong and
returns a harmless value.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from fenming.rules.standard_model import Fault
from fenming.rules.terms import parse_centi


class Table:
    """A TOML table, where it stands, and the list of faults it adds to."""

    def __init__(self, *, path: str, values: object, faults: list[Fault]) -> None:
        self.path = path
        self.faults = faults
        self.values: Mapping[str, Any] = values if isinstance(values, dict) else {}
        self._seen: set[str] = set()
        if not isinstance(values, dict):
            faults.append(Fault(path, "这里应是一个表，请写成 [表名] 或 {键 = 值}。"))

    def at(self, key: str) -> str:
        """The dotted path of a key of this table."""
        return f"{self.path}.{key}" if self.path else key

    def blame(self, key: str, sentence: str) -> None:
        """Note a fault at a key."""
        self.faults.append(Fault(self.at(key), sentence))

    def take(self, key: str) -> Any:
        """The raw value, or None; the key counts as known."""
        self._seen.add(key)
        return self.values.get(key)

    def has(self, key: str) -> bool:
        """Whether the key is written."""
        return key in self.values

    def text(self, key: str, *, required: bool = True) -> str:
        """A text without spaces around; a required one may not be empty."""
        value = self.take(key)
        if value is None and not required:
            return ""
        if value is None:
            self.blame(key, "缺少这一键，请补上。")
        elif not isinstance(value, str):
            self.blame(key, "这里应是文字，请用引号括起来。")
        elif required and not value.strip():
            self.blame(key, "这里不能为空，请填写。")
        else:
            return value.strip()
        return ""

    def choice(self, key: str, allowed: tuple[str, ...], *, default: str | None = None) -> str:
        """One of the allowed words."""
        value = self.take(key)
        if value is None and default is not None:
            return default
        if value is None:
            self.blame(key, "缺少这一键，请补上。")
        elif value not in allowed:
            self.blame(key, f"不认识的值“{value}”。请填 {'、'.join(allowed)} 之一。")
        else:
            return str(value)
        return default or allowed[0]

    def points(self, key: str) -> int | None:
        """Points in hundredths, or None when absent or unreadable."""
        value = self.take(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            self.blame(key, "这里应是分值，请填数字，不加引号，例如 1.5。")
            return None
        try:
            return parse_centi(str(value))
        except ValueError as fault:
            self.blame(key, str(fault))
            return None

    def whole(self, key: str, *, default: int) -> int:
        """A whole number that is not negative."""
        value = self.take(key)
        if value is None:
            return default
        if isinstance(value, bool) or not isinstance(value, int) or value < 0:
            self.blame(key, "这里应是不小于 0 的整数。")
            return default
        return value

    def flag(self, key: str, *, default: bool) -> bool:
        """true or false."""
        value = self.take(key)
        if value is None:
            return default
        if not isinstance(value, bool):
            self.blame(key, "这里应填 true 或 false。")
            return default
        return value

    def names(self, key: str) -> tuple[str, ...]:
        """A list of different, non-empty words."""
        value = self.take(key)
        if value is None:
            self.blame(key, "缺少这一键，请补上。")
            return ()
        if not isinstance(value, list) or not value or not all(isinstance(v, str) and v for v in value):
            self.blame(key, '这里应是一列文字，至少一个，例如 ["T", "A"]。')
            return ()
        if len(set(value)) != len(value):
            self.blame(key, "这一列里有重复，请删去重复的。")
        return tuple(value)

    def tables(self, key: str) -> "list[Table]":
        """An array of tables, each with its own path."""
        value = self.take(key)
        if value is None:
            return []
        if not isinstance(value, list):
            self.blame(key, "这里应是一列表，请用 [[…]] 逐个写。")
            return []
        return [
            Table(path=f"{self.at(key)}[{number}]", values=entry, faults=self.faults)
            for number, entry in enumerate(value)
        ]

    def table(self, key: str) -> "Table":
        """A table inside this one; absent counts as empty."""
        value = self.take(key)
        return Table(path=self.at(key), values={} if value is None else value, faults=self.faults)

    def close(self) -> None:
        """Refuse the keys that nobody asked for."""
        for key in self.values:
            if key not in self._seen:
                self.blame(key, "不认识这一键。请核对拼写，或删去。")
