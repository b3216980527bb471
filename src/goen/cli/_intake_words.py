"""What the commands of files in and out print."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from goen.japanese import Text, pad

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from goen.cli._door import Terminal
    from goen.shop.intake.models import Batch
    from goen.shop.intake.queries.batches import Account, Count

SHOWN = 20  # rows that stay behind, told one by one

_ALWAYS = ("NEW", "UPDATE", "SAME", "ERROR")


def say_check(counts: Mapping[str, int], terminal: Terminal, *, again: bool = False) -> None:
    """What becomes of the rows; `again`: the ledger was another one when their turn came."""
    from goen.shop.intake.kinds.base import Outcome

    parts = [
        f"{outcome.label} {counts.get(outcome.value, 0):,}"
        for outcome in Outcome
        if outcome in _ALWAYS or counts.get(outcome.value)
    ]
    if gone := counts.get("GONE"):
        words = Text(f"置き換えでごみ箱へ {gone:,}", f"replaced, to the trash {gone:,}")
        parts.append(words.text(terminal.lang))
    told = _list(parts, terminal)
    if again:
        told = Text(
            f"その間に台帳が変わったので、確かめ直しました：{told}",
            f"The ledger had changed meanwhile, so it was checked again: {told}",
        ).text(terminal.lang)
    terminal.say(told)


def _list(parts: Sequence[str], terminal: Terminal) -> str:
    return ("、" if terminal.lang == "ja" else ", ").join(parts)


def say_stayed(file: str, sheet: str | None, stayed: Mapping[str, Any], terminal: Terminal) -> None:
    """The rows that stay behind, with file, row, column, value and reason; the first few."""
    rows = [row for row in stayed["rows"] if row["level"] != "warning"]
    place = f"{file}［{sheet}］" if sheet else file
    for row in rows[:SHOWN]:
        terminal.tell(_stayed(place, row))
    rest = len(rows) - SHOWN + stayed["left_out"]
    if rest > 0:
        terminal.tell(
            Text(
                f"ほかに {rest:,} 件。--errors か --json で、すべて見られます",
                f"and {rest:,} more; --errors or --json has them all",
            )
        )


def _stayed(place: str, row: Mapping[str, Any]) -> Text:
    column = row["header"] or row["field"] or ""
    value = row["value"]
    ja, en = f"{place} {row['row']:,}行", f"{place} row {row['row']:,}"
    if column:
        ja, en = f"{ja}「{column}」", f"{en}, {column}"
    if value is not None:
        ja, en = f"{ja}：「{value}」", f"{en}: “{value}”"
    return Text(f"{ja}：{row['reason']}", f"{en}: {row['reason']}")


def say_taken(batch: Batch, terminal: Terminal) -> None:
    """What was taken over, and how it can be taken back."""
    did = _did(_account(batch).done, terminal)
    terminal.say(
        Text(
            f"取り込みました（番号 {batch.pk}）{did}", f"Taken over (import {batch.pk}){did}"
        ).text(terminal.lang)
    )
    if did:
        terminal.say(
            Text(
                f"元に戻すには：goen undo {batch.pk}", f"To take it back: goen undo {batch.pk}"
            ).text(terminal.lang)
        )


def say_back(batch: Batch, terminal: Terminal) -> None:
    """What was taken back, and what stays."""
    account = _account(batch)
    did = _did(account.back, terminal)
    terminal.say(
        Text(
            f"取り込み {batch.pk} を元に戻しました{did}", f"Import {batch.pk} is taken back{did}"
        ).text(terminal.lang)
    )
    if account.kept:
        names = _list(account.kept, terminal)
        terminal.say(
            Text(
                f"その後に使われたり直されたりしたので、残しました：{names}",
                f"Kept, because they were used or edited since: {names}",
            ).text(terminal.lang)
        )
    for later, count in account.later:
        terminal.say(
            Text(
                f"後の取り込み {later.pk}（{later.file_name}）にもある行は残しました：{count:,}",
                f"Kept, because import {later.pk} ({later.file_name}) has them too: {count:,}",
            ).text(terminal.lang)
        )


def say_goes_on(account: Mapping[str, Any], terminal: Terminal, *, stopped: bool) -> None:
    """The work is not at its end: how it goes on."""
    number = account["batch"]
    why = account["message"] or ""
    if stopped:
        terminal.tell(
            Text(
                f"途中で止めました。ここまでは台帳に入っていて、続きは失われません。続けるには "
                f"goen import --resume {number}、やめるには goen undo {number}。"
                "台帳が開いていれば（goen serve）、そちらが続けます",
                f"Stopped half-way; what is done stays, and the rest is not lost. "
                f"goen import --resume {number} goes on, goen undo {number} takes it back; "
                "if the ledger is open (goen serve), it goes on there",
            )
        )
        return
    ja, en = (f"（{why}）", f" ({why})") if why else ("", "")
    terminal.tell(
        Text(
            f"最後まで進めませんでした{ja}。続けるには goen import --resume {number}",
            f"It did not come to its end{en}; goen import --resume {number} goes on",
        )
    )


def say_batches(batches: Sequence[Batch], terminal: Terminal) -> None:
    """One line for each import."""
    from django.utils.timezone import localtime

    if not batches:
        terminal.say(
            Text("取り込みは、まだありません", "There are no imports yet").text(terminal.lang)
        )
    for batch in batches:
        account = _account(batch)
        cells = (
            pad(str(batch.pk), 5),
            f"{localtime(batch.created_at):%Y-%m-%d %H:%M}",
            pad(account.title, 12),
            pad(str(batch.get_state_display()), 16),
            batch.file_name + _did(account.done, terminal),
        )
        terminal.say(" ".join(cells))


def _account(batch: Batch) -> Account:
    from goen.shop.intake.queries.batches import Account

    return Account(batch)


def _did(counts: Sequence[Count], terminal: Terminal) -> str:
    """What was done, by name."""
    done = _list([f"{one.label} {one.count:,}" for one in counts], terminal)
    return ("：" if terminal.lang == "ja" else ": ") + done if done else ""
