"""`make bench`: how much work the main jobs are."""

from bench import jobs

jobs.main()
