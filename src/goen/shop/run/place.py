"""The name of this shop's worker in the leases of jobs."""

from __future__ import annotations

import hashlib
import socket
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from goen.shop.home import Home


def lease_of(*, home: Home) -> str:
    """One name per machine and data folder: only one worker at a time can have it."""
    folder = hashlib.sha256(str(home.folder).encode()).hexdigest()[:12]
    return f"{socket.gethostname()[:40]}:{folder}"
