"""Comparing layers, deciding between them, and telling their authors."""
