"""Layers side by side, where they differ, and what a reviewer decides."""
