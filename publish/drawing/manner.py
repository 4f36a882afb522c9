"""How blocks are drawn beside what they say: the words that a writer adds, the size of texts, and whether for a narrow screen."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Manner:
    """`words` by their keys, in the reader's language; `text`: the usual size of texts in px.

    `tall`: a picture is as high as its contents ask, in place of contents as small as their box asks.
    `narrow`, of what is tall: names stand above bars and under lines, and one thing stands in a row.
    """

    words: Mapping[str, str] = field(default_factory=dict, hash=False)
    text: float = 16
    tall: bool = False
    narrow: bool = False

    def word(self, key: str) -> str:
        """One word of the writers; a missing one shows as `[key]`."""
        return self.words.get(key, f"[{key}]")

    @property
    def small(self) -> float:
        """The size of axes and of what stands second."""
        return self.text - 2 if self.text > 14 else self.text - 1

    @property
    def key(self) -> float:
        """The size of names in a key."""
        return self.text - 1 if self.text > 14 else self.text
