"""Letters that come together: when they leave, what the letter says, who gets one."""
