from __future__ import annotations

from typing import TYPE_CHECKING

from goen.cli._options import COMMANDS
from goen.japanese import Text, display_width, pad

if TYPE_CHECKING:
    from goen.cli._options import Command, Option

# The column at which explanations begin; longer options have theirs on the next line.
_INDENT = 28

_NAME = Text(
    "Goen（ご縁）：売上ファイルから、お客様との関係を見えるようにします",
    "Goen: see how your customers stand, from a sales file",
)
_MORE = Text(
    "それぞれの使い方は goen コマンド --help で見られます",
    "goen COMMAND --help explains each command",
)


def overview(*, lang: str, width: int) -> str:
    """The help of `goen` itself."""
    lead = "使い方：" if lang == "ja" else "Usage: "
    again = " " * display_width(lead)
    lines = [
        *fold_lines(_NAME.text(lang), width),
        "",
        f"{lead}goen COMMAND [options]",
        f"{again}goen --version",
        "",
    ]
    for command in COMMANDS:
        lines += _explained(f"  {command.name}", command.help.text(lang), width)
    return "\n".join([*lines, "", _MORE.text(lang), ""])


def usage(*, command: Command, lang: str, width: int) -> str:
    """The help of one command."""
    lines = [*fold_lines(command.help.text(lang), width), ""]
    lines += [("使い方：" if lang == "ja" else "Usage: ") + command.usage]
    if command.files is not None:
        lines += ["", *_explained(f"  {command.operand}", command.files.text(lang), width)]
    for group in command.groups:
        lines += ["", group.title.text(lang)]
        for option in group.options:
            head = f"  {option.name} {option.value}".rstrip()
            lines += _explained(head, _text(option, lang), width)
    if command.examples:
        lines += ["", "例" if lang == "ja" else "Examples"]
        lines += [f"  {example}" for example in command.examples]
    return "\n".join([*lines, ""])


def _text(option: Option, lang: str) -> str:
    text = option.help.text(lang)
    if option.default is not None:
        text += f"（初めは {option.default}）" if lang == "ja" else f" (default {option.default})"
    return text


def _explained(head: str, text: str, width: int) -> list[str]:
    """`head`, and beside it `text` in as many lines as the terminal needs."""
    lines = fold_lines(text, width - _INDENT)
    if display_width(head) >= _INDENT:
        return [head, *(" " * _INDENT + line for line in lines)]
    return [pad(head, _INDENT) + lines[0], *(" " * _INDENT + line for line in lines[1:])]


def fold_lines(text: str, width: int) -> list[str]:
    """`text` in lines of at most `width` columns, broken at spaces and between kana or kanji."""
    lines = [""]
    for piece in _pieces(text):
        if lines[-1] and display_width(lines[-1] + piece.rstrip()) > width:
            lines[-1] = lines[-1].rstrip()
            lines.append("")
        lines[-1] += piece
    return lines


def _pieces(text: str) -> list[str]:
    """Parts that stay whole: a letter with the brackets around it, a word with its space."""
    pieces: list[str] = []
    for letter in text:
        glued = pieces and (
            letter in "、。）：」～ ,"
            or pieces[-1].endswith(("（", "「"))
            or _is_word(pieces[-1], letter)
        )
        if glued:
            pieces[-1] += letter
        else:
            pieces.append(letter)
    return pieces


def _is_word(piece: str, letter: str) -> bool:
    return letter.isascii() and piece[-1].isascii() and not piece.endswith(" ")
