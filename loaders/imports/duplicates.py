"""One observation said twice by one import: found by packed numbers, 12 bytes a statement, and told with both lines."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

import numpy

from loaders.batch import Batch
from loaders.coded import Coded, whole_numbers
from loaders.imports.findings import Findings
from loaders.problem import Problem

_BITS = 20
MOST = 1 << _BITS
"""Different entities, series (indicator and breakdown) and periods of one import."""


class Numbers(dict):
    """A number for each different thing, in the order of their coming."""

    def __missing__(self, thing: object) -> int:
        number = self[thing] = len(self)
        if number >= MOST:
            raise OverflowError
        return number


class Observations:
    """The observations of one import, and where each was said."""

    def __init__(self) -> None:
        self._entities, self._series, self._periods = Numbers(), Numbers(), Numbers()
        self._keys: list[numpy.ndarray] = []
        self._lines: list[numpy.ndarray] = []
        self._paths: list[str] = []
        self._starts: list[int] = []
        self._count = 0

    def file(self, path: str) -> None:
        """What is added from here on stands in another file."""
        self._paths.append(path)
        self._starts.append(self._count)

    def add(self, batch: Batch) -> None:
        """Note the observations of a batch."""
        self._count += batch.rows
        keys = self._numbered(batch, self._entities, "entity")
        keys = (keys << _BITS) | self._series_of(batch)
        self._keys.append((keys << _BITS) | self._numbered(batch, self._periods, "period"))
        self._lines.append(whole_numbers(batch.column("line"), numpy.int32))

    def _numbered(self, batch: Batch, numbers: Numbers, name: str) -> numpy.ndarray:
        if name in batch.constant:
            return numpy.full(batch.rows, numbers[batch.constant[name]], dtype=numpy.int64)
        return _numbers_of(batch.columns[name], numbers, batch.rows)

    def _series_of(self, batch: Batch) -> numpy.ndarray:
        if "indicator" in batch.constant and "breakdown" in batch.constant:
            number = self._series[batch.constant["indicator"], batch.constant["breakdown"]]
            return numpy.full(batch.rows, number, dtype=numpy.int64)
        coded = [_coded(batch, name) for name in ("indicator", "breakdown")]
        pairs = coded[0].beside(coded[1]) if None not in coded else batch.each("indicator", "breakdown")
        return _numbers_of(pairs, self._series, batch.rows)

    def _where(self, place: int, lines: numpy.ndarray) -> tuple[str, int]:
        """The file and line of a statement by its number."""
        return self._paths[bisect_right(self._starts, place) - 1], int(lines[place])

    def twice(self) -> Iterator[tuple[tuple[str, int], tuple[str, int], str, str, str, str]]:
        """File and line of the first and of a later row, entity, indicator, breakdown and period of what is said again."""
        if not self._keys:
            return
        keys = numpy.concatenate(self._keys)
        self._keys.clear()
        if not _any_again(keys):
            return
        lines = numpy.concatenate(self._lines)
        entities, series, periods = list(self._entities), list(self._series), list(self._periods)
        for first, later in _again(keys):
            key, mask = int(keys[later]), MOST - 1
            indicator, breakdown = series[(key >> _BITS) & mask]
            where = self._where(first, lines), self._where(later, lines)
            yield (*where, entities[key >> (2 * _BITS)], indicator, breakdown, periods[key & mask])


def _coded(batch: Batch, name: str) -> Coded | None:
    """A column as numbers, where it came so or is the same in all rows."""
    if name in batch.constant:
        return Coded(numpy.zeros(batch.rows, numpy.int64), [batch.constant[name]])
    return batch.columns[name] if isinstance(batch.columns[name], Coded) else None


def _numbers_of(things: Iterable, numbers: Numbers, count: int) -> numpy.ndarray:
    """The number of each thing."""
    if isinstance(things, Coded):
        return things.numbered(numbers.__getitem__)
    return numpy.fromiter(map(numbers.__getitem__, things), dtype=numpy.int64, count=count)


def _any_again(keys: numpy.ndarray) -> bool:
    """Whether any key comes again: asked first, for finding which takes four times the memory."""
    ordered = numpy.sort(keys)
    return bool((ordered[1:] == ordered[:-1]).any())


def _again(keys: numpy.ndarray) -> Iterator[tuple[int, int]]:
    """Places of a key and of its next coming, in the order of the keys."""
    order = numpy.argsort(keys, kind="stable")
    for place in numpy.flatnonzero(keys[order][1:] == keys[order][:-1]):
        yield int(order[place]), int(order[place + 1])


def alike(hashes: Sequence[int], lines: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Lines of rows that have the hash of an earlier one, each after the line of that one."""
    for first, later in _again(numpy.asarray(hashes, dtype=numpy.int64)):
        yield lines[first], lines[later]


def refuse(observations: Observations, problems: list[Problem]) -> None:
    """A problem for each observation that is said twice."""
    of_file: dict[str, Findings] = {}
    for first, later, entity, indicator, breakdown, period in observations.twice():
        about = f"{indicator} of {entity} in {period}{f' for {breakdown}' if breakdown else ''}"
        before = f"line {first[1]}{f' of {first[0]}' if first[0] != later[0] else ''}"
        findings = of_file.setdefault(later[0], Findings(later[0], problems))
        findings.add(later[1], 1, f"the row says {about}, as {before} does; keep one of the two, or keep, drop or break down by the "
                                  "column that tells them apart")
    for findings in of_file.values():
        findings.close()
