"""Floor: read, sum by customer and date, then first, last, count and sum by customer. Polars."""

from __future__ import annotations

import sys

import polars as pl

(
    pl.scan_csv(sys.argv[1], schema={"customer_id": pl.String, "date": pl.Date, "amount": pl.Int64})
    .group_by("customer_id", "date")
    .agg(pl.col("amount").sum())
    .group_by("customer_id")
    .agg(
        first=pl.col("date").min(),
        last=pl.col("date").max(),
        n=pl.len(),
        total=pl.col("amount").sum(),
    )
    .collect(engine="streaming")
    .write_parquet(sys.argv[2])
)
