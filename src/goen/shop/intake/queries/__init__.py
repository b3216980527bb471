"""What the pages of imports ask: the history, one batch, its columns, its checked rows."""
