"""Registration for a conference, follow-up questions to who comes, silent countries, invitation letters."""
