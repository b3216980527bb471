"""People who work at an open shop without pause, and keep account of what they were told."""

from __future__ import annotations

import threading
import time
from collections import Counter
from typing import TYPE_CHECKING

from tests.shop.run.visitor import NoAnswer, Visitor

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from tests.shop.run.visitor import Fields


class Account:
    """What was sent with one kind of form, by what became of it."""

    def __init__(self) -> None:
        self.acknowledged: list[str] = []
        self.unanswered: set[str] = set()  # there or not: nobody was told
        self.refused: list[str] = []

    def agrees_with(self, found: list[str]) -> bool:
        """Whether what is there is what was told: nothing lost, nothing twice, nothing else."""
        assert self.refused == []
        assert [name for name, times in Counter(found).items() if times > 1] == []
        assert set(self.acknowledged) - set(found) == set()
        assert set(found) - set(self.acknowledged) - self.unanswered == set()
        return True


class AtWork:
    """Customers and contacts are entered, each by somebody; tags are given when asked for."""

    def __init__(self, port: int) -> None:
        self.visitor = Visitor(port)
        self.visitor.sign_in()
        self.customers, self.touches, self.tags = Account(), Account(), Account()
        self.meant: dict[str, int] = {}  # by tag: how many customers it was given to
        self._pages: list[str] = []  # of the customers, oldest first
        self._form = self.visitor.filled("/customers/new/") | {"kind": "PERSON", "anyway": "1"}
        self._enter_customer("c-0")
        self._stop = threading.Event()
        self._threads = [
            threading.Thread(target=self._without_pause, args=(work, name), daemon=True)
            for work, name in ((self._enter_customer, "c"), (self._record_touch, "t"))
        ]

    def __enter__(self) -> AtWork:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self.stop()

    def stop(self) -> None:
        """Let everybody finish the form in hand."""
        self._stop.set()
        for thread in self._threads:
            thread.join(120)

    def done(self) -> tuple[int, int]:
        """How much of each was acknowledged until now."""
        return len(self.customers.acknowledged), len(self.touches.acknowledged)

    def tag_newest(self, tag: str) -> threading.Thread:
        """Begin to give a tag to the newest 900 customers: many enough for background work."""
        ids = [page.strip("/").rpartition("/")[2] for page in self._pages[-900:]]
        self.meant[tag] = len(ids)
        fields = {"ids": ids, "action": "tag", "sure": "1", "add": tag}
        work = threading.Thread(
            target=self._send, args=(self.tags, tag, "/customers/bulk/", fields), daemon=True
        )
        work.start()
        return work

    def _without_pause(self, work: Callable[[str], object], name: str) -> None:
        number = 0
        while not self._stop.is_set():
            number += 1
            work(f"{name}-{number}")

    def _enter_customer(self, name: str) -> None:
        page = self._send(self.customers, name, "/customers/new/", {**self._form, "name": name})
        if page:
            self._pages.append(page)

    def _record_touch(self, line: str) -> None:
        fields = {"customer": "1", "who": "c-0", "kind": "CALL", "line": line}
        self._send(self.touches, line, "/touches/new/", fields)

    def _send(self, account: Account, name: str, path: str, fields: Fields) -> str:
        try:
            status, leads_to = self.visitor.send(path, fields)
        except NoAnswer:
            account.unanswered.add(name)
            time.sleep(0.05)
            return ""
        if status == 302:
            account.acknowledged.append(name)
            return leads_to
        account.refused.append(f"{name}: {status}")
        return ""
