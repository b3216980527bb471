"""A file locked with a password: the form in which a backup may be carried away.

The file begins with a head of 38 bytes: `goen sealed 1\\n`, the exponent of scrypt's N (one byte),
a salt (16) and the first 7 bytes of every nonce. The key is scrypt(password, salt, N, r=8, p=1), 32
bytes. The content follows in blocks of 1 MiB, each sealed by AES-256-GCM with the head as further
data and the nonce: those 7 bytes, the number of the block (4, big-endian), and 1 for the last block
or 0. So nothing can be changed, left out, moved or cut off at the end without being noticed.
"""

from __future__ import annotations

import os
import secrets
from typing import TYPE_CHECKING, BinaryIO

from goen.japanese import Text
from goen.shop.run.system import keep_private, sync_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

SUFFIX = ".goen.sealed"
SHORTEST = 12  # a file can be tried by machines for years
_MAGIC = b"goen sealed 1\n"
_SALT, _PREFIX, _TAG = 16, 7, 16
_HEAD = len(_MAGIC) + 1 + _SALT + _PREFIX
_EXPONENT = 17  # 128 MB of memory, half a second
_READABLE = range(1, 20)  # a foreign file must not ask for more than 512 MB
_BLOCK = 1 << 20


class Unopened(Exception):
    """The password is another one, or the file is damaged; `text` says so."""

    def __init__(self, path: Path) -> None:
        super().__init__(path.name)
        self.text = Text(
            f"{path.name} が開きません。パスワードが違うか、ファイルが壊れています",
            f"{path.name} does not open: the password is another one, or the file is damaged",
        )


def is_sealed(*, path: Path) -> bool:
    """Whether the file was locked with a password."""
    try:
        with path.open("rb") as stream:
            return stream.read(len(_MAGIC)) == _MAGIC
    except OSError:
        return False


def seal(*, source: Path, target: Path, password: str) -> None:
    """Write `source` locked with `password`, whole or not at all."""
    head = _MAGIC + bytes([_EXPONENT]) + secrets.token_bytes(_SALT + _PREFIX)
    cipher, part = _cipher(head, password), target.with_name(f".{target.name}.part")
    try:
        with source.open("rb") as plain, part.open("wb") as locked:
            keep_private(part)
            locked.write(head)
            for number, block, last in _blocks(plain, _BLOCK):
                locked.write(cipher.encrypt(_nonce(head, number, last=last), block, head))
            locked.flush()
            os.fsync(locked.fileno())
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    sync_folder(target.parent)


def unseal(*, source: Path, target: Path, password: str) -> None:
    """Write what is in a locked file; raises Unopened, and `target` is then of no use."""
    from cryptography.exceptions import InvalidTag

    with source.open("rb") as locked, target.open("wb") as plain:
        keep_private(target)
        head = locked.read(_HEAD)
        if not _is_head(head):
            raise Unopened(source)
        cipher = _cipher(head, password)
        try:
            for number, block, last in _blocks(locked, _BLOCK + _TAG):
                plain.write(cipher.decrypt(_nonce(head, number, last=last), block, head))
        except InvalidTag as error:
            raise Unopened(source) from error


def _is_head(head: bytes) -> bool:
    return len(head) == _HEAD and head.startswith(_MAGIC) and head[len(_MAGIC)] in _READABLE


def _blocks(stream: BinaryIO, size: int) -> Iterator[tuple[int, bytes, bool]]:
    """The content in blocks, numbered; an empty content is one empty block."""
    number, block = 0, stream.read(size)
    while following := stream.read(size):
        yield number, block, False
        number, block = number + 1, following
    yield number, block, True


def _nonce(head: bytes, number: int, *, last: bool) -> bytes:
    return head[-_PREFIX:] + number.to_bytes(4) + bytes([last])


def _cipher(head: bytes, password: str) -> AESGCM:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    place = len(_MAGIC)
    salt = head[place + 1 : place + 1 + _SALT]
    kdf = Scrypt(salt=salt, length=32, n=1 << head[place], r=8, p=1)
    return AESGCM(kdf.derive(password.encode()))
