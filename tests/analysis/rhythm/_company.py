"""Companies whose customers' rhythm is known, and contact days in the engine."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from goen.analysis.rhythm import fit_rhythm, judge, read_contacts

START = date(2022, 1, 1)
AS_OF = date(2026, 11, 20)


def tell(engine, rows):
    """Let the table `contacts` hold `rows` of (customer, day)."""
    engine.connection.execute("CREATE OR REPLACE TABLE contacts (customer_id BIGINT, day DATE)")
    if len(rows):
        customers, days = zip(*rows, strict=True)
        engine.connection.execute(
            "INSERT INTO contacts SELECT unnest($1), CAST(unnest($2) AS DATE)",
            [[int(customer) for customer in customers], [str(day) for day in days]],
        )


def rhythms(engine, rows=None, *, as_of=AS_OF, model=None, windows=None, **fit):
    """Read, fit (unless a model is given) and judge."""
    if rows is not None:
        tell(engine, rows)
    contacts = read_contacts(engine=engine, as_of=as_of, **(windows or {}))
    return judge(contacts=contacts, model=model or fit_rhythm(contacts=contacts, **fit))


def every(days, *, until=AS_OF, start=START, customer=1):
    """Contact days of a customer who comes exactly every so many days."""
    count = (until - start).days // days + 1
    return [(customer, start + timedelta(days=days * number)) for number in range(count)]


def company(seed, *, customers=400, k=2.0, leaving=(0.8, 2.4), start=START, until=AS_OF):
    """(customer, day) of customers whose gaps are Gamma(k) with rates Gamma(2, 60), in order."""
    random = np.random.default_rng(seed)
    rows = []
    for customer in range(customers):
        rate = random.gamma(2, 1 / 60)
        chance = random.beta(*leaving) if leaving else 0.0
        at = random.uniform(0, (until - start).days)
        while start + timedelta(days=int(at)) <= until:
            rows.append((customer, start + timedelta(days=int(at))))
            if random.uniform() < chance:
                break
            at += random.gamma(k) / rate
    return rows
