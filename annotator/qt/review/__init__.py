"""The page on which a reviewer settles what analysts did differently."""
