"""`app.py bundle`: the bundle of a release written as a file. No printing here."""

from argparse import Namespace
from pathlib import Path

from layouts.visitor import Visitor
from publish.standards import bundle, routes


class BundleError(ValueError):
    """A bundle that cannot be written as asked; says what to write instead."""


def run(visitor: Visitor, given: Namespace) -> str:
    """Write the bundle; says what was written. Raises BundleError."""
    if visitor.release(given.release) is None:
        raise BundleError(f"there is no release {given.release}; write the number of one (python app.py releases lists them)"
                          if given.release else "the database holds no release yet; run `python app.py load` first")
    visit = visitor.visit(routes.PATH, {"release": given.release})
    content = bundle.write(routes.of_visit(visit))
    out = Path(given.out or routes.filename(visit))
    if out.suffix != ".zip":
        raise BundleError(f"--out is {out.name}; write a name that ends in .zip")
    try:
        out.write_bytes(content)
    except OSError as error:
        raise BundleError(f"{out} cannot be written ({error.strerror}); name a file in a folder that is there") from None
    return f"{out}: release {visit.release.number} ({visit.release.short}), {len(content):,} bytes"
