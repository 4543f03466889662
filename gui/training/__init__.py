"""Training: its controls, its curves, its state, and what one mini-batch does."""
