"""spaCy components: thin shells that call the pure functions and mark the `Doc`."""
