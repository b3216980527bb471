"""What is said about the columns found, and why some were not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goen.japanese import DateReading, Text, date_readings
from goen.sheets._columns_plan import letter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goen.sheets._columns_choice import Candidate, Column

_NAMES = {
    "customer": Text("お客様の番号", "the customer number"),
    "date": Text("売上日", "the sale date"),
    "amount": Text("金額", "the amount"),
}
_EXAMPLES = {
    "customer": Text("会員番号", "customer_id"),
    "date": Text("売上日", "order_date"),
    "amount": Text("税込金額", "total"),
}
_MONTHS = 3
_CROSS_TABLE = Text(
    "月や日が横に並んだ表は読めません。1回の売上を1行にした表にしてください。",
    "A table with months or days side by side cannot be read; put each sale on a row of its own. ",
)
_LETTERS = {"customer": Text("A", "A"), "date": Text("B", "B"), "amount": Text("C", "C")}
_SALES = Text(
    "読めるのは、だれが・いつ・いくら買ったかが1行ずつにある売上の表です。",
    "What can be read is a table of sales: who bought, when and for how much. ",
)
_BASES = {
    "name": Text("名前", "the name"),
    "email": Text("メールアドレス", "the e-mail address"),
    "phone": Text("電話番号", "the telephone number"),
    "content": Text("中身", "its contents"),
}


def short(head: str) -> str:
    """A head on one line, at most 40 characters."""
    line = " ".join(head[:200].split())
    return line if len(line) <= 40 else line[:39] + "…"


def not_found(missing: Sequence[str], columns: Sequence[Column]) -> Text:
    """Why the table cannot be used: what is missing, what is there, what the user can do."""
    heads = [_shown(column) for column in columns[:20]]
    more = "…" if len(columns) > len(heads) else ""
    examples = _EXAMPLES if any(column.named for column in columns) else _LETTERS
    ja = ",".join(f"{role}={examples[role].ja}" for role in missing)
    en = ",".join(f"{role}={examples[role].en}" for role in missing)
    sales = _SALES if len(missing) > 1 else Text("", "")
    if sum(column.named and bool(date_readings(column.header)) for column in columns) >= _MONTHS:
        sales = _CROSS_TABLE
    return Text(
        f"{'、'.join(_NAMES[role].ja for role in missing)}の列が見つかりません。{sales.ja}"
        f"列: {'、'.join(heads)}{more}。"
        f"--columns {ja} のように、見出しか列の文字（A、B…）で教えてください",
        f"No column found for {' and '.join(_NAMES[role].en for role in missing)}. {sales.en}"
        f"Columns: {', '.join(heads)}{more}. Name them by head or letter: --columns {en}",
    )


def lacking(missing: Sequence[str]) -> Text:
    """The same in a few words, for a table among others."""
    return Text(
        f"{'、'.join(_NAMES[role].ja for role in missing)}の列がはっきりしません",
        f"no clear column for {' and '.join(_NAMES[role].en for role in missing)}",
    )


def not_clear(role: str, columns: Sequence[Column]) -> Text:
    """Contents alone do not tell which of several columns it is."""
    heads = [_shown(column) for column in columns[:5]]
    name, first = _NAMES[role], columns[0].header
    return Text(
        f"{name.ja}らしい列がいくつもあり（{'、'.join(heads)}）、見出しからは決められません。"
        f"--columns {role}={first} のように教えてください",
        f"Several columns may be {name.en} ({', '.join(heads)}), and no head tells which. "
        f"Name it: --columns {role}={first}",
    )


def header_only(columns: Sequence[Column]) -> Text:
    """The first row was tried as data, but heads the rows below it."""
    heads = [_shown(column) for column in columns[:20]]
    return Text(
        f"1行目は見出しのようです（{'、'.join(heads)}）",
        f"The first row seems to be a header ({', '.join(heads)})",
    )


def _shown(column: Column) -> str:
    """The head of a column; where it has none, its letter and what stands in it."""
    if column.named or not column.example.strip():
        return short(column.header)
    return f"{column.header} ({short(column.example)})"


def customer_by(one: Candidate) -> Text:
    """The customer is told by a name or an address instead of a number."""
    basis = _BASES[one.basis]
    if one.basis == "content":
        return Text(
            f"見出しからは分からないため、中身から「{one.column.header}」をお客様の番号としました",
            f"No head names the customer; by its contents “{one.column.header}” was taken",
        )
    warning = "。同じ名前の別の方がいると、ひとりに数えます" if one.basis == "name" else ""
    return Text(
        f"お客様の番号の列がないため、「{one.column.header}」（{basis.ja}）で"
        f"お客様を見分けます{warning}",
        f"There is no customer number; customers are told apart by “{one.column.header}” "
        f"({basis.en})" + ("; two people of one name count as one" if warning else ""),
    )


def amount_by_content(column: Column) -> Text:
    """The amount was recognised by what its cells hold."""
    return Text(
        f"見出しからは分からないため、中身から「{column.header}」を金額としました",
        f"No head names the amount; by its contents “{column.header}” was taken",
    )


def several_dates(chosen: Column, others: Sequence[Column]) -> Text:
    """More than one column may be the sale date."""
    heads = [column.header for column in others[:5]]
    return Text(
        f"日付の列がいくつかあるため「{chosen.header}」を使います（ほかに {'、'.join(heads)}）",
        f"Of several dates “{chosen.header}” is used (the others: {', '.join(heads)})",
    )


def one_date_each(column: Column) -> Text:
    """The head names the last or first visit, as a list of customers has it, not each sale."""
    return Text(
        f"「{short(column.header)}」は最後か最初のご利用日のようです。お客様ごとに1行の一覧なら、"
        "1回の売上が1行の表をお使いください",
        f"“{short(column.header)}” seems to be the last or first visit; if this is a list with one "
        "row per customer, use a table with one row per sale instead",
    )


def same_heads(chosen: Column, others: Sequence[Column]) -> Text:
    """Several columns have the same head and different cells."""
    head, first = short(chosen.header), letter(chosen.index)
    rest = [letter(column.index) for column in others]
    return Text(
        f"「{head}」の列がいくつもあるため、{first}列を使います（ほかに {'、'.join(rest)}列）",
        f"Of several columns “{head}” column {first} is used (the others: {', '.join(rest)})",
    )


def tax_included(chosen: Column, other: Column) -> Text:
    """Of two amounts the one with tax was taken."""
    return Text(
        f"税込の「{chosen.header}」を使います（「{other.header}」は使いません）",
        f"“{chosen.header}” includes tax and is used (“{other.header}” is not)",
    )


def product(quantity: Column, price: Column) -> Text:
    """The amount is computed."""
    return Text(
        f"金額の列の代わりに「{quantity.header}」×「{price.header}」を金額とします",
        f"The amount is “{quantity.header}” × “{price.header}”",
    )


def slip_totals_left(total: Column, slip: Column, instead: Column | None) -> Text:
    """A slip's total stands on each line; something else is used."""
    ja = f"「{instead.header}」" if instead else "数量×単価"
    en = f"“{instead.header}”" if instead else "quantity × unit price"
    return Text(
        f"「{total.header}」は「{slip.header}」ごとの合計が各行にあるため、{ja}を使います",
        f"“{total.header}” is the total of each “{slip.header}”, not of the line; {en} is used",
    )


def slip_totals_kept(total: Column, slip: Column) -> Text:
    """A slip's total seems to stand on each line; adding the lines would count it twice."""
    return Text(
        f"「{total.header}」は「{slip.header}」の合計が各行にくり返されているようです。"
        "そのまま足すと二重になります",
        f"“{total.header}” seems to repeat the total of each “{slip.header}” on every line; "
        "adding the lines counts it more than once",
    )


def unit(column: Column, value: int) -> Text:
    """Amounts are in thousands or the like."""
    name = {10**3: "千円", 10**4: "万円", 10**6: "百万円", 10**8: "億円"}.get(value, str(value))
    return Text(
        f"「{column.header}」は{name}単位として読みます",
        f"“{column.header}” is read in units of {value:,}",
    )


def profit_from_cost(cost: Column, *, each: bool) -> Text:
    """The gross profit is computed."""
    ja = f"「{cost.header}」×数量" if each else f"「{cost.header}」"
    en = f"“{cost.header}” × quantity" if each else f"“{cost.header}”"
    return Text(f"粗利は 金額 − {ja} です", f"Gross profit is the amount less {en}")


def profit_rounded(column: Column) -> Text:
    """Gross profits finer than the minor unit are rounded."""
    return Text(
        f"「{column.header}」の端数は四捨五入します",
        f"“{column.header}” is rounded to the minor unit of the currency",
    )


def date_style(column: Column, readings: Sequence[DateReading]) -> Text:
    """The dates can only be read with an option."""
    options = [
        f"{'--date-format ' + one.style if one.style else ''}"
        f"{' --years 1950-2049' if one.short_year else ''}".strip()
        for one in readings
    ]
    ja, en = " か ".join(options), " or ".join(options)
    return Text(
        f"「{column.header}」の日付は、そのままでは読めません。{ja} を付けてください",
        f"The dates of “{column.header}” cannot be read as they are; add {en}",
    )


def joined(columns: Sequence[Column], role: str) -> Text:
    """The date or the name stands in several columns."""
    heads = [short(column.header) for column in columns]
    whole = {"date": Text("売上日", "the sale date"), "name": Text("お客様名", "the name")}[role]
    return Text(
        f"「{'」「'.join(heads)}」を合わせて{whole.ja}とします",
        f"“{'” “'.join(heads)}” together are {whole.en}",
    )


def serials(column: Column) -> Text:
    """Dates are serial numbers of Excel."""
    return Text(
        f"「{column.header}」の数は Excel の日付の通し番号として読みます",
        f"The numbers of “{column.header}” are read as Excel date serials",
    )


def decimals(column: Column) -> Text:
    """Amounts with decimals in a currency without."""
    return Text(
        f"「{column.header}」に小数があります。ドルなどの金額なら --currency USD を付けてください",
        f"“{column.header}” has decimals; for dollars and the like add --currency USD",
    )


def unknown_kinds(column: Column) -> Text:
    """A column of kinds is not used."""
    return Text(
        f"「{column.header}」の言葉（売上・返品・取消など）が分からないため、使いません",
        f"“{column.header}” is not used: its words for sale, return and cancelled are not known",
    )
