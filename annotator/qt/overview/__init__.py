"""The page of progress and agreement."""
