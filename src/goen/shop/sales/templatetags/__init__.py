"""Template tags of the room of sales."""
