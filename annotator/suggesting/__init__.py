"""What the program proposes: spans, values and links by rule, and names by the registry."""
