"""签署: who has to stand by a settlement before the members are told (R44, R47, R60)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Signatures:
    """Whether the secretary has signed, how many the leading group has today, and how many of those have signed."""

    by_secretary: bool
    group: int
    group_signed: int

    @property
    def enough(self) -> bool:
        """The secretary, and more than half of the leading group; without one the secretary alone."""
        return self.by_secretary and (self.group == 0 or self.group_signed * 2 > self.group)

    @property
    def lacks(self) -> str:
        """What is still missing, as a clause of a sentence; "" when there are enough."""
        parts = [] if self.by_secretary else ["支部书记还没有签署"]
        if self.group and self.group_signed * 2 <= self.group:
            parts.append(f"领导小组现有 {self.group} 名，签署的 {self.group_signed} 名，还没有过半数")
        return "；".join(parts)
