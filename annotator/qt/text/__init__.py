"""The article at hand: its text, what is selected, tagging, linking, details."""
