"""Senders: processes that lease messages, hand them to a mail server and write down what becomes of each."""
