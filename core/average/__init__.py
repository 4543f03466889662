"""Many examples: each one's wishes, their mean as it settles, mini-batches beside the whole."""
