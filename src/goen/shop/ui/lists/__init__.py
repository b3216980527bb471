"""Lists: declared once, filtered, sorted, paged, changed in bulk and exported alike everywhere."""

from __future__ import annotations

from goen.shop.ui.lists.beside import Beside
from goen.shop.ui.lists.column import Column
from goen.shop.ui.lists.declared import (
    BulkAction,
    Exit,
    ListPage,
    Tab,
    add_columns_from,
    add_exit,
    add_facts_from,
    add_order,
    bulk_action,
    bulk_actions,
    columns,
    columns_for,
    declare,
    declared_list,
    facts,
)
from goen.shop.ui.lists.fact import Asking, Comparison, Fact
from goen.shop.ui.lists.in_address import address
from goen.shop.ui.lists.parts import attribute, choices_of, in_chunks, names_of
from goen.shop.ui.lists.tree import Condition
from goen.shop.ui.lists.urls import list_urls

__all__ = [
    "Asking",
    "Beside",
    "BulkAction",
    "Column",
    "Comparison",
    "Condition",
    "Exit",
    "Fact",
    "ListPage",
    "Tab",
    "add_columns_from",
    "add_exit",
    "add_facts_from",
    "add_order",
    "address",
    "attribute",
    "bulk_action",
    "bulk_actions",
    "choices_of",
    "columns",
    "columns_for",
    "declare",
    "declared_list",
    "facts",
    "in_chunks",
    "list_urls",
    "names_of",
]
