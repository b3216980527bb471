"""Writing a file so that at every instant either the old or the whole new one stands there."""

from __future__ import annotations

import errno
import os
import shutil
import stat
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from goen.japanese import Text
from goen.sheets._errors import UnableToWrite

if TYPE_CHECKING:
    from collections.abc import Iterator

# Names of what the program holds open: behind them may be a file, whose place is not to be taken.
_OPEN_FILES = ("/dev/stdout", "/dev/stderr", "/dev/fd/", "/proc/")


@contextmanager
def replacing(path: str | Path) -> Iterator[Path]:
    """Give a new path to write to, and put what was written in the place of `path` at the end.

    The new file lies beside the file that `path` is or leads to, is forced to the disk, and then
    takes its place; a link stays a link. When anything goes wrong the old file is kept and the new
    one removed. What is no file (a device, a pipe, /dev/stdout) stays too: it is written to at the
    end. An OSError (disk full, no permission) is raised as UnableToWrite with a sentence for the
    user, other errors pass through.
    """
    try:
        if Path(path).is_dir():
            raise IsADirectoryError(errno.EISDIR, "is a directory", str(path))
        with _written_to(path) if _is_stream(path) else _replaced(path) as draft:
            yield draft
    except OSError as problem:
        raise UnableToWrite(str(path), why_not_written(problem)) from problem


def _is_stream(path: str | Path) -> bool:
    """Whether `path` is to be written to rather than replaced."""
    if str(path).startswith(_OPEN_FILES):
        return True
    try:
        return not stat.S_ISREG(Path(path).stat().st_mode)
    except OSError:
        return False  # nothing is there yet, or making the draft will say why it cannot be


@contextmanager
def _replaced(path: str | Path) -> Iterator[Path]:
    target = Path(os.path.realpath(path))
    draft = target.with_name(f".{target.name[:100]}.{uuid4().hex[:8]}.tmp")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        yield draft
        _to_disk(draft)
        draft.replace(target)
        _folder_to_disk(target.parent)
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)


@contextmanager
def _written_to(path: str | Path) -> Iterator[Path]:
    """A draft in a folder of its own, copied to what `path` is: to its end, never made anew."""
    with tempfile.TemporaryDirectory(prefix="goen-") as folder:
        draft = Path(folder) / "draft.tmp"
        yield draft
        handle = os.open(path, os.O_WRONLY | os.O_APPEND)
        with os.fdopen(handle, "wb") as stream, draft.open("rb") as source:
            shutil.copyfileobj(source, stream)


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
