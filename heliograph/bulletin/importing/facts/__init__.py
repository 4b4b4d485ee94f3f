"""What an item says besides its moments: links, addresses, attachments, languages, places, audiences, mode."""
