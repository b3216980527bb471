from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from goen.cli._door import progress
from goen.japanese import Text

if TYPE_CHECKING:
    import argparse

    from goen.cli._door import Terminal
    from goen.cli._usage import Checked
    from goen.sheets import Written
    from goen.shop.home import Home
    from goen.shop.intake.kinds.base import Kind
    from goen.shop.staff.models import Staff

KINDS = ("customers", "touches", "sales", "products", "quotes", "invoices")


def export(home: Home, checked: Checked, options: argparse.Namespace, terminal: Terminal) -> int:
    """Write what the ledger has of one kind, or its entry form."""
    from goen.cli._intake import DONE, UNABLE, UNUSABLE, opened, write_json

    path = Path(options.out)
    form = _together(checked, options, path)
    checked.finish(command="export")
    if code := opened(home, terminal):
        return code
    from goen.shop.intake.commands import Refused, person
    from goen.shop.intake.kinds import kind_of
    from goen.shop.staff.roles import Ability

    try:
        by = person(email=options.by, ability=Ability.EXPORT)
    except Refused as refused:
        terminal.tell(refused.text)
        return UNUSABLE
    kind = kind_of(options.files[0])
    written = _written(kind, path, "form" if options.form else form, by, terminal)
    if written is None:
        return UNABLE
    account = _account(kind, path, "form" if options.form else form, written)
    _say(account, terminal)
    return DONE if write_json(account, options.json, terminal) else UNABLE


def _together(checked: Checked, options: argparse.Namespace, path: Path) -> Any:
    """The form of the file; what is wrong with the options taken together."""
    if len(options.files) != 1 or options.files[0] not in KINDS:
        known = " ".join(KINDS)
        checked.problems.append(
            Text(f"{known} のどれか1つを書いてください", f"name one of {known}")
        )
    ending = path.suffix.lower()
    if ending not in (".xlsx", ".csv"):
        checked.problems.append(
            Text(
                f"--out：「{path.name}」は .xlsx か .csv で終わる名前にしてください",
                f"--out: “{path.name}” must end in .xlsx or .csv",
            )
        )
    if options.form and ending != ".xlsx":
        checked.problems.append(
            Text("--form で書けるのは .xlsx です", "--form writes a workbook (.xlsx)")
        )
    if "encoding" in options.given and ending == ".xlsx":
        checked.problems.append(
            Text("--encoding は .csv にだけ使えます", "--encoding is for .csv alone")
        )
    if ending == ".xlsx":
        return "xlsx"
    return "cp932" if options.encoding == "cp932" else "csv"


def _written(kind: Kind, path: Path, form: Any, by: Staff, terminal: Terminal) -> Written | None:
    from goen.cli._intake import unwritable
    from goen.sheets import UnableToWrite
    from goen.shop.intake import outgoing
    from goen.shop.intake.operations import tell_export

    try:
        if form == "form":
            return outgoing.write_form(kind, to=path, by=by)
        with progress(terminal) as line:
            written = outgoing.write(
                kind,
                to=path,
                form=form,
                by=by,
                progress=lambda n: line(Text(f"{n:,} 行", f"{n:,} rows")),
            )
    except (UnableToWrite, OSError) as unable:
        terminal.tell(unwritable(path, unable))
        return None
    tell_export(by=by, kind=kind.name, count=written.rows, form=form)
    return written


def _account(kind: Kind, path: Path, form: str, written: Written) -> dict[str, Any]:
    """What was written, as docs/cli.md describes it."""
    from goen.shop.intake.outgoing import notes_of

    return {
        "kind": kind.name,
        "path": str(path.absolute()),
        "form": form,
        "rows": written.rows,
        "replaced": written.replaced_count,
        "likenesses": dict(written.likenesses),
        "places": [
            {"row": one.row, "column": one.column, "char": one.char, "by": one.by}
            for one in written.replaced
        ],
        "notes": notes_of(written),
    }


def _say(account: dict[str, Any], terminal: Terminal) -> None:
    terminal.say(account["path"])
    if account["form"] != "form":
        terminal.say(
            Text(f"{account['rows']:,} 行", f"{account['rows']:,} rows").text(terminal.lang)
        )
    for note in account["notes"]:
        terminal.tell(Text(note, note))
