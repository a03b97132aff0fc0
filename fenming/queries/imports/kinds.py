"""The kinds of table that can be taken in; a new one is a file of its own and a line here and in `accept_import`."""

from __future__ import annotations

from typing import Final

from fenming.queries.imports.attendance import ATTENDANCE
from fenming.queries.imports.declarations import DECLARATIONS
from fenming.queries.imports.opening import OPENING
from fenming.queries.imports.plan import Kind
from fenming.queries.imports.roster import ROSTER

KINDS: Final[dict[str, Kind]] = {kind.code: kind for kind in (ROSTER, OPENING, DECLARATIONS, ATTENDANCE)}
