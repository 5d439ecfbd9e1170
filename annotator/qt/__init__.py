"""How it looks: PySide6 only here."""
