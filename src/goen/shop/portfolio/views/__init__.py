"""Pages of ranks and standings."""
