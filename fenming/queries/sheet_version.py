"""Whether a public sheet is still what was rendered before: one question instead of the whole page."""

from __future__ import annotations

from datetime import date
from hashlib import sha256

from django.db import connection

# Whatever happens to a branch leaves a row in its trail: the head stands for all of it, names and contacts aside,
# which may be put right from elsewhere. Written out because this is asked for every reader of a page on the wall.
_SHOWN = """
SELECT p.last_day, b.contact, s.name,
  (SELECT a.hash FROM records_auditevent a WHERE a.branch_id = p.branch_id ORDER BY a.seq DESC LIMIT 1),
  n.name
FROM records_posting p
  JOIN records_organisation b ON b.id = p.branch_id
  LEFT JOIN records_organisation s ON s.id = b.parent_id
  LEFT JOIN records_postingline l ON l.posting_id = p.id AND l.listed
  LEFT JOIN records_membership m ON m.id = l.membership_id
  LEFT JOIN records_person n ON n.id = m.person_id
WHERE p.code = %s ORDER BY l.id
"""


def sheet_version(*, code: str, today: date) -> str | None:
    """A word that changes with whatever the public page of this code shows; None when it is not up (R39, A22)."""
    with connection.cursor() as cursor:
        cursor.execute(_SHOWN, [code])
        rows = cursor.fetchall()
    if not rows or str(rows[0][0]) < today.isoformat():
        return None
    return sha256(f"{code} {today.isoformat()} {rows}".encode()).hexdigest()
