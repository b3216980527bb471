"""`goen analyze --from-shop`: the sales of the ledger instead of files."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

from goen.cli._options import READING
from goen.cli._shop import UNUSABLE, missing_parts
from goen.japanese import Text

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from goen.report import Request
    from goen.shop.home import Home

UNABLE = 4


class NoLedger(Exception):
    """The ledger cannot be asked; `text` says why, `code` is the exit code."""

    def __init__(self, text: Text, code: int = UNUSABLE) -> None:
        super().__init__(text.en)
        self.text = text
        self.code = code


def check(*, options: argparse.Namespace, problems: list[Text]) -> None:
    """Add what cannot stand beside --from-shop, or beside files."""
    if not options.from_shop:
        if "home" in options.given:
            problems.append(
                Text("--home は --from-shop と使います", "--home goes with --from-shop")
            )
        return
    if options.files:
        problems.append(
            Text(
                "--from-shop とファイルは、どちらか一方にしてください",
                "--from-shop and files exclude each other",
            )
        )
    for option in READING.options:
        if option.key in options.given:
            problems.append(
                Text(
                    f"{option.name} はファイルを読むときのものです。--from-shop とは使えません",
                    f"{option.name} is about reading files; it does not go with --from-shop",
                )
            )


def with_ledger(
    request: Request, *, options: argparse.Namespace, progress: Callable[[Text], None]
) -> Request:
    """The request with the ledger, whose mart shows the sales of this moment. Raises NoLedger."""
    if (missing := missing_parts()) is not None:
        raise NoLedger(missing)
    from goen.shop.home import Home
    from goen.shop.run.commands import holds_company, load, no_company

    home = Home.find(os.environ, given=options.home)
    if not holds_company(home):
        raise NoLedger(no_company(home))
    load(home)
    _check_version(home)
    progress(Text("台帳の売上を写しています", "Copying the sales of the ledger"))
    from goen.shop.mart.ledger import ShopLedger
    from goen.shop.mart.operations import MartNotMade, refresh
    from goen.shop.staff.models import OwnCompany

    try:
        ledger = ShopLedger(refresh(), lang=request.lang)
    except MartNotMade as failed:
        raise NoLedger(failed.text, UNABLE) from failed
    chosen = {"preset", "thresholds"} & options.given
    preset = request.preset if chosen else OwnCompany.objects.get().preset
    return replace(request, ledger=ledger, preset=preset)


def _check_version(home: Home) -> None:
    """A ledger of an older Goen is brought to this version when it is opened, with a backup."""
    from goen.shop.run.prepare import has_company, pending

    if pending():
        raise NoLedger(
            Text(
                f"{home.folder} はこの版の Goen でまだ開いていません。"
                "一度 goen serve で開いてください",
                f"{home.folder} was not opened with this version of Goen yet; run goen serve once",
            )
        )
    if not has_company():
        raise NoLedger(
            Text(f"{home.folder} にはまだ会社がありません", f"there is no company in {home.folder}")
        )
