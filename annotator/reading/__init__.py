"""How articles come in: a reader per format, encodings, zones, datelines."""
