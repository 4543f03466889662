"""The picture of the network: neurons as discs, connections as light, and what points at them."""
