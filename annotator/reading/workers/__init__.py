"""Processes that read files of strangers: a pool of them, what runs in each, what they say to one another."""
