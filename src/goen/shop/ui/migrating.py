"""One operation of migrations that makes all tables of a room at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db.migrations.operations.base import Operation, OperationCategory

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.backends.base.schema import BaseDatabaseSchemaEditor
    from django.db.migrations.operations import CreateModel
    from django.db.migrations.state import ProjectState


class MakeTables(Operation):
    """Make the tables of several models that may point at each other.

    After each operation Django makes the classes of all models anew that are related to what was
    changed, and all are related through the staff: with a hundred models that took most of the
    time of a new database. New tables change no other: here only their own classes are made.
    """

    category = OperationCategory.ADDITION
    serialization_expand_args: ClassVar[list[str]] = ["operations"]

    def __init__(self, operations: Sequence[CreateModel]) -> None:
        self.operations = operations

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Add the models, and their classes to those that are there already."""
        apps = state.__dict__.pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)
        if apps is not None:
            state.apps = apps
            names = (operation.name_lower for operation in self.operations)
            apps.render_multiple([state.models[app_label, name] for name in names])

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Make the tables, with all indexes and keys.

        Django would leave these to the end and note a migration as done only afterwards, outside
        of its transaction: a kill between the two would leave tables that nobody knows of.
        """
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)
        for statement in schema_editor.deferred_sql:
            schema_editor.execute(statement)
        schema_editor.deferred_sql.clear()

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Drop the tables, those first that point at others."""
        for operation in reversed(self.operations):
            operation.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        """Which models it makes."""
        return f"Make the tables of {', '.join(made.name for made in self.operations)}"
