"""Heliograph: the desk from which a worldwide network of schools is run."""

__version__ = "0.1.0"
