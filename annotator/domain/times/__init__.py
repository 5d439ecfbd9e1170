"""Times named in the text of an article: how they are written, and which days they mean."""
