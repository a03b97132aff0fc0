"""Django's migrate, followed by installing and checking the triggers, so that no migration leaves them off."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandError
from django.core.management.commands.migrate import Command as DjangoMigrate
from django.db import connections, transaction

from fenming.records import triggers


class Command(DjangoMigrate):
    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate, then install every trigger; raises CommandError naming those that are missing after it."""
        super().handle(*args, **options)
        alias = options["database"]
        connection = connections[alias]
        if "records_ledgerentry" not in connection.introspection.table_names():
            return  # migrated backwards to nothing
        with transaction.atomic(using=alias):
            triggers.install(connection)
        if lost := triggers.missing(connection):
            raise CommandError(f"触发器没有装上：{', '.join(lost)}")
