"""What `goen move-to` does: carry everything into PostgreSQL and say what to set next."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from goen.japanese import Text
from goen.shop.run import restore
from goen.shop.run.commands import DONE, UNABLE, UNUSABLE, load, no_company
from goen.shop.run.lock import FolderInUse, folder_lock

if TYPE_CHECKING:
    from collections.abc import Callable

    from goen.shop.home import Home

    Tell = Callable[[Text], None]


def move_to(*, home: Home, url: str, tell: Tell, progress: Tell) -> int:
    """Carry everything into another database and say what to set next."""
    from goen.shop.home import UnusableSetting, database_settings

    try:
        settings = database_settings({"GOEN_DATABASE_URL": url}, home=home)
    except UnusableSetting:
        tell(
            Text(
                "移し先は postgres://ユーザー:パスワード@ホスト:ポート/名前 の形で書いてください",
                "write the target as postgres://user:password@host:port/name",
            )
        )
        return UNUSABLE
    if not home.database.exists():
        tell(no_company(home))
        return UNUSABLE
    os.environ.pop("GOEN_DATABASE_URL", None)  # what is moved is the folder's own database
    try:
        with folder_lock(home=home, task="move-to"):
            return _move(home, settings, tell, progress)
    except FolderInUse as refused:
        tell(refused.text)
        return UNABLE


def _move(home: Home, settings: dict[str, object], tell: Tell, progress: Tell) -> int:
    restore.finish(home=home)
    load(home)
    from django.db import DatabaseError

    from goen.shop.run.move import NotEqual, TargetNotEmpty, copy_database, other_database
    from goen.shop.run.tables import UncarriableRow

    def told(done: int, total: int | None) -> None:
        progress(Text(f"移しています {done}/{total}", f"moving {done}/{total}"))

    try:
        with other_database(settings) as alias:
            sums = copy_database(source="default", target=alias, progress=told)
    except (NotEqual, UncarriableRow) as refused:
        tell(refused.text)
        return UNABLE
    except TargetNotEmpty:
        tell(
            Text(
                "移し先のデータベースには、もう会社のデータがあります。空のものを用意してください",
                "the target database already holds a company; prepare an empty one",
            )
        )
        return UNUSABLE
    except DatabaseError as error:
        tell(_no_database(error))
        return UNABLE
    rows = sum(each.rows for each in sums.values())
    tell(
        Text(
            f"{len(sums)} の表、{rows:,} 行を移し、行の数と内容が元と同じことを確かめました。\n"
            "元のデータはそのまま残してあります。次からは、移し先を GOEN_DATABASE_URL に"
            "入れて goen serve を動かしてください",
            f"moved {len(sums)} tables, {rows:,} rows; number and content are equal on both sides."
            "\nThe source is as it was. From now on set GOEN_DATABASE_URL to the new address and "
            "run goen serve",
        )
    )
    return DONE


def _no_database(error: Exception) -> Text:
    why = (str(error).splitlines() or [type(error).__name__])[0]
    return Text(
        f"移し先のデータベースにつながらないか、書けません（{why}）",
        f"the target database cannot be reached or written ({why})",
    )
