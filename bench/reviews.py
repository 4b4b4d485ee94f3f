"""Responses given to reviewers by rule: what is proposed, and what the press of the button then does.

Each size in a process and a database of its own. Reviewers read one to four languages and get nothing of their country.
"""

from __future__ import annotations

import subprocess
import sys

from bench.databases import fresh
from bench.pages import ROOT

SIZES = ((4_000, 40), (20_000, 60))


def main() -> None:
    columns = ("database", "responses", "reviewers", "reviews", "most less least load")
    columns += ("proposed, s", "CPU, s", "done, s", "CPU, s")
    print(f"| {' | '.join(columns)} |")
    print("|" + "---|" * len(columns), flush=True)
    for responses, reviewers in SIZES:
        with fresh() as environment:
            command = [sys.executable, "-m", "bench.reviews_measure", str(responses), str(reviewers)]
            subprocess.run(command, env=environment, cwd=ROOT, check=True)


if __name__ == "__main__":
    main()
