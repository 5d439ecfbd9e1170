"""How other programs spell an article with its annotations in JSON: each is turned into our own shape."""
