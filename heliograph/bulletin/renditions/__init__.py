"""The renderers of an edition, one module each; none reads another's output."""
