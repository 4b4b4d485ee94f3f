"""What staff do with events: entering, changing, confirming, moving, cancelling, and telling people."""
