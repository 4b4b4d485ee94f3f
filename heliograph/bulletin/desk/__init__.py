"""The desk of the bulletin: import, review, edit, preview, schedule, publish."""
