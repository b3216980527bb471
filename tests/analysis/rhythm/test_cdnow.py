"""The CDNOW customers, whose MBG/NBD model is known: `fit_gaps` when gaps come by chance."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from goen.analysis.rhythm import Calendar
from goen.analysis.rhythm.fits import fit_gaps
from goen.analysis.rhythm.model import times_of
from tests.analysis.rhythm._company import rhythms


def test_the_model_of_the_cdnow_customers_is_found(shared_data, engine):
    lines = (shared_data / "cdnow" / "CDNOW_sample.txt").read_text().splitlines()
    rows = [(row[1], date.fromisoformat(row[2])) for row in map(str.split, lines) if row]
    found = rhythms(engine, rows, as_of=date(1997, 9, 30))
    contacts = found.contacts
    assert (len(contacts.gaps), contacts.gaps.sum()) == (2357, 2457)
    assert np.count_nonzero(contacts.gaps == 0) == 1411
    times = times_of(contacts=contacts, calendar=Calendar())
    weeks = {"total": times.total / 7, "silence": times.silence / 7}
    prior, leaving = fit_gaps(gaps=contacts.gaps, **weeks, k=1.0)
    assert (prior.shape, prior.rate) == pytest.approx((0.5248, 6.183), rel=0.003)
    assert (leaving.a, leaving.b) == pytest.approx((0.8914, 1.614), rel=0.01)
    assert found.model.k == pytest.approx(1.05, abs=0.005)  # nearly as chance has it
