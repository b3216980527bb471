"""The options of the commands of files in and out, read and checked."""

from __future__ import annotations

import json
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from goen.cli._usage import Mistaken
from goen.japanese import Text, plain

if TYPE_CHECKING:
    import argparse

    from goen.cli._usage import Checked


def together(checked: Checked, options: argparse.Namespace) -> None:
    """What is wrong with the options of `goen import` taken together."""
    if options.resume is not None:
        wrong = options.files or options.kind or options.check_only or options.errors
        if wrong:
            checked.problems.append(
                Text(
                    "--resume には、FILE も --kind も要りません",
                    "--resume goes without FILE and --kind",
                )
            )
        return
    if len(options.files) != 1:
        checked.problems.append(Text("ファイルを1つ書いてください", "name exactly one file"))
    if options.kind is None:
        checked.problems.append(Text("--kind：必ず書いてください", "--kind: is required"))


def only_number(checked: Checked, options: argparse.Namespace) -> int:
    """The number of an import, when that is all that was written."""
    with suppress(Mistaken):
        if len(options.files) == 1:
            return number(options.files[0])
    checked.problems.append(
        Text("取り込みの番号を1つ書いてください", "name the number of one import")
    )
    return 0


def number(text: str) -> int:
    """The number of an import, or another one from 1."""
    digits = plain(text)
    if not (digits.isdecimal() and 0 < len(digits) < 10 and int(digits)):
        raise Mistaken(Text(f"「{text}」は番号ではありません", f"“{text}” is no number"))
    return int(digits)


def row(text: str) -> int:
    """The number of a row; 0 for none."""
    return 0 if plain(text) == "0" else number(text)


def answers(pairs: list[str]) -> dict[str, str]:
    """NAME=VALUE, each once, as a mapping."""
    answers = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not (name.strip() and equals):
            raise Mistaken(
                Text(
                    f"「{pair}」は 名前=値 の形ではありません",
                    f"“{pair}” is not of the form name=value",
                )
            )
        answers[name.strip()] = value.strip()
    return answers


def mapping(name: str) -> dict[str, Any]:
    """The mapping file: {"columns": {field: header or number}, "options": {name: value}}."""
    try:
        text = sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8-sig")
        found = json.loads(text)
    except (OSError, UnicodeDecodeError) as problem:
        raise Mistaken(Text(f"{name} が読めません", f"{name} cannot be read")) from problem
    except json.JSONDecodeError as problem:
        raise Mistaken(
            Text(
                f"{name} は JSON ではありません（{problem.lineno}行目）",
                f"{name} is not JSON (line {problem.lineno})",
            )
        ) from problem
    parts = found if isinstance(found, dict) else {"": None}
    if set(parts) - {"columns", "options"} or not all(
        isinstance(part, dict) for part in parts.values()
    ):
        raise Mistaken(
            Text(
                f'{name} は {{"columns": {{…}}, "options": {{…}}}} の形にしてください',
                f'{name} should be of the form {{"columns": {{…}}, "options": {{…}}}}',
            )
        )
    return {"columns": {}, "options": {}, **parts}
