"""The HTTP interface: one module a noun, each with its own shapes and its route list."""
