"""The page of statements and sanctions as tables and plots."""
