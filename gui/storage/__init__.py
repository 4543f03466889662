"""What the window keeps for itself between two starts."""
