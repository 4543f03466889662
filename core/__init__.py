"""Everything that is true without a screen: network, explanation, training, data."""
