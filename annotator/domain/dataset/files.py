"""Names of the files that a dataset has beside its data, whatever its format."""

CARD = "README.md"
MANIFEST = "manifest.json"
TRACE = "trace.jsonl"
LOST = "lost.jsonl"
LEAKS = "leaks.jsonl"
