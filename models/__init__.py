"""Records: what the database holds, and the rules that need only their own row."""
