"""Links in mails: built from an address that a stranger cannot choose.

Whoever asks for a new password also sends the Host header. Were the link built from it as it is,
the letter could carry its key to a foreign server.
"""

from __future__ import annotations

import ipaddress
import socket
from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from django.http import HttpRequest

# Names that no server outside the office's network can have (RFC 6761, 6762, 8375; ICANN 2024).
_NEAR = (".localhost", ".local", ".internal", ".home.arpa", ".lan")


def link_to(request: HttpRequest, path: str) -> str:
    """The address of `path` for a letter: GOEN_ADDRESS if set, else this machine as it was called.

    A name that could be a foreign server's is replaced by the name of this machine.
    """
    if settings.SHOP_ADDRESS:
        return f"{settings.SHOP_ADDRESS.rstrip('/')}{path}"
    host, colon, port = request.get_host().rpartition(":")
    if not colon or port.endswith("]"):
        host, port = request.get_host(), ""
    if not _is_near(host):
        host = socket.gethostname()
    return f"{request.scheme}://{host}{':' + port if port else ''}{path}"


def _is_near(host: str) -> bool:
    name = host.lower().strip("[]").rstrip(".")
    try:
        return ipaddress.ip_address(name).is_private
    except ValueError:
        return "." not in name or name.endswith(_NEAR) or name == socket.getfqdn().lower()
