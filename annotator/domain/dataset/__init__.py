"""What a dataset holds: which articles and annotations, in which splits, and what a format could not keep of them."""
