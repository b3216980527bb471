"""Ids packed into the bytes of a block: their last one, then the steps from each to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

_HEAD = 8
FULL = 1500  # bytes of steps, about as many ids: a block fits into a page of the database


def pack(ids: Iterable[int]) -> bytes:
    """A block of ascending `ids`."""
    return append(b"\0" * _HEAD, ids)


def append(block: bytes, ids: Iterable[int]) -> bytes:
    """The block with ascending `ids` behind its own, which are all smaller."""
    last = int.from_bytes(block[:_HEAD], "little")
    steps = bytearray()
    for number in ids:
        step = number - last
        last = number
        while step > 0x7F:
            steps.append(step & 0x7F | 0x80)
            step >>= 7
        steps.append(step)
    return last.to_bytes(_HEAD, "little") + block[_HEAD:] + steps


def unpack(block: bytes) -> NDArray[np.int64]:
    """The ids of a block, ascending."""
    raw = np.frombuffer(block, dtype=np.uint8, offset=_HEAD)
    ends = np.flatnonzero(raw < 0x80)
    starts = np.concatenate(([0], ends[:-1] + 1))
    within = np.arange(len(raw)) - np.repeat(starts, ends - starts + 1)
    steps = np.add.reduceat((raw & 0x7F).astype(np.int64) << (7 * within), starts)
    return np.cumsum(steps)


def last_of(block: bytes) -> int:
    """The last id of a block."""
    return int.from_bytes(block[:_HEAD], "little")


def is_full(block: bytes) -> bool:
    """Whether no more ids should be added."""
    return len(block) - _HEAD >= FULL
