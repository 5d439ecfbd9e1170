"""The page of the registry of actors."""
