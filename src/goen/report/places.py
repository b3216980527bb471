"""Where an analysis reads and writes: no output may stand in the place of an input or another."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from goen.japanese import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from goen.report.request import Request

PAGE_NAME, BOOK_NAME, REJECTIONS_NAME = "report.html", "report.xlsx", "rejected.xlsx"


class PlaceTaken(Exception):
    """An output would replace an input or another output; `text` names the file."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


def check_places(*, request: Request) -> None:
    """Refuse a request whose outputs would replace what it reads, or each other.

    Raises:
        PlaceTaken: two of the files are the same, by whatever path.
    """
    read = {path.resolve() for path in _inputs(request)}
    seen: set[Path] = set()
    for path in _outputs(request):
        place = path.resolve()
        if place in read:
            raise PlaceTaken(
                Text(
                    ja=f"{path} は読み取るファイルです。書き出す場所を変えてください。",
                    en=f"{path} is a file to be read. Write to another place.",
                )
            )
        if place in seen:
            raise PlaceTaken(
                Text(
                    ja=f"{path} に2つのものを書き出そうとしています。場所を分けてください。",
                    en=f"Two results would be written to {path}. Give each its own place.",
                )
            )
        seen.add(place)


def rejections_folder(*, request: Request) -> Path | None:
    """Return the folder for rejected rows: that of the files asked for, if any is."""
    if request.out is not None:
        return request.out
    beside = request.json or request.customers
    return beside.parent if beside is not None else None


def _inputs(request: Request) -> Iterator[Path]:
    for name in request.files:
        path = Path(name)
        if path.is_dir():
            yield from (inside for inside in path.iterdir() if _is_table(inside))
        elif name != "-":
            yield path
    if request.thresholds is not None:
        yield request.thresholds


def _is_table(path: Path) -> bool:
    """Say whether a file of a folder is one to be read, and not an earlier answer of our own."""
    return path.name not in (PAGE_NAME, BOOK_NAME, REJECTIONS_NAME)


def _outputs(request: Request) -> Iterator[Path]:
    yield from (path for path in (request.json, request.customers) if path is not None)
    if request.out is not None:
        yield from (request.out / PAGE_NAME, request.out / BOOK_NAME)
    folder = rejections_folder(request=request)
    if folder is not None:
        yield folder / REJECTIONS_NAME
