"""The editor of labels, and the guideline."""
