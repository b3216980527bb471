"""Errands: what takes too long for a request and is done in the background for who asked."""
