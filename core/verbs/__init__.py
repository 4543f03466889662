"""What the command line can do without a window: train, explain and check."""
