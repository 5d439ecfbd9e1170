"""The page that finds words and annotations in all articles."""
