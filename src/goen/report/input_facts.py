"""What was read, told in the document: counts of rows, reasons, files and the columns chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from goen.analysis import note, share
from goen.japanese import Text, minor_digits
from goen.report.places import REJECTIONS_NAME

if TYPE_CHECKING:
    from goen.report.answers import Case
    from goen.sheets import AnonymousSuggestion, FileReport, FutureRows, LoadReport


def input_facts(
    *, case: Case, loaded: LoadReport, document: dict[str, Any], currency: str
) -> dict[str, Any]:
    """Return the entries `as_of_given`, `currency`, `minor_digits`, `without_purchase`, `input`.

    Customers of whom only rows of amount 0 exist stand with those without a purchase.
    """
    without = dict(document["without_purchase"])
    without["customers"] += loaded.customers_zero_only
    buyers = sum(row["customers"] for row in document["cpm"])
    return {
        "as_of_given": loaded.as_of_given,
        "currency": currency,
        "minor_digits": minor_digits(currency),
        "without_purchase": without,
        "input": _input(loaded, customers=buyers + without["customers"]),
    }


def _input(loaded: LoadReport, *, customers: int) -> dict[str, Any]:
    excluded = loaded.excluded
    reasons = {
        "after_as_of": excluded.after_as_of,
        "future": excluded.future,
        "cancelled": excluded.cancelled,
        "zero": excluded.zero,
        "no_customer": excluded.no_customer,
    }
    if excluded.overlap:
        reasons["overlap"] = excluded.overlap
    everything = loaded.sales + loaded.no_customer_sales
    return {
        "rows": loaded.rows,
        "rows_used": loaded.rows_used,
        "rows_rejected": loaded.rows_rejected,
        "rows_excluded": excluded.total,
        "excluded": reasons,
        "customers": customers,
        "first_date": loaded.first_date and loaded.first_date.isoformat(),
        "last_date": loaded.last_date and loaded.last_date.isoformat(),
        "sales": loaded.sales,
        "no_customer_sales": loaded.no_customer_sales,
        "identified": {
            "numerator": loaded.sales,
            "denominator": everything,
            "share": share(part=loaded.sales, whole=everything),
        },
        "overlap_rows": loaded.overlap_rows,
        "files": [_file(file) for file in loaded.files],
    }


def _file(file: FileReport) -> dict[str, Any]:
    return {
        "file": file.file,
        "sheet": file.sheet,
        "encoding": file.encoding,
        "rows": file.rows,
        "columns": dict(file.plan.headers),
        "confidence": dict(file.plan.confidence),
        "sureness": {
            role: {"ja": word.ja, "en": word.en}
            for role in file.plan.columns
            if (word := file.plan.word(role))
        },
    }


def input_notes(*, loaded: LoadReport, listed: bool = False) -> list[dict[str, Any]]:
    """Return what reading had to say: columns chosen by guess, walk-ins suspected, later rows.

    `listed`: later rows are told one by one in a workbook beside the answers.
    """
    notes: list[dict[str, Any]] = [
        note(answer="input", code="reading", ja=text.ja, en=text.en)
        for text in dict.fromkeys([*loaded.notes, *_plan_notes(loaded)])
    ]
    if loaded.future is not None:
        notes.append(_future(loaded.future, listed=listed))
    if loaded.anonymous is not None:
        notes.append(_anonymous(loaded.anonymous))
    return notes


def _plan_notes(loaded: LoadReport) -> list[Text]:
    return [text for file in loaded.files for text in file.plan.notes]


def _future(later: FutureRows, *, listed: bool) -> dict[str, Any]:
    where = Text(
        f"1行ずつの一覧は {REJECTIONS_NAME} にあります。" if listed else "",
        f" {REJECTIONS_NAME} lists each of them." if listed else "",
    )
    return note(
        answer="input",
        code="future_rows",
        ja=f"{later.rows:,}行は今日より後の日付（{later.first}～{later.last}）のため、数えていません。{where.ja}",
        en=f"{later.rows:,} rows are dated after today ({later.first} to {later.last}) "
        f"and are not counted.{where.en}",
    )


def _anonymous(seen: AnonymousSuggestion) -> dict[str, Any]:
    return note(
        answer="input",
        code="walk_ins_suspected",
        ja=f"顧客番号「{seen.customer}」は{seen.rows:,}行あり、会員でない方をまとめた番号のようです。"
        f"除くには --anonymous '{seen.customer}' を付けてください。",
        en=f"The customer number {seen.customer} has {seen.rows:,} rows and looks like all "
        f"walk-ins together. Leave it out with --anonymous '{seen.customer}'.",
    )
