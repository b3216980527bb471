"""Rank schemes on screen: versions, what a change would do, publishing; ranks by two indicators."""
