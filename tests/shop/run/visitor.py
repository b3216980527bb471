"""Somebody at a browser without JavaScript: signs in, fills forms in, hears what became of them."""

from __future__ import annotations

import re
import urllib.error
import urllib.parse
import urllib.request
from http.client import HTTPException
from http.cookiejar import CookieJar
from typing import TYPE_CHECKING, Any

from tests.shop.run.kit import MAIL, PASSWORD

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    Fields = Mapping[str, str | Sequence[str]]

_FIELD = re.compile(r'<input[^>]*\bname="([^"]+)"[^>]*\bvalue="([^"]*)"')


class NoAnswer(Exception):
    """The shop was not there, or went away before it said what became of the form."""


class _NoWayOn(urllib.request.HTTPRedirectHandler):
    """The page that a form leads to says nothing that the answer itself does not."""

    def redirect_request(self, *_told: Any) -> None:
        return None


class Visitor:
    """A signed-in member of the staff of a shop that is open on a port."""

    def __init__(self, port: int) -> None:
        self._root = f"http://127.0.0.1:{port}"
        self._jar = CookieJar()
        kept = urllib.request.HTTPCookieProcessor(self._jar)
        self._opener = urllib.request.build_opener(kept, _NoWayOn)

    def sign_in(self) -> None:
        """Come in as the president."""
        self.get("/accounts/login/")
        status, _ = self.send("/accounts/login/", {"login": MAIL, "password": PASSWORD})
        assert status == 302

    def get(self, path: str) -> str:
        """A page. Raises NoAnswer."""
        return self._ask(path, None)[1]

    def filled(self, path: str) -> dict[str, str]:
        """The fields of a page's forms as the page fills them."""
        return dict(_FIELD.findall(self.get(path)))

    def send(self, path: str, fields: Fields) -> tuple[int, str]:
        """Send a form; the status and where it leads. Raises NoAnswer."""
        token = next((cookie.value for cookie in self._jar if cookie.name == "csrftoken"), "") or ""
        return self._ask(path, {**fields, "csrfmiddlewaretoken": token})

    def _ask(self, path: str, fields: Fields | None) -> tuple[int, str]:
        data = None if fields is None else urllib.parse.urlencode(fields, doseq=True).encode()
        try:
            with self._opener.open(f"{self._root}{path}", data, timeout=30) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.headers.get("Location") or ""
        except (OSError, HTTPException) as error:
            raise NoAnswer from error
