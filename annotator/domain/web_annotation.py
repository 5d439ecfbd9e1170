"""Words of our W3C Web Annotation files, which writer and reader share."""

SOURCE = "urn:sha256:"
"""Before the SHA-256 of a text: what its annotations are about. The text itself is `texts/SHA256.txt` beside them."""
ANNOTATION = "urn:annotator:"
"""Before article, layer and id of an annotation, with `:` between them, each quoted as in an address."""
LINKS = "annotator:links"
TEXTS = "texts"
SUFFIX = ".jsonld"
