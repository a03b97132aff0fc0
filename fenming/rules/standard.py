"""积分标准: reading a standard, and the shapes it is read into (R28, R71, R79, R86).

A standard is data. ``load_standard`` refuses, all at once and with the path of keys,
whatever it does not know or cannot yet do.
"""

from fenming.rules.standard_model import (
    FREQUENCY_NAMES,
    PERIODS_IN_YEAR,
    SHAPES,
    Band,
    Fault,
    Item,
    Level,
    Settings,
    Standard,
    StandardError,
)
from fenming.rules.standard_read import digest_of, read_standard

__all__ = [
    "FREQUENCY_NAMES",
    "PERIODS_IN_YEAR",
    "SHAPES",
    "Band",
    "Fault",
    "Item",
    "Level",
    "Settings",
    "Standard",
    "StandardError",
    "digest_of",
    "load_standard",
]


def load_standard(text: str) -> Standard:
    """Read a standard from TOML text.

    Raises StandardError with all faults found: text that is not TOML, unknown or missing
    keys, values out of their kind or not yet supported, and sums that do not fit (R79).
    """
    return read_standard(text)
