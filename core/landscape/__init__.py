"""The cost as a surface over the parameters: lines and planes through it, paths and valleys."""
