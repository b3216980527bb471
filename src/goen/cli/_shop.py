from __future__ import annotations

import os
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from goen.cli._door import progress
from goen.cli._usage import Checked, Mistaken
from goen.japanese import Text, plain

if TYPE_CHECKING:
    import argparse

    from goen.cli._door import Terminal
    from goen.cli._option import Command
    from goen.shop.home import Home

UNUSABLE = 3
FILES = ("import", "imports", "undo", "export")
_PARTS = ("django", "granian", "filelock", "platformdirs")


def run(*, command: Command, options: argparse.Namespace, terminal: Terminal) -> int:
    """Run one command of the shop; without its parts, say how to get them."""
    checked = Checked(options)
    if (missing := missing_parts()) is not None:
        terminal.tell(missing)
        return UNUSABLE
    from goen.shop.home import Home

    home = Home.find(os.environ, given=options.home)
    if command.name in FILES:
        from goen.cli._intake import run as files

        return files(
            name=command.name, home=home, checked=checked, options=options, terminal=terminal
        )
    does = {
        "init": _init,
        "serve": _serve,
        "backup": _backup,
        "restore": _restore,
        "move-to": _move_to,
        "doctor": _doctor,
        "reset-second-factor": _reset_second_factor,
    }
    return does[command.name](home, checked, options, terminal)


def missing_parts() -> Text | None:
    """What to say when the parts of the shop are not installed; None when they are."""
    if all(find_spec(name) is not None for name in _PARTS):
        return None
    return Text(
        "goen: お客様の台帳を開く部品が入っていません。pip install 'goen[shop]' "
        "（または uv tool install 'goen[shop]'）で入れてください",
        "goen: the parts that open the ledger are not installed; "
        "pip install 'goen[shop]' (or uv tool install 'goen[shop]') adds them",
    )


def _init(home: Home, checked: Checked, options: argparse.Namespace, terminal: Terminal) -> int:
    from goen.shop.run.commands import init
    from goen.shop.run.start import Opening

    email = checked.take("president", _email) or ""
    password = checked.take("password_file", _first_line) or ""
    checked.finish(command="init")
    opening = Opening(
        company=options.company,
        email=email,
        password=password,
        name=options.name or ("社長" if terminal.lang == "ja" else "President"),
        purpose=options.purpose or "",
        preset=options.preset,
        language=options.language or terminal.lang,
    )
    return init(home=home, opening=opening, tell=terminal.tell)


def _serve(home: Home, checked: Checked, options: argparse.Namespace, terminal: Terminal) -> int:
    from goen.shop.run.serve import Door, serve

    port = checked.take("port", _port) or 0
    certificate, key = checked.take("tls_cert", _file), checked.take("tls_key", _file)
    if (options.tls_cert is None) != (options.tls_key is None):
        checked.problems.append(
            Text(
                "--tls-cert と --tls-key は、両方を書いてください",
                "--tls-cert and --tls-key go together",
            )
        )
    checked.finish(command="serve")
    return serve(
        home=home,
        door=Door(host=options.host, port=port, certificate=certificate, key=key),
        browser=options.browser,
        lang=terminal.lang,
        tell=lambda text: print(text.text(terminal.lang), file=terminal.out, flush=True),
    )


def _backup(home: Home, checked: Checked, options: argparse.Namespace, terminal: Terminal) -> int:
    from goen.shop.run.commands import make_backup

    to, password = checked.take("to", Path), checked.take("password_file", _first_line)
    checked.finish(command="backup")
    return make_backup(home=home, to=to, password=password, tell=terminal.tell)


def _restore(home: Home, checked: Checked, options: argparse.Namespace, terminal: Terminal) -> int:
    from goen.shop.run.commands import restore_backup

    password = checked.take("password_file", _first_line)
    path = Path(_only(options, checked, "restore"))
    return restore_backup(
        home=home, path=path, replace=options.replace, password=password, tell=terminal.tell
    )


def _move_to(home: Home, checked: Checked, options: argparse.Namespace, terminal: Terminal) -> int:
    from goen.shop.run.moving import move_to

    url = _only(options, checked, "move-to")
    with progress(terminal) as line:
        return move_to(home=home, url=url, tell=terminal.tell, progress=line)


def _doctor(home: Home, checked: Checked, _options: argparse.Namespace, terminal: Terminal) -> int:
    from goen.shop.run.commands import doctor

    checked.finish(command="doctor")
    return doctor(home=home, tell=lambda text: terminal.say(text.text(terminal.lang)))


def _reset_second_factor(
    home: Home, checked: Checked, options: argparse.Namespace, terminal: Terminal
) -> int:
    from goen.shop.run.commands import reset_second_factor

    email = _only(options, checked, "reset-second-factor")
    return reset_second_factor(home=home, email=email, tell=terminal.tell)


def _only(options: argparse.Namespace, checked: Checked, command: str) -> str:
    """The one thing that the command is about."""
    if len(options.files) != 1:
        checked.problems.append(
            Text(
                "1つだけ書いてください（使い方を見てください）", "name exactly one (see the usage)"
            )
        )
    checked.finish(command=command)
    return str(options.files[0])


def _email(text: str) -> str:
    address = plain(text).strip()
    name, at, domain = address.partition("@")
    if not (name and at and "." in domain) or " " in address:
        raise Mistaken(
            Text(
                f"「{text}」はメールアドレスではありません（例：aoi@example.jp）",
                f"“{text}” is not an e-mail address (aoi@example.jp)",
            )
        )
    return address


def _first_line(name: str) -> str:
    try:
        text = sys.stdin.readline() if name == "-" else Path(name).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise Mistaken(Text(f"{name} が読めません", f"{name} cannot be read")) from error
    password = (text.splitlines() or [""])[0]
    if not password:
        raise Mistaken(Text(f"{name} の1行目が空です", f"the first line of {name} is empty"))
    return password


def _port(text: str) -> int:
    digits = plain(text)
    port = int(digits) if digits.isdecimal() and len(digits) < 6 else 0
    if not 1 <= port <= 65535:
        raise Mistaken(
            Text(
                f"「{text}」ではなく、1から65535までの数を書いてください",
                f"“{text}” should be a number from 1 to 65535",
            )
        )
    return port


def _file(text: str) -> Path:
    if not Path(text).is_file():
        raise Mistaken(Text(f"{text} がありません", f"there is no {text}"))
    return Path(text).absolute()
