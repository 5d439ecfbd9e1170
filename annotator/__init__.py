"""Annotator: mark and tag spans in news articles, review them, export datasets that can be trusted."""

__version__ = "0.1.0"
