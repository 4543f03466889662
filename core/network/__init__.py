"""The network: activations, costs, initial parameters, forward pass, backpropagation."""
