"""International days, weeks, years and decades: what is known of each, and what the network does on it."""
