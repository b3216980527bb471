"""Contact rhythm (接触頻度): who is late by their own rhythm, who comes less, who might come more.

    contacts = read_contacts(engine=engine, as_of=day)      # from the table `contacts`
    model = fit_rhythm(contacts=contacts)                   # now and then; kept as JSON
    rhythms = judge(contacts=contacts, model=model)         # every customer, every night

Method: docs/methods/rhythm.md. Needs numpy and scipy, which load with the first fit.
"""

from __future__ import annotations

from goen.analysis.rhythm.cadence import Cadence, cadence
from goen.analysis.rhythm.contacts import Contacts, contacts_of, read_contacts
from goen.analysis.rhythm.decline import Decline, RateChange, rate_change
from goen.analysis.rhythm.judge import Level, Rhythms, State, judge
from goen.analysis.rhythm.model import RhythmModel, fit_rhythm
from goen.analysis.rhythm.overdue import Prior, overdue_probability, silence_at
from goen.analysis.rhythm.risk import AliveBy, AtRisk, lost_without, value_at_risk
from goen.analysis.rhythm.seasons import SEASONS, Calendar, Season, estimate_calendar
from goen.analysis.rhythm.words import sentence

__all__ = [
    "SEASONS",
    "AliveBy",
    "AtRisk",
    "Cadence",
    "Calendar",
    "Contacts",
    "Decline",
    "Level",
    "Prior",
    "RateChange",
    "RhythmModel",
    "Rhythms",
    "Season",
    "State",
    "cadence",
    "contacts_of",
    "estimate_calendar",
    "fit_rhythm",
    "judge",
    "lost_without",
    "overdue_probability",
    "rate_change",
    "read_contacts",
    "sentence",
    "silence_at",
    "value_at_risk",
]
