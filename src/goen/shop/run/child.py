"""One child of the supervisor: `python -m goen.shop.run.child web|worker|scheduler|prepare`.

A child works until its standard input closes, which happens when the supervisor wants it to end or
is dead. It holds a lock of its own, so that a new one waits for an old one that is still ending.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock

from goen.shop.home import Home
from goen.shop.loading import load
from goen.shop.run.system import end_self, private_by_default

if TYPE_CHECKING:
    from collections.abc import Callable

# An old child has this long to end before its successor gives up and is started anew.
_PATIENCE = 60.0
_GRACE = 15.0


def main() -> None:
    """Do the part that the command line names."""
    role = sys.argv[1]
    private_by_default()
    home = Home.find(os.environ)
    home.prepare()
    with FileLock(home.folder / f"{role}.lock", timeout=_PATIENCE):
        _ROLES[role](home)


def _web(_home: Home) -> None:
    from granian import Granian
    from granian.constants import HTTPModes, Interfaces
    from granian.log import LogLevels

    _watch(end_self)
    certificate, key = os.environ.get("GOEN_TLS_CERT"), os.environ.get("GOEN_TLS_KEY")
    multiprocessing.set_start_method("spawn")  # a fork would take the threads' locks along
    Granian(
        "goen.shop.run.web:application",
        address=os.environ["GOEN_HOST"],
        port=int(os.environ["GOEN_PORT"]),
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        websockets=False,
        workers=min(2, os.cpu_count() or 1),
        blocking_threads=4,
        backlog=256,
        log_level=LogLevels.warning,
        ssl_cert=Path(certificate) if certificate else None,
        ssl_key=Path(key) if key else None,
        respawn_failed_workers=True,
        respawn_interval=0.5,
        workers_kill_timeout=10,
    ).serve()


def _worker(home: Home) -> None:
    load()
    from goen.shop.jobs.worker import Worker
    from goen.shop.run.place import lease_of

    stop = _stopping()
    Worker(lease=lease_of(home=home), stop=stop).run()


def _scheduler(_home: Home) -> None:
    load()
    from goen.shop.jobs.scheduler import run

    run(stop=_stopping())


def _prepare(home: Home) -> None:
    # Half a migration in a transaction is nothing: when the supervisor dies, stop at once.
    _watch(lambda: os._exit(1))
    load()
    from goen.shop.run.commands import prepare

    raise SystemExit(prepare(home=home))


def _stopping() -> threading.Event:
    """An event that is set when this child is to end; then it has a while, and no longer."""
    stop = threading.Event()

    def end() -> None:
        if not stop.is_set():
            stop.set()
            last = threading.Timer(_GRACE, os._exit, [1])
            last.daemon = True
            last.start()

    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda _number, _frame: end())
    _watch(end)
    return stop


def _watch(end: Callable[[], object]) -> None:
    """Call `end` when the supervisor closes our standard input or is gone."""

    def wait() -> None:
        # The bare descriptor: a buffered reader would hold a lock that Python wants when it exits.
        while os.read(0, 1024):
            pass
        end()

    threading.Thread(target=wait, daemon=True).start()


_ROLES: dict[str, Callable[[Home], None]] = {
    "web": _web,
    "worker": _worker,
    "scheduler": _scheduler,
    "prepare": _prepare,
}

if __name__ == "__main__":
    main()
