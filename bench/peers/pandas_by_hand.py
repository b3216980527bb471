"""Peer: the standing written by hand in pandas."""

from __future__ import annotations

import sys

import pandas as pd

sales = pd.read_csv(sys.argv[1], parse_dates=["date"], dtype={"customer_id": str})
days = sales.groupby(["customer_id", "date"], as_index=False)["amount"].sum()
days["occasion"] = days["amount"] > 0
bought = days[days["occasion"]]
standing = bought.groupby("customer_id").agg(
    first=("date", "min"), last=("date", "max"), n=("date", "size")
)
standing["amount"] = days.groupby("customer_id")["amount"].sum()
standing.to_parquet(sys.argv[2])
