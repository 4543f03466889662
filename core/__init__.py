"""Everything that is true without a screen: the network, its explanation, its training, its data."""
