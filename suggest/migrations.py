"""Brings a SQLite file of ours to its newest form by numbered migrations."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

Migrations = Sequence[Sequence[str]]
"""Statements; number n brings a file from version n to n + 1, version 0 is an empty file."""


def version_of(connection: sqlite3.Connection) -> int:
    """The version of an open file."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def migrate(connection: sqlite3.Connection, owner: int, migrations: Migrations) -> None:
    """Brings a file to the newest version, all or nothing; safe with two processes at once.

    `owner` is the application id that marks the file as ours.
    """
    if version_of(connection) == len(migrations):
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        # Looked at again under the lock: another process may have been faster.
        for number in range(version_of(connection), len(migrations)):
            for statement in migrations[number]:
                connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {owner}")
        connection.execute(f"PRAGMA user_version = {len(migrations)}")
        connection.execute("COMMIT")
    except BaseException:  # whatever ended it goes on; the file is as it was
        connection.execute("ROLLBACK")
        raise
