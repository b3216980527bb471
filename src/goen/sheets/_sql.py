"""Putting names of tables, numbers and whole expressions into SQL; values of users are bound."""

from __future__ import annotations

import re

_NAME = re.compile(r"\{([a-z_]+)\}")


def sql(template: str, **parts: object) -> str:
    """`template` with each {name} of `parts` replaced, others left; its pieces are this package's own, never a user's.

    >>> sql("SELECT count(*) FROM {table}", table="sales")
    'SELECT count(*) FROM sales'
    """
    return _NAME.sub(lambda found: str(parts.get(found[1], found[0])), template)


def quoted(text: str) -> str:
    """`text` as an SQL string: the path of a file, a delimiter."""
    return "'" + text.replace("'", "''") + "'"
