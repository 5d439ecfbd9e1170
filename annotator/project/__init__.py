"""What one can do: every mutation and every question, the one API of both shells."""
