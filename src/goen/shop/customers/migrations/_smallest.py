"""Indexes in whose order rows without a value come first, on PostgreSQL as on SQLite."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.apps.registry import Apps
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor

OF_ALL = {"customer_by_touch": "last_touch_at", "customer_by_next": "next_action_on"}
OF_OWNER = {"customer_owner_touch": "last_touch_at", "customer_owner_next": "next_action_on"}


def empty_smallest(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Let PostgreSQL keep these two in the order of the lists, which SQLite has by itself."""
    _make_anew(editor, OF_ALL, "")


def empty_smallest_of_owner(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """The same for the customers of one owner."""
    _make_anew(editor, OF_OWNER, "owner_id, ")


def _make_anew(editor: BaseDatabaseSchemaEditor, columns: Mapping[str, str], before: str) -> None:
    if editor.connection.vendor != "postgresql":
        return
    for name, column in columns.items():
        editor.execute(f"DROP INDEX IF EXISTS {name}")
        editor.execute(
            f"CREATE INDEX {name} ON customers_customer ({before}{column} ASC NULLS FIRST, id)"
            " WHERE deleted_at IS NULL"
        )
