"""What things are: pure Python, no file, no SQL, no Qt."""
