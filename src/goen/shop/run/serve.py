"""What `goen serve` does: hold the folder, watch over the children, tell the address."""

from __future__ import annotations

import os
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from goen.japanese import Text
from goen.shop.run.commands import UNABLE
from goen.shop.run.lock import FolderInUse, folder_lock
from goen.shop.run.supervise import Supervisor, lan_address, port_is_free, stop_on_signals

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from goen.shop.home import Home

    Tell = Callable[[Text], None]

EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 - chosen by whoever writes --host
_HERE = ("127.0.0.1", "::1", *EVERYWHERE)


@dataclass(frozen=True, slots=True)
class Door:
    """Where and how the shop is served."""

    host: str
    port: int
    certificate: Path | None = None
    key: Path | None = None

    def address(self, *, name: str = "") -> str:
        """The address to type, under the name of this machine or another."""
        shown = name or ("localhost" if self.host in _HERE else self.host)
        shown = f"[{shown}]" if ":" in shown else shown
        return f"{'https' if self.certificate else 'http'}://{shown}:{self.port}/"

    def environment(self) -> dict[str, str]:
        """What the web server's process is told."""
        told = {"GOEN_HOST": self.host, "GOEN_PORT": str(self.port)}
        if self.certificate and self.key:
            told |= {"GOEN_TLS_CERT": str(self.certificate), "GOEN_TLS_KEY": str(self.key)}
            told["GOEN_TLS"] = "1"
        return told


def serve(*, home: Home, door: Door, browser: bool, lang: str, tell: Tell) -> int:
    """Open the shop of one folder until it is asked to stop; the exit code."""
    stop = threading.Event()
    stop_on_signals(stop)
    try:
        with folder_lock(home=home, task="serve", address=door.address()):
            if not port_is_free(host=door.host, port=door.port):
                tell(_port_taken(door))
                return UNABLE
            environment = dict(os.environ) | door.environment()
            environment |= {"GOEN_HOME": str(home.folder), "GOEN_LANG": lang}
            environment["DJANGO_SETTINGS_MODULE"] = "goen.shop.settings"
            supervisor = Supervisor(home=home, environment=environment, tell=tell, stop=stop)
            code = supervisor.run(ready=lambda: _ready(home, door, browser=browser, tell=tell))
    except FolderInUse as refused:
        tell(refused.text)
        return UNABLE
    if stop.is_set():
        tell(Text("goen: 止めました", "goen: stopped"))
    return code


def _port_taken(door: Door) -> Text:
    host, port = door.host, door.port
    return Text(
        f"goen: {host} の {port} 番は、ほかのプログラムが使っているか、使えない番号です。"
        f"--port {port + 1} のように、別の番号にしてください",
        f"goen: port {port} of {host} is taken by another program or not available; "
        f"use another one, such as --port {port + 1}",
    )


def _ready(home: Home, door: Door, *, browser: bool, tell: Tell) -> None:
    tell(Text(f"Goen を開きました：{door.address()}", f"Goen is open: {door.address()}"))
    others = lan_address() if door.host in EVERYWHERE else ""
    if others:
        near = door.address(name=others)
        tell(Text(f"ほかの人からは：{near}", f"for others in the office: {near}"))
    tell(Text(f"データのフォルダー：{home.folder}", f"data folder: {home.folder}"))
    tell(Text("止めるときは Ctrl+C", "Ctrl+C stops it"))
    if browser:
        import webbrowser

        webbrowser.open(door.address())
