"""A file is sent, read and checked, as the mapping and the options say."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django import forms

from goen.japanese import Text
from goen.sheets import UnableToWrite
from goen.shop.intake import operations, store
from goen.shop.intake.commands.refused import NoUse, Refused
from goen.shop.intake.kinds import kind_of
from goen.shop.intake.mapping import folded
from goen.shop.intake.reading import yes_no

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from pathlib import Path

    from goen.shop.intake.kinds.base import Kind
    from goen.shop.intake.models import Batch
    from goen.shop.staff.models import Staff


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be taken in, and how. `columns`: field → header, number from 1, None for none."""

    path: Path
    kind: str
    by: Staff
    told: Mapping[str, Any] = field(default_factory=dict)  # sheet, encoding, header_row
    columns: Mapping[str, Any] = field(default_factory=dict)
    options: Mapping[str, Any] = field(default_factory=dict)
    remember: bool = True  # the columns, for the next file with this header


def checked(wish: Wish, *, now: datetime) -> Batch:
    """The batch of a file, all its rows checked; nothing is left of it after an error.

    Raises Refused for a file that cannot be read or has no column for what must be there, and NoUse
    for columns and options that cannot be understood.
    """
    batch = _sent(wish, now)
    try:
        batch = operations.read(batch_id=batch.pk, told_by_person=wish.told)
        kind = kind_of(batch.kind)
        columns = _columns(batch, kind, wish.columns)
        options = _options(kind, {**batch.options}, wish.options)
        _complete(batch, kind, columns)
        return operations.map_columns(
            batch_id=batch.pk, columns=columns, options=options, now=now, remember=wish.remember
        )
    except (operations.Unreadable, UnableToWrite) as problem:
        discard(batch)
        raise Refused(_cannot(wish.path.name, str(problem))) from problem
    except BaseException:
        discard(batch)
        raise


def _sent(wish: Wish, now: datetime) -> Batch:
    try:
        with wish.path.open("rb") as stream:
            return operations.send(
                by=wish.by, kind=wish.kind, name=wish.path.name, stream=stream, now=now
            )
    except store.DiskFull:
        raise
    except OSError as problem:
        raise Refused(_cannot(str(wish.path), problem.strerror or str(problem))) from problem


def discard(batch: Batch) -> None:
    """Leave nothing of a batch of which nothing was taken over."""
    store.forget(batch.pk)  # first: the disk may be full
    with suppress(operations.NotNow):
        operations.leave(batch_id=batch.pk)
    batch.delete()


def _cannot(name: str, why: str) -> Text:
    return Text(f"{name} が読めません（{why}）", f"{name} cannot be read ({why})")


def _columns(batch: Batch, kind: Kind, given: Mapping[str, Any]) -> dict[str, int]:
    """What was guessed, but for what is given; a column is not guessed for what it is not."""
    header = list(batch.grid["header"])
    known = {one.name for one in kind.fields()}
    problems: list[Text] = []
    told: dict[str, int] = {}
    for name, where in given.items():
        place = _place(header, where)
        if name not in known:
            problems.append(_no_name("columns", name, sorted(known)))
        elif place is None and where is not None:
            problems.append(_no_header(name, where, header))
        elif place is not None:
            told[name] = place
    if problems:
        raise NoUse(problems)
    taken = set(told.values())
    guessed = {
        name: place
        for name, place in batch.columns.items()
        if name not in given and place not in taken
    }
    return {**guessed, **told}


def _place(header: list[str], where: Any) -> int | None:
    if isinstance(where, bool) or where is None:
        return None
    if isinstance(where, int):
        return where - 1 if 1 <= where <= len(header) else None
    if not isinstance(where, str):
        return None
    if where in header:
        return header.index(where)
    heads = [folded(cell) for cell in header]
    return heads.index(folded(where)) if folded(where) in heads else None


def _complete(batch: Batch, kind: Kind, columns: Mapping[str, int]) -> None:
    missing = [str(label) for label in kind.missing(columns=list(columns))]
    if missing:
        heads = "、".join(cell for cell in batch.grid["header"] if cell) or "—"
        what = "、".join(missing)
        raise Refused(
            Text(
                f"{batch.file_name}：{what} の列が見つかりません。--mapping で教えてください"
                f"（見出し：{heads}）",
                f"{batch.file_name}: there is no column for {what}; name it with --mapping "
                f"(headers: {heads})",
            )
        )


def _options(kind: Kind, before: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """The questions about the whole file, answered as last time or as the form begins."""
    empty = kind.form(initial=before)
    unknown = [name for name in given if name not in empty.fields]
    if unknown:
        raise NoUse([_no_name("options", name, list(empty.fields)) for name in unknown])
    data = {}
    for name, one in empty.fields.items():
        value = _said(one, given[name]) if name in given else empty.get_initial_for_field(one, name)
        if value is not None:
            data[name] = value
    form = kind.form(data)
    if not form.is_valid():
        raise NoUse(
            [
                Text(f"{name}：{words}", f"{name}: {words}")
                for name, errors in form.errors.items()
                for words in map(str, errors)
            ]
        )
    return dict(form.cleaned_data)


def _said(one: forms.Field, value: Any) -> Any:
    """はい and no, too, for a box that is ticked or not."""
    if isinstance(one, forms.BooleanField) and isinstance(value, str):
        return yes_no(value).value == "1"
    return value


def _no_name(part: str, name: str, known: list[str]) -> Text:
    names = " ".join(known) or "—"
    return Text(
        f"{part}：「{name}」という名前はありません。使えるもの：{names}",
        f"{part}: there is no “{name}”. Known: {names}",
    )


def _no_header(name: str, where: Any, header: list[str]) -> Text:
    heads = "、".join(cell for cell in header if cell) or "—"
    return Text(
        f"columns：{name} の列「{where}」がありません。見出し：{heads}",
        f"columns: there is no column “{where}” for {name}. Headers: {heads}",
    )
