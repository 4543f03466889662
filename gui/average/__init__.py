"""Many examples: the table of their wishes, and mini-batches beside the whole."""
