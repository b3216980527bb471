"""The columns found in the files of shop systems, and that their rows can be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from goen.sheets._check import CheckOptions, Rejected, RowChecker
from goen.sheets._columns import find_columns, header_score, looks_like_header
from tests.sheets._exports_english import ENGLISH
from tests.sheets._exports_japanese import JAPANESE
from tests.sheets._exports_shops import SHOPS

if TYPE_CHECKING:
    from tests.sheets._export import Export

EXPORTS = [*JAPANESE, *SHOPS, *ENGLISH]


@pytest.mark.parametrize("export", EXPORTS, ids=lambda one: one.name)
def test_the_columns_of_the_export_are_found(export: Export) -> None:
    plan = find_columns(header=export.header, sample=export.rows, digits=export.digits)
    found = {role: plan.headers.get(role) for role in export.roles}
    assert found == export.roles
    assert not set(export.absent) & set(plan.columns)
    assert plan.has_header


@pytest.mark.parametrize("export", EXPORTS, ids=lambda one: one.name)
def test_every_row_of_the_export_can_be_read(export: Export) -> None:
    plan = find_columns(header=export.header, sample=export.rows, digits=export.digits)
    checker = RowChecker(plan, CheckOptions(digits=export.digits, years=export.years))
    rejected = [found for row in export.rows if isinstance(found := checker.check(row), Rejected)]
    assert rejected == []


@pytest.mark.parametrize("export", EXPORTS, ids=lambda one: one.name)
def test_its_header_is_told_from_its_rows(export: Export) -> None:
    assert looks_like_header(export.header)
    assert max(map(header_score, export.rows)) < header_score(export.header)
    assert not any(looks_like_header(row) for row in export.rows)


@pytest.mark.parametrize("export", EXPORTS, ids=lambda one: one.name)
def test_the_order_of_the_columns_does_not_matter(export: Export) -> None:
    plan = find_columns(
        header=export.header[::-1], sample=[row[::-1] for row in export.rows], digits=export.digits
    )
    assert plan.headers["date"] in (export.roles["date"], "注文日")  # beside 注文日時, the same
    if "amount" in export.roles:
        assert plan.headers["amount"] == export.roles["amount"]
    if "customer" in export.roles:
        assert plan.headers["customer"] == export.roles["customer"]


@pytest.mark.parametrize("export", EXPORTS, ids=lambda one: one.name)
def test_a_header_alone_is_enough_for_the_required_columns(export: Export) -> None:
    plan = find_columns(header=export.header, sample=[], digits=export.digits)
    for role in {"date", "amount"} & set(export.roles):
        assert plan.headers[role] == export.roles[role]
