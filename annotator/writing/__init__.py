"""How datasets go out: a writer per format."""
