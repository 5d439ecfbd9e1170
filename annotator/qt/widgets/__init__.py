"""Small parts that several panels are built from."""
