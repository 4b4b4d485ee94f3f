"""What an item asks for, sorted into calls: each with its own title and the dates that belong to it (``calls``)."""
