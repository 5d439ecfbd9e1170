"""The list of articles, and duplicates among them."""
