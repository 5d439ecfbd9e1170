"""WHAT the program proposes: rules and look-ups in the registry. Pure Python; it never writes."""
