"""What `goen init`, `backup`, `restore` and `doctor` do; the command line only parses.

Each returns an exit code: 0 done, 1 doctor found something, 3 the file or folder cannot be used,
4 it could not be done now.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from goen.japanese import Text
from goen.shop.loading import load as load_rooms
from goen.shop.run import archive, backup, restore, sealing
from goen.shop.run.lock import FolderInUse, folder_lock
from goen.shop.run.system import private_by_default

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from goen.shop.home import Home
    from goen.shop.run.start import Opening

    Tell = Callable[[Text], None]

DONE, FOUND, UNUSABLE, UNABLE = 0, 1, 3, 4


def _now() -> datetime:
    return datetime.now(UTC)


def load(home: Home) -> None:
    """Load the web framework for this folder."""
    private_by_default()
    os.environ["GOEN_HOME"] = str(home.folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "goen.shop.settings"
    load_rooms()


def init(*, home: Home, opening: Opening, tell: Tell) -> int:
    """Make the data folder and the company in it, without a screen."""
    from goen.shop.run.start import AlreadyOpen, UnfitPassword

    try:
        with folder_lock(home=home, task="init"):
            restore.finish(home=home)
            load(home)
            from goen.shop.run.prepare import prepare as make_ready
            from goen.shop.run.start import open_company

            make_ready(home=home, now=_now())
            open_company(opening=opening)
    except (FolderInUse, AlreadyOpen, UnfitPassword) as refused:
        tell(refused.text)
        return UNUSABLE if isinstance(refused, AlreadyOpen) else UNABLE
    tell(
        Text(
            f"{opening.company} を用意しました：{home.folder}",
            f"{opening.company} is ready: {home.folder}",
        )
    )
    return DONE


def prepare(*, home: Home) -> int:
    """Make the folder ready before the children start: restore if wished, back up, migrate."""

    def tell(text: Text) -> None:
        print(text.text(os.environ.get("GOEN_LANG", "ja")), flush=True)  # noqa: T201

    restore.finish(home=home)
    try:
        restored = _fulfil_wish(home, tell)
        from goen.shop.run.prepare import note_restored
        from goen.shop.run.prepare import prepare as make_ready

        made = make_ready(home=home, now=_now())
        if restored is not None:
            note_restored(wish=restored)
    except (backup.NoRoom, archive.UnusableBackup) as refused:
        tell(refused.text)
        return UNABLE
    if made is not None:
        tell(
            Text(
                f"新しい版にする前に、バックアップを作りました：{made}",
                f"made a backup before bringing the data to this version: {made}",
            )
        )
    return DONE


def _fulfil_wish(home: Home, tell: Tell) -> restore.Wish | None:
    """Restore what was asked for on the screen; a file that is no good changes nothing."""
    wish = restore.wished(home=home)
    chosen = backup.named(home=home, name=wish.backup) if wish else None
    if wish is None or chosen is None:
        restore.fulfilled(home=home)
        return None
    if not os.environ.get("GOEN_DATABASE_URL"):
        backup.make(home=home, kind=backup.BEFORE_RESTORE, now=_now())
    try:
        old = _put_in_place(home, chosen.path, replace=True)
        if old is not None:  # the backup just made holds all of it
            shutil.rmtree(old, ignore_errors=True)
    except archive.UnusableBackup as damaged:
        tell(damaged.text)
        wish = None
    else:
        tell(Text(f"{chosen.name} に戻しました", f"restored {chosen.name}"))
    restore.fulfilled(home=home)
    return wish


def make_backup(*, home: Home, to: Path | None, password: str | None, tell: Tell) -> int:
    """Write one backup file, whether the shop is open or not; locked, when there is a password."""
    if not holds_company(home):
        tell(no_company(home))
        return UNUSABLE
    if password is not None and len(password) < sealing.SHORTEST:
        tell(_short(sealing.SHORTEST))
        return UNABLE
    load(home)
    try:
        if password is None:
            path = backup.make(home=home, kind=backup.MANUAL, now=_now(), to=to)
        else:
            path = _sealed(home, to, password)
    except backup.NoRoom as refused:
        tell(refused.text)
        return UNABLE
    except (OSError, sqlite3.Error) as error:
        tell(_unwritable(to or home.backups, error))
        return UNABLE
    size = path.stat().st_size / 2**20
    tell(
        Text(
            f"バックアップを作りました（{size:,.1f} MB）：{path.absolute()}",
            f"made a backup ({size:,.1f} MB): {path.absolute()}",
        )
    )
    return DONE


def _sealed(home: Home, to: Path | None, password: str) -> Path:
    """A backup locked with a password; the open one stands in the data folder for a moment."""
    home.prepare()
    with tempfile.TemporaryDirectory(prefix=".backup-", dir=home.backups) as scratch:
        plain = backup.make(home=home, kind=backup.MANUAL, now=_now(), to=Path(scratch))
        name = plain.name.removesuffix(archive.SUFFIX) + sealing.SUFFIX
        target = home.backups / name if to is None else to / name if to.is_dir() else to
        sealing.seal(source=plain, target=target, password=password)
    return target


def _short(least: int) -> Text:
    return Text(
        f"パスワードは{least}文字以上にしてください",
        f"the password needs at least {least} characters",
    )


def holds_company(home: Home) -> bool:
    """Whether there is anything in the folder, or in the database that is used instead."""
    return home.database.exists() or bool(os.environ.get("GOEN_DATABASE_URL"))


def no_company(home: Home) -> Text:
    return Text(
        f"{home.folder} にはまだ何もありません。--home を確かめてください",
        f"there is nothing in {home.folder} yet; check --home",
    )


def _unwritable(path: Path, error: OSError | sqlite3.Error) -> Text:
    why = getattr(error, "strerror", None) or str(error)
    return Text(f"{path} に書けませんでした（{why}）", f"{path} could not be written ({why})")


def restore_backup(
    *, home: Home, path: Path, replace: bool, password: str | None, tell: Tell
) -> int:
    """Verify a backup file, opened by its password if it is locked, and put it in place."""
    if not path.is_file():
        tell(Text(f"{path} がありません", f"there is no file {path}"))
        return UNUSABLE
    if sealing.is_sealed(path=path) and password is None:
        tell(
            Text(
                f"{path.name} にはパスワードがかかっています。--password-file をつけてください",
                f"{path.name} is locked with a password; add --password-file",
            )
        )
        return UNUSABLE
    try:
        with folder_lock(home=home, task="restore"), _opened(home, path, password) as plain:
            old = _put_in_place(home, plain, replace=replace)
    except (archive.UnusableBackup, restore.NotEmpty, sealing.Unopened) as refused:
        tell(refused.text)
        return UNUSABLE
    except FolderInUse as refused:
        tell(refused.text)
        return UNABLE
    except OSError as error:
        tell(_unwritable(home.folder, error))
        return UNABLE
    tell(Text(f"{home.folder} に戻しました", f"restored into {home.folder}"))
    if old is not None:
        tell(Text(f"それまでのデータ：{old}", f"what was there before: {old}"))
    return DONE


@contextmanager
def _opened(home: Home, path: Path, password: str | None) -> Iterator[Path]:
    """The backup as it is, or unlocked beside the data for as long as it is needed."""
    if password is None or not sealing.is_sealed(path=path):
        yield path
        return
    home.prepare()
    with tempfile.TemporaryDirectory(prefix=".backup-", dir=home.backups) as scratch:
        plain = Path(scratch) / f"opened{archive.SUFFIX}"
        sealing.unseal(source=path, target=plain, password=password)
        yield plain


def _put_in_place(home: Home, path: Path, *, replace: bool) -> Path | None:
    """Into the folder; with PostgreSQL the rows go into the database."""
    if not os.environ.get("GOEN_DATABASE_URL"):
        return restore.restore(path=path, home=home, now=_now(), replace=replace)
    load(home)
    from goen.shop.run.move import TargetNotEmpty, fill_from_backup
    from goen.shop.run.prepare import has_company

    if replace and has_company():
        backup.make(home=home, kind=backup.BEFORE_RESTORE, now=_now())
    try:
        return fill_from_backup(home=home, path=path, now=_now(), replace=replace)
    except TargetNotEmpty:
        raise restore.NotEmpty(home) from None


def reset_second_factor(*, home: Home, email: str, tell: Tell) -> int:
    """Forget a member's second factor: the way back for a president whose telephone is lost.

    Whoever may write the data folder may do it; the trail says that it was done here.
    """
    if not holds_company(home):
        tell(no_company(home))
        return UNUSABLE
    load(home)
    from goen.shop.staff.models import Staff
    from goen.shop.staff.operations import reset_second_factor as forget

    member = Staff.objects.filter(email=email.strip().lower()).first()
    if member is None:
        tell(Text(f"{email} の人はいません", f"there is nobody with {email}"))
        return UNUSABLE
    forget(by=None, staff_id=member.pk)
    tell(
        Text(
            f"{member.name} の2段階のログインを外しました。"
            "パスワードだけで入り、設定しなおしてください",
            f"forgot the second factor of {member.name}; sign in by password and set it up anew",
        )
    )
    return DONE


def doctor(*, home: Home, tell: Tell) -> int:
    """Look at everything the shop needs and say what to do."""
    from goen.shop.run.doctor import examine

    findings = examine(home=home, now=_now())
    marks = {"good": "○", "fair": "△", "bad": "×"}
    for finding in findings:
        tell(
            Text(
                f"{marks[finding.level]} {finding.what.ja}",
                f"{marks[finding.level]} {finding.what.en}",
            )
        )
        if finding.todo is not None:
            tell(Text(f"   → {finding.todo.ja}", f"   → {finding.todo.en}"))
    bad = [finding for finding in findings if finding.level != "good"]
    if bad:
        tell(Text(f"気をつけること：{len(bad)}", f"to look after: {len(bad)}"))
        return FOUND
    tell(Text("すべて良好です", "all is well"))
    return DONE
