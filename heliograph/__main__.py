"""``python -m heliograph``: the same as the ``heliograph`` command."""

from heliograph.config.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
