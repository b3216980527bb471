"""What the doctor looks at once the web framework is loaded: the data and what keeps them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from django.db import connection

from goen.japanese import Text
from goen.shop.jobs.models import Job, Schedule, State
from goen.shop.run import archive, backup
from goen.shop.run.finding import Finding
from goen.shop.run.prepare import pending
from goen.shop.staff.models import Trail

if TYPE_CHECKING:
    from goen.shop.home import Home

# No clock of a machine that runs this version can be right before this day.
_WRITTEN = datetime(2026, 11, 1, tzinfo=UTC)
_OLDEST_BACKUP = timedelta(days=2)


def database(_home: Home, _now: datetime) -> Finding:
    """Whether the database is whole."""
    name = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[connection.vendor]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA integrity_check")
            said = [str(row[0]) for row in cursor.fetchmany(3)]
            cursor.execute("PRAGMA foreign_key_check")
            if said != ["ok"] or cursor.fetchone():
                return Finding(
                    "bad",
                    Text("データベースが壊れています", "the database is damaged"),
                    Text(
                        "止めて、最後のバックアップを goen restore で戻してください",
                        "stop the shop and put the last backup in place with goen restore",
                    ),
                )
        else:
            cursor.execute("SELECT 1")
    return Finding(
        "good", Text(f"データベース（{name}）は正常です", f"the database ({name}) is sound")
    )


def migrations(_home: Home, _now: datetime) -> Finding:
    """Whether the data have the form of this version."""
    waiting = pending()
    if not waiting:
        return Finding(
            "good", Text("データの形はこの版のものです", "the data have this version's form")
        )
    return Finding(
        "fair",
        Text(
            f"データをこの版の形にする作業が {len(waiting)} つあります",
            f"{len(waiting)} migrations are waiting",
        ),
        Text(
            "goen serve を動かせば、バックアップをとってから行います",
            "goen serve makes a backup and does them",
        ),
    )


def clock(_home: Home, now: datetime) -> Finding:
    """Whether the clock goes forward, measured by the newest row of the trail."""
    newest = Trail.objects.order_by("-at").values_list("at", flat=True).first()
    if now < _WRITTEN or (newest is not None and newest > now + timedelta(minutes=1)):
        return Finding(
            "bad",
            Text(
                f"時計が戻っています（今は {now.astimezone():%Y-%m-%d %H:%M}）",
                f"the clock has gone back (it says {now.astimezone():%Y-%m-%d %H:%M})",
            ),
            Text(
                "この機械の時計を合わせてから、goen serve を動かしなおしてください",
                "set the clock of this machine right, then start goen serve again",
            ),
        )
    return Finding("good", Text("時計は進んでいます", "the clock goes forward"))


def backups(home: Home, now: datetime) -> Finding:
    """Whether there is a backup of these days that can be read."""
    known = backup.listed(home=home)
    todo = Text(
        "goen serve を動かしておくと毎日とります。今とるには goen backup",
        "goen serve makes one each day; goen backup makes one now",
    )
    if not known or now - known[0].made_at > _OLDEST_BACKUP:
        when = f"{known[0].made_at:%Y-%m-%d}" if known else "—"
        return Finding(
            "bad" if known else "fair",
            Text(
                f"この2日のバックアップがありません（最後：{when}）",
                f"no backup in two days (last: {when})",
            ),
            todo,
        )
    try:
        archive.read(path=known[0].path)
    except archive.UnusableBackup as damaged:
        return Finding("bad", damaged.text, todo)
    return Finding(
        "good",
        Text(
            f"最後のバックアップ：{known[0].made_at:%Y-%m-%d %H:%M}",
            f"last backup: {known[0].made_at:%Y-%m-%d %H:%M}",
        ),
    )


def jobs(_home: Home, now: datetime) -> Finding:
    """Whether background work goes on."""
    failed = Job.objects.filter(state=State.FAILED, finished_at__gt=now - timedelta(days=7)).count()
    if failed:
        return Finding(
            "bad",
            Text(
                f"この7日に失敗した仕事が {failed} 件あります",
                f"{failed} jobs failed in seven days",
            ),
            Text(
                "画面の「設定」→「裏の仕事」で、わけを見てください",
                "see why on the screen: Settings, Background work",
            ),
        )
    stuck = Schedule.objects.filter(next_run_at__gt=now + timedelta(days=32)).exists()
    if stuck:
        return Finding(
            "bad",
            Text("予定が遠い先になっています", "schedules stand far in the future"),
            Text(
                "時計を合わせて goen serve を動かしなおしてください",
                "set the clock right and start goen serve again",
            ),
        )
    return Finding("good", Text("裏の仕事に滞りはありません", "background work goes well"))
