from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from goen import __version__
from goen.cli import STOPPED
from goen.cli._door import Terminal, language, soft_streams
from goen.cli._help import overview, usage
from goen.cli._options import COMMANDS
from goen.cli._parser import nearest, parse
from goen.cli._usage import WrongUsage
from goen.japanese import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goen.cli._options import Command

ANSWERED, WRONG_USE = 0, 2
UNEXPECTED = 70  # EX_SOFTWARE of sysexits.h

_STOPPED = Text("止めました。前のファイルは残っています", "Stopped; earlier files are kept")


def run(arguments: Sequence[str] | None) -> int:
    """Run one command line; `goen.cli.main` says what the exit codes mean."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    soft_streams()
    lang = language(arguments=words, environment=os.environ)
    terminal = Terminal(lang=lang, out=sys.stdout, err=sys.stderr, environment=os.environ)
    try:
        code = _answered(words, terminal)
        sys.stdout.flush()
    except BrokenPipeError:
        return _reader_left()
    return code


def _answered(words: list[str], terminal: Terminal) -> int:
    """Run, and turn everything that can go wrong into words and an exit code."""
    try:
        return _started(words, terminal)
    except WrongUsage as wrong:
        return _explain(wrong, terminal)
    except BrokenPipeError:
        raise
    except KeyboardInterrupt:
        terminal.tell(_STOPPED)
        return STOPPED
    except Exception as error:
        if os.environ.get("GOEN_DEBUG"):
            raise
        return _unexpected(error, terminal)


def _started(words: list[str], terminal: Terminal) -> int:
    if words[:1] == ["--version"]:
        terminal.say(f"goen {__version__}")
        return ANSWERED
    commands = {command.name: command for command in COMMANDS}
    named = next((word for word in words if not word.startswith("-")), None)
    if words[:1] != [named] and {"-h", "--help"} & set(words):
        return _help(commands.get(named or ""), terminal)
    if not words:
        print(overview(lang=terminal.lang, width=terminal.width), end="", file=terminal.err)
        return WRONG_USE
    if words[0] not in commands:
        raise WrongUsage([_no_command(words[0], list(commands))])
    return _command(commands[words[0]], words[1:], terminal)


def _command(command: Command, words: list[str], terminal: Terminal) -> int:
    before_files = words[: words.index("--")] if "--" in words else words
    if {"-h", "--help"} & set(before_files):
        return _help(command, terminal)
    options = parse(command=command, arguments=words)
    if command.name == "analyze":
        from goen.cli._analyze import run as analyze

        return analyze(options=options, terminal=terminal)
    if command.name == "sample":
        from goen.cli._sample import run as sample

        return sample(options=options, terminal=terminal)
    from goen.cli._shop import run as shop

    return shop(command=command, options=options, terminal=terminal)


def _help(command: Command | None, terminal: Terminal) -> int:
    """Show the help of a command, or of `goen` itself."""
    lang, width = terminal.lang, terminal.width
    page = (
        usage(command=command, lang=lang, width=width)
        if command
        else overview(lang=lang, width=width)
    )
    terminal.say(page.rstrip("\n"))
    return ANSWERED


def _no_command(word: str, known: list[str]) -> Text:
    hint = nearest(word, [*known, "--version", "--help"]) or Text("", "")
    return Text(
        f"「{word}」という使い方はありません{hint.ja}", f"there is no command “{word}”{hint.en}"
    )


def _explain(wrong: WrongUsage, terminal: Terminal) -> int:
    for problem in wrong.problems:
        terminal.tell(Text(f"goen: {problem.ja}", f"goen: {problem.en}"))
    line = " ".join(["goen", wrong.command, "--help"]).replace("  ", " ")
    terminal.tell(Text(f"使い方は {line} で見られます", f"{line} explains how to use it"))
    return WRONG_USE


def _unexpected(error: Exception, terminal: Terminal) -> int:
    what = f"{type(error).__name__}: {error}".splitlines()[0]
    terminal.tell(
        Text(
            f"goen: 思いがけないことが起きて、続けられませんでした（{what}）。"
            "GOEN_DEBUG=1 をつけて動かすと、くわしく分かります",
            f"goen: something unexpected happened and the work could not go on ({what}). "
            "Run with GOEN_DEBUG=1 for details",
        )
    )
    return UNEXPECTED


def _reader_left() -> int:
    """The reader of the output closed it (`goen … | head`): nothing more to say, nothing wrong."""
    # Whatever is still buffered must not raise again when Python exits.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return ANSWERED
