"""Taking a list out as a file: at once, row by row, or made in the background."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect

from goen.shop.ui.lists import export
from goen.shop.ui.lists.base import ListViews
from goen.shop.ui.lists.later import MOST_IN_FILE, later
from goen.shop.ui.lists.listing import Listing
from goen.shop.ui.signals import list_exported

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase


class Exporting(ListViews):
    """The view that gives a list as a file."""

    def exported(self, request: HttpRequest, form: str) -> HttpResponseBase:
        """The list as a file; a long one that has to be made whole is made in the background."""
        if form not in export.FORMS:
            raise Http404
        if not request.user.may(self.declared.ability):  # type: ignore[union-attr]
            raise PermissionDenied
        listing = Listing(declared=self.declared, request=request)
        listing.columns = listing.columns_of_file
        words = [chip.words for chip in listing.chips]
        if listing.problem:
            messages.warning(request, listing.problem)
            return redirect(self._url())
        ids = export.ids_of(listing)
        self._tell(list_exported, request, count=len(ids), form=form, conditions=words)
        if form == "csv":
            answer: HttpResponseBase = StreamingHttpResponse(export.csv_parts(listing, ids))
        elif len(ids) > MOST_IN_FILE:
            return redirect(later().write(listing=listing, form=form, count=len(ids)))
        else:
            answer = HttpResponse(self._whole(request, listing, ids, form))
        answer["Content-Type"] = export.FORMS[form]
        name = export.file_name(listing, form)
        answer["Content-Disposition"] = f'attachment; filename="{name}"'
        return answer

    def _whole(
        self, request: HttpRequest, listing: Listing, ids: Sequence[int], form: str
    ) -> bytes:
        """A short file; the next page tells which characters it has not."""
        with tempfile.TemporaryDirectory(prefix="goen-") as folder:
            path = Path(folder) / "list"
            told = export.told_missing(export.write_file(listing, ids, path, form))
            if told:  # told again in the file's stead: the browser shows no page with a download
                messages.warning(request, told)
            return path.read_bytes()
