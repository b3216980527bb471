"""What people read and what browsers run: catalogues complete, templates clean, in every app."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest

SHOP = Path(__file__).parents[2] / "src" / "goen" / "shop"
APPS = sorted(path.parent for path in SHOP.glob("**/apps.py"))
CATALOGUES = [app for app in APPS if (app / "locale").is_dir()]
TEMPLATES = sorted(SHOP.glob("**/templates/**/*.html"))
JAPANESE = re.compile(r"[\u3041-\u30fa\u3400-\u9fff\uff66-\uff9f]")
# A closing tag or a comment is no element; {% … %} and {{ … }} are the server's.
FORBIDDEN = {
    "a style of its own": re.compile(r"<style\b|<[^>]*\sstyle\s*=", re.I),
    "a script of its own": re.compile(r"<script\b(?![^>]*(?:\bsrc=|application/json))", re.I),
    "a handler of its own": re.compile(r"<[^>]*\son[a-z]+\s*=", re.I),
    "another place of the net": re.compile(r"(?:src|href|action)=[\"']?\s*(?:https?:)?//", re.I),
}


def _named(path: Path) -> str:
    return str(path.relative_to(SHOP))


def _catalogue(app: Path) -> polib.POFile:
    return polib.pofile(str(app / "locale/ja/LC_MESSAGES/django.po"))


@pytest.mark.parametrize("app", CATALOGUES, ids=_named)
def test_everything_is_said_in_japanese(app: Path) -> None:
    catalogue = _catalogue(app)
    assert [entry.msgid for entry in catalogue.untranslated_entries()] == []
    assert [entry.msgid for entry in catalogue.fuzzy_entries()] == []
    assert [entry.msgid for entry in catalogue.obsolete_entries()] == []


@pytest.mark.parametrize("app", CATALOGUES, ids=_named)
def test_the_compiled_catalogue_is_the_written_one(app: Path) -> None:
    compiled = polib.mofile(str(app / "locale/ja/LC_MESSAGES/django.mo"))

    def told(entries: polib.POFile | polib.MOFile) -> dict[tuple[str, str], object]:
        return {
            (entry.msgctxt or "", entry.msgid): entry.msgstr_plural or entry.msgstr
            for entry in entries
            if entry.msgid
        }

    assert told(compiled) == told(_catalogue(app))


@pytest.mark.parametrize("app", CATALOGUES, ids=_named)
def test_placeholders_are_kept(app: Path) -> None:
    def fields(text: str) -> set[str]:
        return set(re.findall(r"%\((\w+)\)", text))

    wrong = [
        entry.msgid
        for entry in _catalogue(app)
        for said in [entry.msgstr, *entry.msgstr_plural.values()]
        if said and not fields(said) <= fields(entry.msgid) | fields(entry.msgid_plural)
    ]
    assert wrong == []


@pytest.mark.parametrize("app", APPS, ids=_named)
def test_no_text_is_missing_from_the_catalogues(app: Path, tmp_path: Path) -> None:
    if shutil.which("xgettext") is None:
        pytest.skip("needs GNU gettext (scripts/system-parts)")
    copy = tmp_path / "app"
    inner = {path.name for path in app.iterdir() if (path / "apps.py").exists()}
    shutil.copytree(app, copy, ignore=shutil.ignore_patterns("locale", "__pycache__", *inner))
    (copy / "locale").mkdir()
    made = subprocess.run(
        [Path(sys.executable).with_name("django-admin"), "makemessages", "--locale", "ja"],
        cwd=copy,
        env={key: value for key, value in os.environ.items() if key != "DJANGO_SETTINGS_MODULE"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stderr
    found = copy / "locale/ja/LC_MESSAGES/django.po"
    asked = {_key(entry) for entry in polib.pofile(str(found))} if found.exists() else set()
    has = {_key(entry) for entry in _catalogue(app)} if app in CATALOGUES else set()
    assert asked - has == set()


def _key(entry: polib.POEntry) -> tuple[str, str]:
    return (entry.msgctxt or "", entry.msgid)


@pytest.mark.parametrize("path", TEMPLATES, ids=_named)
def test_templates_bring_nothing_of_their_own(path: Path) -> None:
    # An argument of a tag may be anything; what is left is what a browser gets.
    text = re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "", path.read_text(encoding="utf-8"))
    assert [what for what, pattern in FORBIDDEN.items() if pattern.search(text)] == []
    # What is offered for the data itself, such as 様, is the same in every language.
    assert JAPANESE.findall(re.sub(r"<option value=[^>]*>", "", text)) == []
