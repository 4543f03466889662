"""One example's backpropagation: its derivation, the walk through it, and its proof."""
