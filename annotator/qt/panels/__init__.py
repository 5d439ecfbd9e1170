"""The parts of the window. Each gets what it needs through its constructor and knows no other."""
