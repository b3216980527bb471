"""Whose sales they are: customers by their number, else by exactly their name; walk-ins."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from goen import japanese
from goen.shop.consent.erased import Person, anybody_erased, erased_on, told
from goen.shop.customers.models import Customer
from goen.shop.intake.kinds.base import Candidate
from goen.shop.intake.kinds.sales.form import CREATE, REFUSE, WALK_IN
from goen.shop.intake.tables import append

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    import duckdb

    from goen.shop.intake.models import Batch

_MANY = 1_000
# How the customer of a line was found: in the ledger, not yet there, nobody, or more than one.
# Those who are not there since they had themselves erased are ERASED.
FOUND, NEW, NOBODY, MANY, UNKNOWN = "FOUND", "NEW", "NOBODY", "MANY", "UNKNOWN"


def find(*, batch: Batch, work: duckdb.DuckDBPyConnection) -> None:
    """The table `who` (code, name, customer, state, why), one row for each customer of the file.

    Lines of walk-ins lose the number that stands for them.
    """
    work.execute(
        "CREATE TABLE who (code VARCHAR, name VARCHAR, customer BIGINT, state VARCHAR, why VARCHAR)"
    )
    unknown = batch.options.get("unknown") or CREATE
    walk_in = _pattern(str(batch.options.get("walk_ins") or ""))
    columns = ("code", "name", "customer", "state", "why")
    append(work, table="who", columns=columns, rows=_by_code(work, walk_in, unknown))
    append(work, table="who", columns=columns, rows=_by_name(work, walk_in, unknown))
    _walk_ins(work)
    if unknown == REFUSE:
        _refuse(work)
    _lost_zeros(work)
    _erased(work)


def _pattern(given: str) -> re.Pattern[str] | None:
    parts = [part for part in re.split("[,、，\\s]+", given) if part]
    globs = [re.escape(part).replace(r"\*", ".*").replace(r"\?", ".") for part in parts]
    return re.compile("|".join(globs), re.IGNORECASE) if globs else None


def _chunks(work: duckdb.DuckDBPyConnection, sql: str) -> Iterator[list[tuple[str, ...]]]:
    cursor = work.cursor()
    cursor.execute(sql)
    while rows := cursor.fetchmany(_MANY):
        yield rows


def _by_code(
    work: duckdb.DuckDBPyConnection, walk_in: re.Pattern[str] | None, unknown: str
) -> Iterator[tuple[str, str, int | None, str, str | None]]:
    sql = """
        SELECT code, list(DISTINCT coalesce(name, '')) FROM line WHERE code IS NOT NULL
        GROUP BY code ORDER BY code
    """
    for rows in _chunks(work, sql):
        codes = [code for code, _names in rows]
        known = dict(Customer.objects.live().filter(code__in=codes).values_list("code", "pk"))
        for code, names in rows:
            state = _state(code, known.get(code), walk_in, unknown)
            for name in names:
                yield code, name, known.get(code), state, None


def _state(text: str, found: int | None, walk_in: re.Pattern[str] | None, unknown: str) -> str:
    if walk_in is not None and walk_in.fullmatch(text):
        return NOBODY
    if found is not None:
        return FOUND
    if japanese.looks_anonymous(text):
        return NOBODY
    return {CREATE: NEW, WALK_IN: NOBODY}.get(unknown, UNKNOWN)


def _by_name(
    work: duckdb.DuckDBPyConnection, walk_in: re.Pattern[str] | None, unknown: str
) -> Iterator[tuple[str, str, int | None, str, str | None]]:
    """Customers without a number: exactly one of exactly this name, or somebody has to decide."""
    sql = "SELECT DISTINCT name FROM line WHERE code IS NULL AND name IS NOT NULL ORDER BY name"
    why = _("More than one customer has this name.")
    for rows in _chunks(work, sql):
        found = customers_named([name for (name,) in rows])
        for (name,) in rows:
            same = found.get(name, ())
            if len(same) > 1:
                yield "", name, None, MANY, why
            else:
                one = same[0] if same else None
                yield "", name, one, _state(name, one, walk_in, unknown), None


def customers_named(names: Sequence[str]) -> Mapping[str, Sequence[int]]:
    """The live customers of exactly each name, as persons' or as companies' names are compared.

    小林 明子様 is 小林 明子, unless somebody is called so with 様 in the ledger.
    """
    keys = {name: _keys(name) for name in names}
    bare = {name: _keys(japanese.without_honorific(name=name)) for name in names}
    wanted = set[str]().union(*keys.values(), *bare.values())
    by_key: dict[str, list[int]] = {}
    rows = Customer.objects.live().filter(name_key__in=wanted).values_list("name_key", "pk")
    for key, pk in rows:
        by_key.setdefault(key, []).append(pk)
    return {
        name: _having(of_name, by_key) or _having(bare[name], by_key)
        for name, of_name in keys.items()
    }


def _keys(name: str) -> set[str]:
    return {japanese.person_key(text=name)[:200], japanese.company_key(text=name)[:200]} - {""}


def _having(keys: set[str], by_key: Mapping[str, Sequence[int]]) -> Sequence[int]:
    return sorted({pk for key in keys for pk in by_key.get(key, ())})


def candidates(*, name: str) -> list[Candidate]:
    """The customers of exactly this name, for a person to choose from."""
    ids = customers_named([name])[name][:20] if name else []
    found = Customer.objects.in_bulk(list(ids))
    return [Candidate(pk, found[pk].name, found[pk].code) for pk in ids if pk in found]


def _walk_ins(work: duckdb.DuckDBPyConnection) -> None:
    work.execute(
        """
        UPDATE line SET code = NULL, name = NULL FROM who w
        WHERE w.state = 'NOBODY' AND w.code = coalesce(line.code, '')
          AND w.name = coalesce(line.name, '');
        DELETE FROM who WHERE state = 'NOBODY';
        """
    )


def _refuse(work: duckdb.DuckDBPyConnection) -> None:
    work.execute(
        """
        INSERT INTO problem
        SELECT l.row, CASE WHEN l.code IS NULL THEN 'customer_name' ELSE 'customer' END, 'ERROR',
            coalesce(l.code, l.name), $words, NULL
        FROM line l JOIN who w ON w.code = coalesce(l.code, '') AND w.name = coalesce(l.name, '')
        WHERE w.state = 'UNKNOWN'
        """,
        {"words": _("This customer is not in the ledger.")},
    )


def _erased(work: duckdb.DuckDBPyConnection) -> None:
    """Those of the new ones who had themselves erased."""
    if not anybody_erased():
        return
    work.execute("CREATE TABLE erased (code VARCHAR, name VARCHAR, why VARCHAR)")
    for rows in _chunks(work, "SELECT code, name FROM who WHERE state = 'NEW' ORDER BY ALL"):
        days = erased_on(
            [Person(names=frozenset({name}), codes=frozenset({code} - {""})) for code, name in rows]
        )
        lines = [(*row, _asked(day)) for row, day in zip(rows, days, strict=True) if day]
        append(work, table="erased", columns=("code", "name", "why"), rows=lines)
    work.execute(
        "UPDATE who SET state = 'ERASED', why = e.why FROM erased e"
        " WHERE e.code = who.code AND e.name = who.name"
    )


def _asked(day: date) -> str:
    return told(day) + _(" What you choose holds for all of their rows.")


def _lost_zeros(work: duckdb.DuckDBPyConnection) -> None:
    """Numbers that Excel took the zeros from: the same with zeros is in the ledger."""
    zeros = Customer.objects.live().filter(code__startswith="0").values_list("code", flat=True)
    widths = {len(code) for code in zeros.order_by("code")[:_MANY] if code.isdigit()}
    if not widths:
        return
    sql = """
        SELECT DISTINCT code FROM who
        WHERE state IN ('NEW', 'UNKNOWN') AND regexp_full_match(code, '[1-9][0-9]*')
    """
    words = _("The zeros at the beginning of the customer number seem to be lost.")
    for rows in _chunks(work, sql):
        full = {
            code.zfill(width): code for (code,) in rows for width in widths if width > len(code)
        }
        known = Customer.objects.live().filter(code__in=full).values_list("code", flat=True)
        for code in known:
            work.execute(
                "INSERT INTO problem SELECT row, 'customer', 'ERROR', code, ?, ? FROM line"
                " WHERE code = ?",
                [words, code, full[code]],
            )
