"""The JSON result keeps to its schema, and docs/json.md explains it whole."""

from __future__ import annotations

import json
import re
from copy import deepcopy
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from tests.analysis._worked import sales_of
from tests.report._documents import CASES, Asked, document, made
from tests.report.example import example_answers

from goen.report.answers import KEYS, SCHEMA_VERSION

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.report._documents import Document

    Schema = dict[str, Any]

every_case = pytest.mark.parametrize("case", CASES)


@pytest.fixture(scope="module")
def schema(checkout: Path) -> Schema:
    read: Schema = json.loads((checkout / "src/goen/report/schema.json").read_text("utf-8"))
    return read


@pytest.fixture(scope="module")
def validator(schema: Schema) -> Draft202012Validator:
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=FormatChecker())


@pytest.fixture(scope="module")
def page(checkout: Path) -> str:
    return (checkout / "docs" / "json.md").read_text(encoding="utf-8")


def faults(validator: Draft202012Validator, told: Document) -> list[str]:
    return [f"{error.json_path}: {error.message[:200]}" for error in validator.iter_errors(told)]


# The schema


@every_case
def test_every_document_keeps_to_the_schema(case: str, validator: Draft202012Validator) -> None:
    told = document(case)
    assert faults(validator, told) == []
    assert json.loads(json.dumps(told, allow_nan=False)) == told


def test_the_example_of_the_other_tests_keeps_to_the_schema(
    validator: Draft202012Validator,
) -> None:
    assert faults(validator, example_answers()) == []


FRAME = {
    *("schema_version", "goen_version", "as_of", "as_of_given", "currency", "minor_digits"),
    *("thresholds", "ranks", "notes", "input", "without_purchase"),
}


def test_the_schema_is_of_this_version_and_has_every_answer(schema: Schema) -> None:
    assert schema["properties"]["schema_version"]["const"] == SCHEMA_VERSION
    assert set(schema["properties"]) == set(KEYS) | FRAME


def objects(node: Any) -> Iterator[Schema]:
    """Every part of the schema that describes an object whole."""
    if isinstance(node, dict):
        if "object" in str(node.get("type")) and "properties" in node:
            yield node
        for part in node.values():
            yield from objects(part)
    elif isinstance(node, list):
        for part in node:
            yield from objects(part)


def test_every_key_is_required_and_no_other_allowed(schema: Schema) -> None:
    for part in objects(schema):
        known = set(part["properties"])
        if known == {"after_as_of", "future", "cancelled", "zero", "no_customer", "overlap"}:
            known -= {"overlap"}  # only where `--overlap once` left rows out
        assert part["additionalProperties"] is False
        assert set(part["required"]) == known


def broken(change: Callable[[Document], Any]) -> Document:
    told = deepcopy(document("every column"))
    change(told)
    return told


@pytest.mark.parametrize(
    ("change", "where"),
    [
        (lambda told: told.update(extra=1), "$"),
        (lambda told: told.pop("abc"), "$"),
        (lambda told: told["cpm"].pop(), "$.cpm"),
        (lambda told: told["cpm"].reverse(), "$.cpm[0].rank"),
        (lambda told: told["cpm"][3].update(sales=12.5), "$.cpm[3].sales"),
        (lambda told: told["cpm"][3].update(customers=-1), "$.cpm[3].customers"),
        (lambda told: told["ledger"][8].update(rank="regular"), "$.ledger[8].rank"),
        (lambda told: told["monthly"][0].update(month="2026-13"), "$.monthly[0].month"),
        (lambda told: told["monthly"][0].update(status="silent"), "$.monthly[0].status"),
        (lambda told: told.update(as_of="2026-02-30"), "$.as_of"),
        (lambda told: told["rfm"]["segments"].reverse(), "$.rfm.segments[0].segment"),
        (lambda told: told["decile"].pop(), "$.decile"),
        (lambda told: told.update(sales_change=None), "$.notes"),
        (lambda told: told.update(abc=None), "$.notes"),
        (lambda told: told.update(decile=[]), "$.notes"),
        (lambda told: told.update(rfm=None), "$.rfm"),
        (lambda told: told["repeat"]["f2"].update(share=None), "$.repeat.f2.share"),
        (lambda told: told["f2"][0].update(window_days=30), "$.f2[0].window_days"),
        (lambda told: told["notes"][0].update(answer="sales"), "$.notes[0].answer"),
    ],
)
def test_the_schema_refuses(
    change: Callable[[Document], Any], where: str, validator: Draft202012Validator
) -> None:
    told = broken(change)
    found = [error.json_path for error in validator.iter_errors(told)]
    assert where in found


# The page


def section(page: str, key: str) -> str:
    return page.split(f"\n### `{key}`\n", 1)[1].split("\n##", 1)[0]


def words(text: str) -> set[str]:
    """Every word that stands as code, `files[].sheet` being two."""
    return {word for span in re.findall(r"`([^`\n]+)`", text) for word in re.findall(r"\w+", span)}


def keys_below(node: Any, schema: Schema) -> Iterator[str]:
    """Property names of a part of the schema, not looking into rates and texts."""
    if isinstance(node, list):
        for part in node:
            yield from keys_below(part, schema)
    if not isinstance(node, dict):
        return
    name = str(node.get("$ref", "")).removeprefix("#/$defs/")
    if name and name not in ("rate", "text"):
        yield from keys_below(schema["$defs"][name], schema)
    for key, part in node.get("properties", {}).items():
        yield key
        yield from keys_below(part, schema)
    for inner in ("items", "anyOf", "allOf"):
        yield from keys_below(node.get(inner), schema)


def test_the_page_explains_every_key(page: str, schema: Schema) -> None:
    frame = page.split("\n### The frame\n", 1)[1].split("\n##", 1)[0]
    for key, part in schema["properties"].items():
        below = set(keys_below(part, schema))
        if not below:
            assert key in words(frame)
            continue
        assert below <= words(section(page, key)), (key, below - words(section(page, key)))
    types = words(page.split("\n## Types\n", 1)[1].split("\n## ", 1)[0])
    assert {"numerator", "denominator", "share", "ja", "en"} <= types


def test_the_page_names_every_value_of_an_enumeration(page: str, schema: Schema) -> None:
    def values(node: Any) -> Iterator[str]:
        if isinstance(node, dict):
            yield from (value for value in node.get("enum", []) if isinstance(value, str))
            for part in node.values():
                yield from values(part)
        for part in node if isinstance(node, list) else ():
            yield from values(part)

    assert set(values(schema)) <= words(page)


def test_the_page_knows_every_note(page: str, checkout: Path) -> None:
    listed = words(section(page, "notes"))
    for case in CASES:
        assert {note["code"] for note in document(case)["notes"]} <= listed
    for room in ("analysis", "report"):
        for path in (checkout / "src" / "goen" / room).glob("*.py"):
            assert set(re.findall(r'\bcode="(\w+)"', path.read_text("utf-8"))) <= listed, path


def within(part: Any, whole: Any) -> bool:
    """Whether an excerpt stands in the whole: keys left out, rows of lists left out."""
    if isinstance(part, dict):
        return isinstance(whole, dict) and all(
            key in whole and within(value, whole[key]) for key, value in part.items()
        )
    if isinstance(part, list) and part:
        return isinstance(whole, list) and all(
            any(within(row, other) for other in whole) for row in part
        )
    return bool(part == whole)


def test_the_worked_excerpt_is_what_the_code_answers(page: str, checkout: Path) -> None:
    rows = sales_of(checkout / "docs" / "methods" / "transitions.md")
    sales = tuple({"customer": who, "day": day, "amount": yen} for who, day, yen in rows)
    excerpt = json.loads(page.split("```json\n", 1)[1].split("```", 1)[0])
    told = made(Asked(sales))
    for key, part in excerpt.items():
        assert within(part, told[key]), key
