"""The mail server of development that keeps every letter, and the pages that show them."""
