"""Deciding on answers, one or many: what is done with them, what their letters say, by form or by spreadsheet."""
