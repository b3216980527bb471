"""The commands and options as data: the parser, the help and the test of the docs read these."""

from __future__ import annotations

from goen.cli._option import HELP, LANG, Command, Group, Option
from goen.cli._options_intake import INTAKE
from goen.cli._options_shop import HOME, SHOP
from goen.japanese import Text

__all__ = ["ANALYZE", "COMMANDS", "SAMPLE", "SHOP", "Command", "Option"]

# Without files, as with --from-shop, these have no meaning.
READING = Group(
    Text("ファイルの読み方", "How to read the files"),
    (
        Option(
            "--columns",
            "ROLE=HEADER,...",
            Text(
                "列を自分で指定します（例：customer=得意先コード,date=売上日,amount=税込金額）",
                "name the columns: customer=ID,date=Day,...",
            ),
            repeats=True,
        ),
        Option(
            "--currency",
            "CODE",
            Text("通貨（JPY、USD など）", "currency (JPY, USD, ...)"),
            default="JPY",
        ),
        Option(
            "--date-format",
            "F",
            Text(
                "日付の並び：ymd、mdy、dmy、ym（月末とみなします）、または %Y.%m.%d のような形",
                "order of dates: ymd, mdy, dmy, ym (its last day), or a form such as %Y.%m.%d",
            ),
        ),
        Option(
            "--years",
            "A-B",
            Text(
                "2けたの年が入る100年（例：1950-2049）",
                "the hundred years of two-digit years (1950-2049)",
            ),
        ),
        Option(
            "--anonymous",
            "PATTERN",
            Text(
                "番号のないお客様をまとめた番号（例：ZZ*,9999）。分析から除きます",
                "customer numbers that stand for walk-ins (ZZ*,9999); left out",
            ),
            repeats=True,
        ),
        Option(
            "--overlap",
            "keep|once",
            Text(
                "2つのファイルに同じ行があるとき：keep はどちらも、once は1回だけ数えます",
                "rows standing equally in two files: keep both, or count once",
            ),
            default="keep",
        ),
        Option(
            "--encoding",
            "E",
            Text(
                "文字コード（cp932、utf-8 など）。ふつうは自動で分かります",
                "text encoding (cp932, utf-8, ...); usually found out",
            ),
        ),
        Option(
            "--sheet",
            "NAME",
            Text(
                "ブックの中で読むシート（名前か番号）。指定がなければ、売上のあるシートをすべて",
                "the one sheet of a workbook to read, by name or number; "
                "otherwise all that hold sales",
            ),
        ),
        Option(
            "--strict",
            "",
            Text(
                "読めない行が1つでもあれば、答えずに終わります",
                "give no answer if a single row cannot be read",
            ),
        ),
    ),
)

ANALYZE = Command(
    name="analyze",
    help=Text(
        "売上ファイルから、お客様のランクごとの人数とその動きを出します",
        "how many customers stand at each rank, and how that moved, from sales files",
    ),
    usage="goen analyze FILE... | --from-shop [options]",
    files=Text(
        "売上ファイル：CSV、TSV、Excel（.xlsx .xls .xlsb .ods）、Parquet、それらの gzip、"
        "それらの入ったフォルダー。- は標準入力",
        "sales files: CSV, TSV, Excel (.xlsx .xls .xlsb .ods), Parquet, any of them gzipped, "
        "or a folder of them; - is standard input",
    ),
    examples=(
        "goen analyze sales.csv",
        "goen analyze sales.xlsx --out report/",
        "goen analyze 2024.csv 2025.csv --as-of 2025-12-31 --json answers.json",
        "goen analyze pos.csv --columns customer=得意先コード,date=売上日,amount=税込金額",
        "goen analyze --from-shop --out report/",
    ),
    groups=(
        Group(
            Text("ファイルのかわりに", "Instead of files"),
            (
                Option(
                    "--from-shop",
                    "",
                    Text(
                        "お客様の台帳にある売上を使います（goen serve で開いているものと同じ）",
                        "take the sales of the ledger of customers (what goen serve opens)",
                    ),
                ),
                HOME,
            ),
        ),
        Group(
            Text("出すもの", "What to write"),
            (
                Option(
                    "--out",
                    "DIR",
                    Text(
                        "report.html と report.xlsx を書くフォルダー（なければ作ります）",
                        "folder for report.html and report.xlsx (made if missing)",
                    ),
                ),
                Option(
                    "--json",
                    "FILE",
                    Text("すべての答えを JSON で書きます", "write all answers as JSON"),
                ),
                Option(
                    "--customers",
                    "FILE",
                    Text(
                        "お客様ごとに1行の一覧を書きます（.csv か .parquet）",
                        "write one row per customer (.csv or .parquet)",
                    ),
                ),
                LANG,
            ),
        ),
        Group(
            Text("いつの時点で、何を基準に", "As of when, and by which limits"),
            (
                Option(
                    "--as-of",
                    "DATE",
                    Text(
                        "基準日（その日の終わりまで）。指定がなければ、今日までのデータの最後の日",
                        "the day to look back from, inclusive; otherwise the last sale up to today",
                    ),
                ),
                Option(
                    "--preset",
                    "NAME",
                    Text(
                        "業種の基準：mail_order 通販、retail 小売、salon サロン、"
                        "restaurant 飲食、wholesale 卸・法人。--from-shop では会社の設定の業種",
                        "limits of a trade: mail_order, retail, salon, restaurant, wholesale; "
                        "with --from-shop that of the company's settings",
                    ),
                    default="mail_order",
                ),
                Option(
                    "--thresholds",
                    "FILE",
                    Text(
                        "自社の基準を書いた TOML か JSON（--preset の代わり）",
                        "own limits as TOML or JSON (instead of --preset)",
                    ),
                ),
                Option(
                    "--rfm",
                    "fixed|quantile",
                    Text(
                        "RFM の点数：fixed は決まった境目、quantile は5等分",
                        "RFM scores: fixed limits, or quantile (fifths)",
                    ),
                    default="fixed",
                ),
            ),
        ),
        READING,
        Group(
            Text("そのほか", "Other"),
            (
                Option(
                    "--engine",
                    "duckdb|spark",
                    Text(
                        "計算するもの。spark には goen[spark] が要ります",
                        "what computes; spark needs goen[spark]",
                    ),
                    default="duckdb",
                ),
                HELP,
            ),
        ),
    ),
)

SAMPLE = Command(
    name="sample",
    help=Text(
        "ためすための、架空のお店の売上ファイルを作ります",
        "make the sales file of an invented shop, to try things with",
    ),
    usage="goen sample --out DIR [options]",
    examples=("goen sample --out shop/", "goen analyze shop/sales.csv --out shop/"),
    groups=(
        Group(
            Text("選べること", "Options"),
            (
                Option(
                    "--out",
                    "DIR",
                    Text("書くフォルダー（なければ作ります）", "folder to write (made if missing)"),
                    required=True,
                ),
                Option(
                    "--customers",
                    "N",
                    Text("お客様の数", "number of customers"),
                    default="3000",
                ),
                Option("--years", "N", Text("何年分か", "years of sales"), default="4"),
                Option(
                    "--seed",
                    "S",
                    Text("同じ数なら同じお店になります", "the same number makes the same shop"),
                    default="1",
                ),
                Option(
                    "--until",
                    "DATE",
                    Text(
                        "売上の最後の日。指定がなければ昨日",
                        "last day of the sales; otherwise yesterday",
                    ),
                ),
                LANG,
                HELP,
            ),
        ),
    ),
)

COMMANDS = (ANALYZE, SAMPLE, *SHOP, *INTAKE)
