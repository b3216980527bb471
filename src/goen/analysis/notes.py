"""Notes: why an answer is missing or must be read with care, in both languages."""

from __future__ import annotations


def note(*, answer: str | None, code: str, ja: str, en: str) -> dict[str, str | None]:
    """Return one entry of `notes`; `answer` is the key of the answer it is about."""
    return {"answer": answer, "code": code, "ja": ja, "en": en}
