"""Letters as messages: header fields, bytes with gaps, one reader's copy."""
