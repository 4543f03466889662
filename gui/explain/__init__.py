"""The panels that walk through one example."""
