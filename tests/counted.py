"""How many cases a test takes: a seeded sample in `make test`, the full count in `make soak`."""

import os


def counted(sample: int, full: int) -> int:
    """`full` where ATLAS_SOAK is 1, else `sample`. Mark the test with `@pytest.mark.soak`."""
    return full if os.environ.get("ATLAS_SOAK") == "1" else sample
