"""The dialog that brings files in."""
