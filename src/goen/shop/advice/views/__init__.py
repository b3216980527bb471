"""The pages of what to do next."""
