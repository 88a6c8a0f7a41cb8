"""The shapes that reading, scoring, writing and documents hand to each other: frozen, closed, free of I/O."""
