"""One figure of the bench beside its goal."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from statistics import median, quantiles
from time import process_time


@dataclass(frozen=True)
class Measure:
    """`figure` in `unit`; the goal is met at or below `goal` (none: nothing is asked). `said` are the numbers behind it."""

    name: str
    figure: float
    unit: str
    goal: float | None = None
    said: str = ""

    @property
    def missed(self) -> bool:
        """Whether there is a goal and the figure is above it."""
        return self.goal is not None and self.figure > self.goal

    def as_record(self) -> dict:
        """The measure for JSON."""
        return asdict(self) | {"met": None if self.goal is None else not self.missed}

    def __str__(self) -> str:
        goal = "" if self.goal is None else f"{'MISSED' if self.missed else 'met'}, goal {self.goal:g}"
        return f"{self.name:58} {self.figure:10.2f} {self.unit:20} {goal:22} {self.said}"


def milliseconds(work: Callable[[], object], rounds: int) -> list[float]:
    """How much of this process's own time some work takes, each time: what else the machine does is not in it."""
    spent = []
    for _ in range(rounds):
        start = process_time()
        work()
        spent.append(1000 * (process_time() - start))
    return spent


def p95(spent: list[float]) -> float:
    """What 95 of 100 are below."""
    return quantiles(spent, n=20)[-1]


__all__ = ["Measure", "median", "milliseconds", "p95"]
