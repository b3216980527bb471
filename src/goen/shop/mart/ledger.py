"""The sales of the mart as `goen analyze` asks for them: with the names that the keys stand for."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, cast

from django.conf import settings
from django.utils.translation import override

from goen.sheets import UnableToRead, load_checked
from goen.shop.customers.models import Customer
from goen.shop.mart import operations, reading
from goen.shop.sales.models import Sale

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    import duckdb
    from django.db.models import Field, Model

    from goen.analysis import SparkEngine
    from goen.sheets import LoadReport
    from goen.shop.mart.operations import Refreshed

# Who has no customer number is called by the one of the database behind signs that no number begins
# with, so that two customers are never one.
_CUSTOMERS = """
    CREATE TEMP TABLE ledger_customers AS
    WITH signs AS (
        SELECT repeat('#', 1 + coalesce(max(length(regexp_extract(code, '^#*'))), 0)) AS sign
        FROM read_parquet($path)
    )
    SELECT id, CASE WHEN code = '' THEN sign || id ELSE code END AS customer, name
    FROM read_parquet($path), signs
"""
_SALES = """
    SELECT
        ledger_customers.customer,
        sales.day,
        sales.amount,
        sales.kind = 'CANCEL' AS cancelled
        {chosen}
    FROM {mart} AS sales
    LEFT JOIN ledger_customers ON ledger_customers.id = sales.customer_id
    LEFT JOIN products ON products.id = sales.product_id
    LEFT JOIN categories ON categories.id = sales.category_id
    LEFT JOIN shops ON shops.id = sales.shop_id
"""
_NAMES = ("ledger_customers", "products", "categories", "shops")
# What the ledger may know of a sale: the column of the mart that tells whether it does, and how.
_OPTIONAL = {
    "customer_name": ("customer_id", "ledger_customers.name"),
    "product": ("product_id", "coalesce(nullif(products.name, ''), products.code)"),
    "category": ("category_id", "categories.name"),
    "quantity": (
        "thousandths",
        "CASE WHEN thousandths % 1000 = 0 THEN CAST(thousandths / 1000 AS BIGINT) END",
    ),
    "gross_profit": ("profit", "sales.profit"),
    "shop": ("shop_id", "shops.name"),
}
# Where the words stand by which pages call these.
_FIELDS: dict[str, tuple[type[Model], str]] = {
    "customer": (Customer, "code"),
    "date": (Sale, "on"),
    "amount": (Sale, "amount"),
    "kind": (Sale, "kind"),
    "customer_name": (Customer, "name"),
    "product": (Sale, "product"),
    "category": (Sale, "category"),
    "quantity": (Sale, "quantity"),
    "gross_profit": (Sale, "profit"),
    "shop": (Sale, "shop"),
}


@dataclass(frozen=True, slots=True)
class ShopLedger:
    """The ledger of this shop, read from its mart; words of its columns in language `lang`."""

    found: Refreshed
    lang: str

    def load(
        self, connection: duckdb.DuckDBPyConnection, *, today: date, as_of: date | None
    ) -> LoadReport:
        """Leave the sales in the table `sales`. Raises NothingUsable, UnableToRead."""
        name = str(settings.HOME.folder)
        try:
            with TemporaryDirectory(prefix="goen-") as folder:
                _take_names(connection, Path(folder))
        except operations.MartNotMade as failed:
            raise UnableToRead(name, failed.text) from failed
        self._view(connection)
        return load_checked(
            connection,
            table="ledger",
            name=name,
            headers=self._words(),
            today=today,
            as_of=as_of,
        )

    def _view(self, connection: duckdb.DuckDBPyConnection) -> None:
        paths = [str(path) for path in self.found.mart.paths(self.found.folder)]
        known = _known(connection, paths)
        chosen = [role for role, (column, _told) in _OPTIONAL.items() if column in known]
        files = ", ".join("'" + path.replace("'", "''") + "'" for path in paths)
        question = _question(f"read_parquet([{files}])", chosen)
        connection.execute(f"CREATE TEMP VIEW ledger AS {question}")

    @property
    def folder(self) -> Path:
        """Where the mart is; the machines of a cluster read it there."""
        return self.found.folder

    def lend(
        self,
        engine: SparkEngine,
        connection: duckdb.DuckDBPyConnection,
        *,
        scratch: Path,
        until: date,
    ) -> None:
        """Leave the sales that `load` took from the mart in the table `sales` of Spark."""
        for table in _NAMES:
            path = scratch / f"{table}.parquet"
            connection.table(table).write_parquet(str(path))
            engine.read_parquet(table=table, path=path)
        first, *more = self.found.mart.paths(self.found.folder)
        engine.read_parquet(table="mart", path=first, more=more)
        columns = [name for name in connection.table("sales").columns if name != "day"]
        chosen = [role for role in _OPTIONAL if role in columns]
        engine.session.sql(
            f"SELECT day, {', '.join(columns)} FROM ({_question('mart', chosen)})"  # noqa: S608
            " WHERE NOT cancelled AND customer IS NOT NULL AND amount <> 0"
            f" AND day <= DATE '{until}'"
        ).cache().createOrReplaceTempView("sales")

    def _words(self) -> dict[str, str]:
        with override(self.lang):
            return {
                role: str(cast("Field[Any, Any]", model._meta.get_field(name)).verbose_name)
                for role, (model, name) in _FIELDS.items()
            }


def _question(mart: str, chosen: Iterable[str]) -> str:
    """The sales of `mart`, with what was chosen of `_OPTIONAL`, for either engine."""
    more = "".join(f", {_OPTIONAL[role][1]} AS {role}" for role in chosen)
    return _SALES.format(mart=mart, chosen=more)


def _take_names(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Bring the names of customers, products, categories and shops into the connection."""
    operations.copy(reading.order_of_names(folder=folder))
    connection.execute(_CUSTOMERS, {"path": str(folder / "customers.parquet")})
    for table in _NAMES[1:]:
        connection.read_parquet(str(folder / f"{table}.parquet")).create(table)


def _known(connection: duckdb.DuckDBPyConnection, paths: list[str]) -> set[str]:
    """The columns of the mart in which there is anything at all."""
    columns = {column for column, _told in _OPTIONAL.values()}
    counted = ", ".join(f"count({column}) > 0 AS {column}" for column in sorted(columns))
    question = f"SELECT {counted} FROM read_parquet($paths)"  # noqa: S608 - names of our own
    cursor: Any = connection.execute(question, {"paths": paths})
    names = [column[0] for column in cursor.description]
    ((*found,),) = cursor.fetchall()
    return {name for name, there in zip(names, found, strict=True) if there}
