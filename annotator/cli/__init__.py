"""The shell without a window."""
