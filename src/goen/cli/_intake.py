from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from goen.cli import STOPPED
from goen.cli._door import progress
from goen.cli._intake_options import answers, mapping, number, only_number, row, together
from goen.cli._intake_words import (
    say_back,
    say_batches,
    say_check,
    say_goes_on,
    say_stayed,
    say_taken,
)
from goen.cli._usage import WrongUsage
from goen.japanese import Text

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Mapping

    from goen.cli._door import Terminal
    from goen.cli._usage import Checked
    from goen.shop.home import Home
    from goen.shop.intake.models import Batch

    Account = dict[str, Any]

DONE, SOME_STAYED, UNUSABLE, UNABLE = 0, 1, 3, 4


def run(
    *, name: str, home: Home, checked: Checked, options: argparse.Namespace, terminal: Terminal
) -> int:
    """Run `goen import`, `imports`, `undo` or `export`."""
    does = {"import": _import, "imports": _imports, "undo": _undo}
    if name == "export":
        from goen.cli._export import export

        return export(home, checked, options, terminal)
    return does[name](home, checked, options, terminal)


def opened(home: Home, terminal: Terminal) -> int:
    """Load the shop of this folder in the language of the terminal; an exit code but 0: told why.

    It may be open in another process.
    """
    from goen.shop.run.commands import holds_company, load, no_company

    if not holds_company(home):
        terminal.tell(no_company(home))
        return UNUSABLE
    load(home)
    from django.utils import translation

    from goen.shop.run.prepare import has_company, pending

    translation.activate(terminal.lang)
    if pending() or not has_company():
        terminal.tell(
            Text(
                "この台帳は、まだこの版になっていません。goen serve を一度動かしてください",
                "this ledger is not of this version yet; run goen serve once",
            )
        )
        return UNUSABLE
    return DONE


def _import(home: Home, checked: Checked, options: argparse.Namespace, terminal: Terminal) -> int:
    resumed = checked.take("resume", number)
    told_by_file = checked.take("mapping", mapping) or {"columns": {}, "options": {}}
    told = checked.take("option", answers) or {}
    header_row = checked.take("header_row", row)
    together(checked, options)
    checked.finish(command="import")
    if code := opened(home, terminal):
        return code
    from goen.shop.intake.commands import NoUse, Refused, Wish, person
    from goen.shop.intake.store import DiskFull
    from goen.shop.staff.roles import Ability

    try:
        by = person(email=options.by, ability=Ability.IMPORT)
        if resumed is not None:
            return _resume(resumed, by, options, terminal)
        reading = {
            "sheet": options.sheet,
            "encoding": options.encoding,
            "header_row": header_row,
        }
        wish = Wish(
            path=Path(options.files[0]),
            kind=options.kind,
            by=by,
            told={name: value for name, value in reading.items() if value is not None},
            columns=told_by_file["columns"],
            options={**told_by_file["options"], **told},
            remember=not options.check_only,
        )
        return _bring(wish, options, terminal)
    except NoUse as wrong:
        raise WrongUsage(wrong.problems, command="import") from None
    except DiskFull as full:
        terminal.tell(Text(str(full), str(full)))
        return UNABLE
    except Refused as refused:
        terminal.tell(refused.text)
        return UNUSABLE


def _bring(wish: Any, options: argparse.Namespace, terminal: Terminal) -> int:
    """Check a file, tell what was found, and take it over if that is wished."""
    from goen.shop.intake import commands

    with progress(terminal) as line:
        line(Text("ファイルを確かめています", "Checking the file"))
        batch = commands.checked(wish, now=_now())
    asked = False
    try:
        stayed = commands.of_stayed(batch)
        say_check(batch.counts, terminal)
        say_stayed(batch.file_name, batch.grid.get("sheet"), stayed, terminal)
        if options.errors and not _write_errors(batch, Path(options.errors), terminal):
            return UNABLE
        account = commands.of_batch(batch, stayed=stayed)
        if options.check_only or not _worth(batch, strict=options.strict, terminal=terminal):
            return _checked_only(account, options, terminal)
        asked = True
        return _take(batch, stayed, options, terminal)
    finally:
        if not asked:
            commands.discard(batch)


def _checked_only(account: Account, options: argparse.Namespace, terminal: Terminal) -> int:
    """Nothing is taken over, and nothing of the batch stays."""
    account = {**account, "batch": None}
    if not _write_json(account, options, terminal):
        return UNABLE
    if not options.check_only:
        return UNUSABLE
    return SOME_STAYED if _staying(account["counts"]) else DONE


def _take(batch: Batch, stayed: Account, options: argparse.Namespace, terminal: Terminal) -> int:
    from goen.shop.intake import commands

    def go(tell: Callable[[int, int], None]) -> Batch:
        return commands.begin(batch, by=batch.by, clock=_now, progress=tell)

    return _see(batch, go, stayed, options, terminal)


def _resume(batch_id: int, by: Any, options: argparse.Namespace, terminal: Terminal) -> int:
    from goen.shop.intake import commands
    from goen.shop.intake.models import Batch

    def go(tell: Callable[[int, int], None]) -> Batch:
        return commands.resume(batch_id=batch_id, by=by, clock=_now, progress=tell)

    batch = Batch.objects.filter(pk=batch_id).first()
    return _see(batch, go, {"rows": [], "left_out": 0}, options, terminal)


def _see(
    batch: Batch | None,
    go: Callable[[Callable[[int, int], None]], Batch],
    stayed: Account,
    options: argparse.Namespace,
    terminal: Terminal,
) -> int:
    """Have a batch taken over and tell how it ended; Ctrl+C leaves it to be gone on with."""
    from goen.shop.intake import commands
    from goen.shop.intake.models import Batch

    stopped = False
    try:
        with progress(terminal) as line:
            done = go(lambda n, total: line(_far(n, total)))
    except KeyboardInterrupt:
        if batch is None:
            raise
        stopped, done = True, Batch.objects.select_related("by", "job").get(pk=batch.pk)
    account = commands.of_batch(done, stayed=stayed)
    whole = done.state in (Batch.State.APPLIED, Batch.State.UNDONE)
    if whole:
        if batch is not None and batch.counts != done.counts:
            say_check(done.counts, terminal, again=True)
        say_taken(done, terminal)
    else:
        say_goes_on(account, terminal, stopped=stopped)
    if not _write_json(account, options, terminal):
        return UNABLE
    if not whole:
        return STOPPED if stopped else UNABLE
    return SOME_STAYED if _staying(account["counts"]) else DONE


def _imports(home: Home, checked: Checked, options: argparse.Namespace, terminal: Terminal) -> int:
    last = checked.take("last", number) or 0
    checked.finish(command="imports")
    if code := opened(home, terminal):
        return code
    from goen.shop.intake import commands
    from goen.shop.intake.models import Batch

    batches = list(Batch.objects.select_related("by", "job").order_by("-pk")[:last])
    account = commands.of_batches(batches)
    if options.json != "-":
        say_batches(batches, terminal)
    return DONE if _write_json(account, options, terminal) else UNABLE


def _undo(home: Home, checked: Checked, options: argparse.Namespace, terminal: Terminal) -> int:
    batch_id = only_number(checked, options)
    checked.finish(command="undo")
    if code := opened(home, terminal):
        return code
    from goen.shop.intake import commands
    from goen.shop.intake.models import Batch
    from goen.shop.staff.roles import Ability

    stopped = False
    try:
        by = commands.person(email=options.by, ability=Ability.IMPORT)
        with progress(terminal) as line:
            done = commands.take_back(
                batch_id=batch_id,
                by=by,
                clock=_now,
                progress=lambda n, total: line(_far(n, total)),
            )
    except commands.Refused as refused:
        terminal.tell(refused.text)
        return UNUSABLE
    except KeyboardInterrupt:
        stopped, done = True, Batch.objects.select_related("by", "job").get(pk=batch_id)
    account = commands.of_undo(done)
    whole = done.state == Batch.State.UNDONE
    if whole:
        say_back(done, terminal)
    else:
        say_goes_on(account, terminal, stopped=stopped)
    if not _write_json(account, options, terminal):
        return UNABLE
    return DONE if whole else STOPPED if stopped else UNABLE


def _worth(batch: Batch, *, strict: bool, terminal: Terminal) -> bool:
    """Whether the batch is to be taken over: not when nothing of it can be."""
    from goen.shop.intake import commands

    rows, staying = sum(batch.counts.get(name, 0) for name in _ROWS), _staying(batch.counts)
    if rows and staying == rows:
        terminal.tell(Text("取り込める行がありません", "no row can be taken over"))
        return False
    if commands.held(batch):
        terminal.tell(commands.HELD)
        return False
    if strict and staying:
        terminal.tell(
            Text(
                "--strict のため、何も取り込みません", "nothing is taken over, because of --strict"
            )
        )
        return False
    return True


_ROWS = ("NEW", "UPDATE", "SAME", "SKIP", "DOUBTFUL", "ERROR")


def _staying(counts: Mapping[str, int]) -> int:
    """Rows that stay behind."""
    named = {name.upper(): n for name, n in counts.items()}
    return int(named.get("ERROR", 0)) + int(named.get("DOUBTFUL", 0))


def _far(done: int, total: int) -> Text:
    share = f"{done * 100 // total}%" if total else ""
    return Text(f"{done:,} / {total:,} 行  {share}", f"{done:,} of {total:,} rows  {share}")


def _write_errors(batch: Batch, path: Path, terminal: Terminal) -> bool:
    from goen.sheets import UnableToWrite
    from goen.shop.intake.left import write_left

    try:
        rows = write_left(batch, to=path)
    except (UnableToWrite, OSError) as unable:
        terminal.tell(unwritable(path, unable))
        return False
    if rows:
        terminal.say(str(path.absolute()))
    return True


def unwritable(path: Path, why: Exception) -> Text:
    """Say that a file could not be written."""
    reason = getattr(why, "strerror", None) or str(why)
    return Text(f"{path} に書けませんでした（{reason}）", f"{path} could not be written ({reason})")


def _write_json(account: Account, options: argparse.Namespace, terminal: Terminal) -> bool:
    return write_json(account, options.json, terminal)


def write_json(account: Account, to: str | None, terminal: Terminal) -> bool:
    """Write the account where --json says."""
    if to is None:
        return True
    from django.core.serializers.json import DjangoJSONEncoder

    text = json.dumps(account, ensure_ascii=False, indent=2, cls=DjangoJSONEncoder)
    if to == "-":
        terminal.say(text)
        return True
    from goen.sheets import UnableToWrite, write_text

    try:
        write_text(Path(to), text + "\n")
    except (UnableToWrite, OSError) as unable:
        terminal.tell(unwritable(Path(to), unable))
        return False
    return True


def _now() -> Any:
    from goen.shop.ui.clock import now

    return now()
