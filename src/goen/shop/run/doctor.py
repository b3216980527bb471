"""Looking after the health of a shop: one function per thing that may be wrong."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

from goen.japanese import Text
from goen.shop.home import UnusableSetting, database_settings, email_settings
from goen.shop.run import lock
from goen.shop.run.commands import holds_company, load
from goen.shop.run.finding import Finding
from goen.shop.run.system import readable_by_others

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from goen.shop.home import Home

_ROOM = 500 * 2**20
_FONTS = (
    "Noto Sans CJK JP",
    "Noto Sans JP",
    "Noto Serif CJK JP",
    "Noto Serif JP",
    "BIZ UD",
    "Hiragino",
    "IPA",
    "Meiryo",
    "MS Gothic",
    "MS Mincho",
    "Takao",
    "Yu Gothic",
    "Yu Mincho",
)


def examine(*, home: Home, now: datetime) -> list[Finding]:
    """Everything, in the order in which it should be mended; a look that fails is a finding."""
    findings = [_settings(home), _folder(home), _disk(home), _fonts(), _mail(home)]
    if findings[0].level == "bad" or not holds_company(home):
        return findings
    load(home)
    from goen.shop.run import doctor_data as data

    looks = (data.database, data.migrations, data.clock, data.backups, data.jobs)
    return findings + [_looked(look, home, now) for look in looks]


def _looked(look: Callable[[Home, datetime], Finding], home: Home, now: datetime) -> Finding:
    try:
        return look(home, now)
    except Exception as error:  # noqa: BLE001 - a doctor must not faint at the sight of an illness
        name, why = look.__name__, type(error).__name__
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
    found = sorted(name for name in families if name.startswith(_FONTS))
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
