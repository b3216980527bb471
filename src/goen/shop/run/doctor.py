"""Looking after the health of a shop: one function per thing that may be wrong."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Literal

from goen.japanese import Text
from goen.shop.home import UnusableSetting, database_settings, email_settings
from goen.shop.run import archive, backup, lock
from goen.shop.run.commands import holds_company, load
from goen.shop.run.system import readable_by_others

if TYPE_CHECKING:
    from collections.abc import Callable

    from goen.shop.home import Home

# No clock of a machine that runs this version can be right before this day.
_WRITTEN = datetime(2026, 11, 1, tzinfo=UTC)
_OLDEST_BACKUP = timedelta(days=2)
_ROOM = 500 * 2**20


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: how it is, and what to do unless it is good."""

    level: Literal["good", "fair", "bad"]
    what: Text
    todo: Text | None = None


def examine(*, home: Home, now: datetime) -> list[Finding]:
    """Everything, in the order in which it should be mended; a look that fails is a finding."""
    findings = [_settings(home), _folder(home), _disk(home), _fonts(), _mail(home)]
    if findings[0].level == "bad" or not holds_company(home):
        return findings
    load(home)
    looks: tuple[Callable[[Home, datetime], Finding], ...] = (
        _database,
        _migrations,
        _clock,
        _backups,
        _jobs,
    )
    return findings + [_looked(look, home, now) for look in looks]


def _looked(look: Callable[[Home, datetime], Finding], home: Home, now: datetime) -> Finding:
    try:
        return look(home, now)
    except Exception as error:  # noqa: BLE001 - a doctor must not faint at the sight of an illness
        name, why = look.__name__.strip("_"), type(error).__name__
        return Finding(
            "bad",
            Text(
                f"{name} を調べられませんでした（{why}）", f"{name} could not be examined ({why})"
            ),
            Text(
                "ほかの項目を直してから、もう一度 goen doctor を動かしてください",
                "mend the other points, then run goen doctor again",
            ),
        )


def _settings(home: Home) -> Finding:
    try:
        database_settings(os.environ, home=home)
        email_settings(os.environ, home=home)
    except UnusableSetting as wrong:
        return Finding(
            "bad",
            Text(f"設定が読めません：{wrong}", f"a setting cannot be read: {wrong}"),
            Text("環境変数を直してください", "correct the environment variable"),
        )
    return Finding("good", Text("設定は読めます", "the settings can be read"))


def _folder(home: Home) -> Finding:
    folder = home.folder
    if not folder.exists():
        return Finding(
            "fair",
            Text(f"{folder} はまだありません", f"{folder} does not exist yet"),
            Text("goen serve か goen init が作ります", "goen serve or goen init makes it"),
        )
    if not os.access(folder, os.W_OK):
        return Finding(
            "bad",
            Text(f"{folder} に書けません", f"{folder} cannot be written"),
            Text(
                "goen を動かす人に、このフォルダーへ書く権利をつけてください",
                "give the person who runs goen the right to write there",
            ),
        )
    if readable_by_others(folder):
        return Finding(
            "fair",
            Text(
                f"{folder} は、この機械のほかの人にも読めます",
                f"{folder} can be read by others on this machine",
            ),
            Text(f"chmod 700 {folder}", f"chmod 700 {folder}"),
        )
    open_ja, open_en = (
        ("（今、開いています）", " (open now)") if lock.running(home=home) else ("", "")
    )
    return Finding(
        "good", Text(f"データのフォルダー：{folder}{open_ja}", f"data folder: {folder}{open_en}")
    )


def _disk(home: Home) -> Finding:
    place = next(path for path in (home.folder, *home.folder.parents) if path.exists())
    free = shutil.disk_usage(place).free
    size = home.database.stat().st_size if home.database.exists() else 0
    amount = Text(f"ディスクの空き {free >> 20:,} MB", f"{free >> 20:,} MB free on the disk")
    if free > _ROOM + 3 * size:
        return Finding("good", amount)
    return Finding(
        "bad" if free < _ROOM + size else "fair",
        amount,
        Text(
            "古いバックアップや要らないファイルを移して、空きを作ってください",
            "move old backups or other files elsewhere to make room",
        ),
    )


def _fonts() -> Finding:
    import typst

    families = set(typst.Fonts().families())
    known = ("Noto Serif CJK JP", "Noto Sans CJK JP", "Noto Sans JP", "Yu Gothic", "Hiragino")
    known += ("MS Gothic", "Meiryo", "IPAexGothic", "IPAGothic", "BIZ UDGothic", "Takao")
    found = sorted(name for name in families if name.startswith(known))
    if found:
        return Finding("good", Text(f"日本語の書体：{found[0]}", f"Japanese fonts: {found[0]}"))
    return Finding(
        "bad",
        Text("日本語の書体がなく、PDF の字が欠けます", "no Japanese font: PDFs would lack letters"),
        Text(
            "Debian・Ubuntu では apt-get install fonts-noto-cjk を動かしてください",
            "on Debian and Ubuntu: apt-get install fonts-noto-cjk",
        ),
    )


def _mail(home: Home) -> Finding:
    try:
        settings = email_settings(os.environ, home=home)
    except UnusableSetting:
        return Finding("bad", Text("メールの設定が読めません", "the mail settings cannot be read"))
    if "EMAIL_HOST" not in settings:
        return Finding(
            "fair",
            Text(
                f"メールは送られず、{home.folder / 'outbox'} にたまります",
                f"mail is not sent but kept in {home.folder / 'outbox'}",
            ),
            Text(
                "送るには GOEN_EMAIL_URL（smtp+tls://ユーザー:パスワード@サーバー）を決めてください",
                "to send it, set GOEN_EMAIL_URL=smtp+tls://user:password@server",
            ),
        )
    return _mail_server(settings)


def _mail_server(settings: dict[str, object]) -> Finding:
    import smtplib

    host, port = str(settings["EMAIL_HOST"]), int(str(settings["EMAIL_PORT"]))
    try:
        kind = smtplib.SMTP_SSL if settings["EMAIL_USE_SSL"] else smtplib.SMTP
        with kind(host, port, timeout=10) as server:
            if settings["EMAIL_USE_TLS"]:
                server.starttls()
            if settings["EMAIL_HOST_USER"]:
                server.login(str(settings["EMAIL_HOST_USER"]), str(settings["EMAIL_HOST_PASSWORD"]))
    except (OSError, smtplib.SMTPException) as error:
        why = type(error).__name__
        return Finding(
            "bad",
            Text(
                f"メールサーバー {host}:{port} が使えません（{why}）",
                f"the mail server {host}:{port} cannot be used ({why})",
            ),
            Text(
                "GOEN_EMAIL_URL と、サーバーへのつながりを確かめてください",
                "check GOEN_EMAIL_URL and the way to that server",
            ),
        )
    return Finding("good", Text(f"メールサーバー：{host}:{port}", f"mail server: {host}:{port}"))


def _database(_home: Home, _now: datetime) -> Finding:
    from django.db import connection

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


def _migrations(_home: Home, _now: datetime) -> Finding:
    from goen.shop.run.prepare import pending

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


def _clock(_home: Home, now: datetime) -> Finding:
    from goen.shop.staff.models import Trail

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


def _backups(home: Home, now: datetime) -> Finding:
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


def _jobs(_home: Home, now: datetime) -> Finding:
    from goen.shop.jobs.models import Job, Schedule, State

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
