"""The dialog that writes datasets."""
