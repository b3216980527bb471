"""What reading and writing files can fail with: each error names the file and says why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goen.japanese import Text

if TYPE_CHECKING:
    from goen.sheets._report import LoadReport


class UnableToRead(Exception):
    """A file that cannot be read at all: its name, and the reason as a sentence for the user.

    `brief`: the reason in a few words, for a file that is only skipped.
    """

    def __init__(self, file: str, reason: Text, *, brief: Text | None = None) -> None:
        super().__init__(f"{file}: {reason.en}")
        self.file = file
        self.reason = reason
        self.brief = brief or reason

    def message(self) -> Text:
        """The whole sentence: the file and the reason."""
        return Text(ja=f"{self.file}: {self.reason.ja}", en=f"{self.file}: {self.reason.en}")


class UnknownSheet(UnableToRead):
    """A workbook without the sheet that `--sheet` names."""

    def message(self) -> Text:
        """The whole sentence: the option, the file and the reason."""
        said = super().message()
        return Text(ja=f"--sheet：{said.ja}", en=f"--sheet: {said.en}")


class UnknownEncoding(UnableToRead):
    """A text file of which nobody knows how it is encoded until it is said."""

    def message(self) -> Text:
        """The whole sentence: the file, the reason and the option."""
        said = super().message()
        return Text(
            ja=f"{said.ja}。--encoding で指定してください（例: --encoding mac_roman）",
            en=f"{said.en}. Say it with --encoding (for example --encoding mac_roman)",
        )


class UnableToWrite(Exception):
    """A file that cannot be written; what stood there before is kept."""

    def __init__(self, file: str, reason: Text) -> None:
        super().__init__(f"{file}: {reason.en}")
        self.file = file
        self.reason = reason

    def message(self) -> Text:
        """The whole sentence: the file and the reason."""
        return Text(ja=f"{self.file}: {self.reason.ja}", en=f"{self.file}: {self.reason.en}")


class NothingUsable(Exception):
    """The files were read, but no row can be used; `report` says what became of each row."""

    def __init__(self, reason: Text, *, report: LoadReport | None = None) -> None:
        super().__init__(reason.en)
        self.reason = reason
        self.report = report

    def message(self) -> Text:
        """The whole sentence."""
        return self.reason
