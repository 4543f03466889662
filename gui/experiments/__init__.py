"""The pages of the experiments: their settings, their curves, and what they found."""
