"""`make bench`: every measure beside its goal, to the terminal and to build/bench.json; with CHECK=1 a miss is an error, with
WRITE=1 the page docs/performance.md is written anew."""

import json
import os
import sys
from pathlib import Path

from bench import callbacks, choosing, first_page, jobs, loading, queries, readers, starting, written

MEASURES = {"load": loading.measures, "queries": queries.measures, "page": first_page.measures, "choosing": choosing.measures,
            "callbacks": callbacks.measures, "start": starting.measures,
            "jobs": jobs.measures, "readers": readers.measures}
"""By the name that ONLY takes."""
PROJECT = Path(__file__).resolve().parents[2]
BUILD = PROJECT / "build"


def main() -> int:
    """Measure all, or what ONLY names; returns the exit code."""
    asked = os.environ.get("ONLY", ",".join(MEASURES)).split(",")
    found = []
    for name in asked:
        for measure in MEASURES[name]():
            print(measure, flush=True)
            found.append(measure)
    BUILD.mkdir(exist_ok=True)
    (BUILD / "bench.json").write_text(json.dumps([one.as_record() for one in found], indent=1) + "\n", encoding="utf-8")
    if os.environ.get("WRITE") == "1":
        (PROJECT / "docs" / "performance.md").write_text(written.page(found), encoding="utf-8")
    missed = [one.name for one in found if one.missed]
    print(f"{len(missed)} of {sum(one.goal is not None for one in found)} goals missed{': ' if missed else ''}{'; '.join(missed)}")
    return 1 if missed and os.environ.get("CHECK") == "1" else 0


if __name__ == "__main__":
    sys.exit(main())
