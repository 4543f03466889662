"""Training: stochastic gradient descent, its records and measures, and the thread that runs it."""
