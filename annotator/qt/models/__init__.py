"""What the panels show, as objects that tell when it changes; no SQL, no widgets."""
