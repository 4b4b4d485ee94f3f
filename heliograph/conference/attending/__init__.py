"""Badges, check-in at the door that keeps working without a line, who was there, certificates."""
