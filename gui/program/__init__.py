"""What the composition root is made of: the parts, and how they are connected, idea by idea."""
