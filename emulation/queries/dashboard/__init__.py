"""What an authority sees of all its clusters; every figure can be opened down to its rows."""
