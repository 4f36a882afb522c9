"""How lines end, and whether the last one does."""

from loaders.guess.choice import Choice, said, share

SIGNS = {"crlf": "\r\n", "lf": "\n", "cr": "\r"}


def newline(text: str) -> Choice:
    """The sign that ends most lines outside quoted cells."""
    outside = text.replace('""', "")
    if outside.count('"') % 2 == 0:
        outside = "".join(outside.split('"')[::2])
    both = outside.count("\r\n")
    counts = {"crlf": both, "lf": outside.count("\n") - both, "cr": outside.count("\r") - both}
    best = max(counts, key=lambda name: counts[name])
    others = tuple(name for name in counts if name != best and counts[name])
    if not sum(counts.values()):
        return Choice("newline", "lf", 0.5, (said("newline.one_line"),))
    return Choice("newline", best, round(share(counts[best], sum(counts.values())), 3),
                  (said("newline.counted", count=counts[best], whole=sum(counts.values())),), others)


def final_newline(text: str) -> Choice:
    """Whether the last line is ended; a file that is cut often is not."""
    ended = text.endswith(("\n", "\r"))
    return Choice("final_newline", ended, 1.0, (said("final_newline.yes" if ended else "final_newline.no"),))
