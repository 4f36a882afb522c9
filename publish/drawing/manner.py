"""How blocks are drawn beside what they say: the words that a writer adds, and whether for a narrow screen."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Manner:
    """`words` by their keys, in the reader's language; `narrow`: names above bars, one thing in a row."""

    words: Mapping[str, str] = field(default_factory=dict, hash=False)
    narrow: bool = False

    def word(self, key: str) -> str:
        """One word of the writers; a missing one shows as `[key]`."""
        return self.words.get(key, f"[{key}]")
