"""Writing a file so that at every instant either the old or the whole new one stands there."""

from __future__ import annotations

import errno
import os
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from goen.japanese import Text
from goen.sheets._errors import UnableToWrite

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def replacing(path: str | Path) -> Iterator[Path]:
    """Give a new path beside `path` to write to, and put it in the place of `path` at the end.

    The new file is forced to the disk before it takes the place. When anything goes wrong the old
    file is kept and the new one removed; an OSError (disk full, no permission) is raised as
    UnableToWrite with a sentence for the user, other errors pass through.
    """
    target = Path(path)
    draft = target.with_name(f".{target.name[:100]}.{uuid4().hex[:8]}.tmp")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.is_dir():
            raise IsADirectoryError(errno.EISDIR, "is a directory", str(target))
        yield draft
        _to_disk(draft)
        draft.replace(target)
        _folder_to_disk(target.parent)
    except OSError as problem:
        raise UnableToWrite(str(path), why_not_written(problem)) from problem
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)


def write_text(path: str | Path, text: str) -> None:
    """Write `text` to `path` as UTF-8 with "\\n" line ends, atomically; raises UnableToWrite."""
    with replacing(path) as draft:
        draft.write_bytes(text.encode("utf-8"))


def why_not_written(problem: OSError) -> Text:
    """The sentence that explains `problem` to the user."""
    if problem.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return Text(
            "ディスクの空きが足りず、書き込めませんでした。前のファイルは残っています",
            "The disk is full, so this could not be written. The previous file is kept",
        )
    if problem.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return Text(
            "書き込む権限がありません。ほかのソフトで開いていないかもお確かめください",
            "No permission to write here; also check that no other program has it open",
        )
    if problem.errno == errno.EISDIR:
        return Text("同じ名前のフォルダーがあります", "A folder with this name is in the way")
    if problem.errno in (errno.ENOTDIR, errno.EEXIST):
        return Text(
            "途中のフォルダー名がファイルの名前になっています",
            "A file stands where a folder of this path should be",
        )
    return Text(
        f"書き込めませんでした（{problem.strerror or problem}）",
        f"Could not be written ({problem.strerror or problem})",
    )


def _to_disk(path: Path) -> None:
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())


def _folder_to_disk(folder: Path) -> None:
    if os.name != "posix":  # Windows cannot open a folder; its rename is already durable
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
