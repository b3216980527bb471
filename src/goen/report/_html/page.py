"""The whole page: sections told, templates filled, style and script bound by their hashes."""

from __future__ import annotations

import base64
import hashlib
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from goen.pictures import patterns
from goen.report._html.order import sections
from goen.report._html.say import Say
from goen.report._html.sections import portfolio
from goen.report._html.told import Told
from goen.report._reading_overview import LEADS_EN, LEADS_JA
from goen.report.reading import sentences

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jinja2 import Environment

    from goen.report._html.blocks import Section

_FOLDER = "templates"
_STYLES = ("tokens.css", "base.css", "components.css", "print.css")
_SCRIPT = "page.js"


def page(*, answers: Mapping[str, Any], lang: str) -> str:
    """The report as one HTML document that asks for nothing else.

    Raises:
        KeyError: the answers lack a key that every document has.
    """
    say = Say(lang=lang, currency=answers["currency"])
    told = Told(answers=answers, say=say, sentences=sentences(answers=answers, lang=lang))
    found = sections(told)
    overview = told.reading("overview")
    style, script = _read(*_STYLES), _read(_SCRIPT)
    return (
        environment()
        .get_template("page.html")
        .render(
            say=say,
            answers=answers,
            opening=[sentence for sentence in overview if not _is_action(sentence)],
            actions=[sentence for sentence in overview if _is_action(sentence)],
            facts=portfolio.facts(told),
            sections=found,
            groups=_groups(found),
            patterns=patterns(),
            style=style,
            script=script,
            policy=_policy(style, script),
            icon=quote(_read("icon.svg").strip()),
            icons="#i-{}".format,
        )
    )


def _is_action(sentence: str) -> bool:
    """Whether a sentence of the overview says what to do: まず、… 次に、…"""
    return sentence.startswith((*LEADS_JA, *LEADS_EN))


def _groups(found: Sequence[Section]) -> list[tuple[str, list[Section]]]:
    """The sections under the headings of the contents, in order."""
    groups: dict[str, list[Section]] = {}
    for section in found:
        groups.setdefault(section.group, []).append(section)
    return list(groups.items())


def _policy(style: str, script: str) -> str:
    """The content security policy: nothing from anywhere, but this style and this script."""
    return (
        f"default-src 'none'; style-src {_digest(style)}; script-src {_digest(script)}; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@lru_cache(maxsize=8)
def _read(*names: str) -> str:
    """These files of the templates folder, one after another."""
    folder = resources.files("goen.report._html") / _FOLDER
    return "\n".join((folder / name).read_text(encoding="utf-8") for name in names)


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The templates of the page."""
    from jinja2 import Environment, PackageLoader, StrictUndefined  # a tenth of a second

    return Environment(
        loader=PackageLoader("goen.report._html", _FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
