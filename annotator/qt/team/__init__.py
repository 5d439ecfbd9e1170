"""Dialogs about colleagues: members, assignments, states that differ."""
