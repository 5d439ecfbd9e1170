"""Names of the files that a dataset has beside its data, whatever its format."""

CARD = "README.md"
MANIFEST = "manifest.json"
TRACE = "trace.jsonl"
LOST = "lost.jsonl"
LEAKS = "leaks.jsonl"


SOURCE = "urn:sha256:"
"""Before the SHA-256 of a text: what its annotations are about. The text itself is `texts/SHA256.txt` beside them."""
ANNOTATION = "urn:annotator:"
"""Before article, layer and id of an annotation, with `:` between them, each quoted as in an address."""
LINKS = "annotator:links"
TEXTS = "texts"
SUFFIX = ".jsonld"
