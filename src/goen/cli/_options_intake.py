"""The commands of files in and out as data; they need the extra `goen[shop]`."""

from __future__ import annotations

from goen.cli._option import HELP, LANG, Command, Group, Option
from goen.cli._options_shop import HOME
from goen.japanese import Text

_KINDS = "customers|touches|sales|products|quotes|invoices"
_KIND_WORDS = Text(
    "customers お客様、touches 接点、sales 売上、products 商品、quotes 見積、invoices 請求",
    "customers, touches, sales, products, quotes or invoices",
)
_BY = Option(
    "--by",
    "MAIL",
    Text(
        "だれがしたことにするか（メールアドレス）。指定がなければ社長",
        "who does it, by e-mail; otherwise the president",
    ),
)
_JSON = Option(
    "--json",
    "FILE",
    Text(
        "結果を JSON で書きます（- は標準出力）", "write the outcome as JSON (- is standard output)"
    ),
)
_OTHER = Text("そのほか", "Other")

IMPORT = Command(
    name="import",
    help=Text(
        "Excel や CSV を確かめて、台帳に取り込みます",
        "check a file and take it over into the ledger",
    ),
    usage="goen import FILE --kind KIND [options]",
    files=Text(
        "CSV、TSV、Excel（.xlsx .xls .xlsb .ods）、Parquet",
        "CSV, TSV, Excel (.xlsx .xls .xlsb .ods) or Parquet",
    ),
    examples=(
        "goen import customers.xlsx --kind customers",
        "goen import sales.csv --kind sales --check-only --errors errors.xlsx",
        "goen import sales.csv --kind sales --mapping columns.json --json outcome.json",
        "goen import --resume 12",
    ),
    groups=(
        Group(
            Text("何を、どう読むか", "What it is, and how to read it"),
            (
                Option("--kind", _KINDS, _KIND_WORDS),
                Option(
                    "--mapping",
                    "FILE",
                    Text(
                        "列と選択を書いた JSON。書かなかった列は見出しから分かります",
                        "JSON that names columns and options; the rest is found by the headers",
                    ),
                ),
                Option(
                    "--option",
                    "NAME=VALUE",
                    Text(
                        "ファイル全体への質問の答え（くり返せます）",
                        "an answer to a question about the whole file (repeatable)",
                    ),
                    repeats=True,
                ),
                Option(
                    "--sheet",
                    "NAME",
                    Text("読むシート。ふつうは自動", "the sheet to read; usually found out"),
                ),
                Option(
                    "--encoding",
                    "E",
                    Text(
                        "文字コード（cp932、utf-8 など）。ふつうは自動",
                        "text encoding (cp932, utf-8, ...); usually found out",
                    ),
                ),
                Option(
                    "--header-row",
                    "N",
                    Text(
                        "見出しの行（0 は見出しなし）。ふつうは自動",
                        "the row of the headers (0: none); usually found out",
                    ),
                ),
            ),
        ),
        Group(
            Text("何をするか", "What to do"),
            (
                Option(
                    "--check-only",
                    "",
                    Text("確かめるだけで、何も取り込みません", "only check; nothing is taken over"),
                ),
                Option(
                    "--strict",
                    "",
                    Text(
                        "取り込めない行が1つでもあれば、何も取り込みません",
                        "take nothing over if a single row cannot be",
                    ),
                ),
                Option(
                    "--resume",
                    "BATCH",
                    Text(
                        "途中で止まった取り込みを続けます（FILE と --kind は書きません）",
                        "go on with an import that was stopped (without FILE and --kind)",
                    ),
                ),
                Option(
                    "--errors",
                    "FILE",
                    Text(
                        "取り込めない行を、理由の列をつけて Excel に書きます",
                        "write the rows that stay behind as a workbook with a column of reasons",
                    ),
                ),
                _JSON,
            ),
        ),
        Group(_OTHER, (_BY, HOME, LANG, HELP)),
    ),
)

IMPORTS = Command(
    name="imports",
    help=Text("これまでの取り込みを、新しい順に見せます", "list the imports, the newest first"),
    usage="goen imports [options]",
    examples=("goen imports", "goen imports --json -"),
    groups=(
        Group(
            _OTHER,
            (
                Option("--last", "N", Text("いくつまで", "how many at most"), default="50"),
                _JSON,
                HOME,
                LANG,
                HELP,
            ),
        ),
    ),
)

UNDO = Command(
    name="undo",
    help=Text(
        "取り込みを元に戻します。その後に手で直したところは残します",
        "take an import back; what was edited since is kept, and told",
    ),
    usage="goen undo BATCH [options]",
    files=Text(
        "取り込みの番号（goen imports で見られます）", "number of the import (see goen imports)"
    ),
    operand="BATCH",
    examples=("goen undo 12",),
    groups=(Group(_OTHER, (_JSON, _BY, HOME, LANG, HELP)),),
)

EXPORT = Command(
    name="export",
    help=Text(
        "台帳を Excel か CSV に書き出します", "write what the ledger has as a workbook or CSV"
    ),
    usage="goen export KIND --out FILE [options]",
    files=_KIND_WORDS,
    operand="KIND",
    examples=(
        "goen export customers --out customers.xlsx",
        "goen export sales --out sales.csv --encoding cp932",
        "goen export customers --form --out form.xlsx",
    ),
    groups=(
        Group(
            _OTHER,
            (
                Option(
                    "--out",
                    "FILE",
                    Text("書くファイル（.xlsx か .csv）", "the file to write (.xlsx or .csv)"),
                    required=True,
                ),
                Option(
                    "--encoding",
                    "utf-8|cp932",
                    Text(
                        "CSV の文字コード。utf-8 は Excel で開ける目印つき",
                        "encoding of the CSV; utf-8 carries the mark by which Excel knows it",
                    ),
                    default="utf-8",
                ),
                Option(
                    "--form",
                    "",
                    Text(
                        "中身のない、自社の記入用紙（.xlsx）を書きます",
                        "write the company's own entry form (.xlsx) instead, without rows",
                    ),
                ),
                _JSON,
                _BY,
                HOME,
                LANG,
                HELP,
            ),
        ),
    ),
)

INTAKE = (IMPORT, IMPORTS, UNDO, EXPORT)
