"""Sessions in the database, as Django keeps them; only the look-up before every page is written out."""

from __future__ import annotations

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db import connection

_LOOK_UP = (
    "SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > CURRENT_TIMESTAMP"
)


class SessionStore(db.SessionStore):
    """Django's own, without putting the same query together anew for every page."""

    def _get_session_from_db(self) -> Session | None:
        with connection.cursor() as cursor:
            cursor.execute(_LOOK_UP, [self.session_key])
            found = cursor.fetchone()
        if found is None:
            self._session_key = None
            return None
        return Session(session_key=self.session_key or "", session_data=found[0])
