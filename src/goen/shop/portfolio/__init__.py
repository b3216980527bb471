"""Portfolio: where every customer stands, how it moved, and what was published about it."""
