"""What remains of an event: recordings with captions, feedback, certificates of attendance."""
