"""What each command of app.py takes, apart from the rooms that do the work, so that none of them is loaded to read a command line."""

from argparse import ArgumentParser
from pathlib import Path

from publish import serving

ASKS = {
    "cluster": "id of the cluster that the deck is about", "clusters": "ids of clusters to compare, with commas between them",
    "region": "ISO code of the region, such as UA-63", "year": "year of the figures, such as 2023",
}
"""What a deck may ask for, with the help of its option."""


def load(parser: ArgumentParser) -> None:
    """What is loaded, and into which database."""
    _database(parser)
    _data(parser)
    parser.add_argument("--bundle", metavar="FILE", help="a bundle to load instead of data folders")


def serve(parser: ArgumentParser) -> None:
    """What is served, where, and by how many processes."""
    _database(parser)
    _data(parser)
    parser.add_argument("--host", help="address to listen on (config.yaml: host)")
    parser.add_argument("--port", type=int, help="port to listen on (config.yaml: port)")
    parser.add_argument("--workers", type=serving.workers, help="processes that serve (config.yaml: workers)")
    parser.add_argument("--no-load", action="store_true", help="serve what is stored, do not load first")


def check(parser: ArgumentParser) -> None:
    """What is checked."""
    parser.add_argument("path", nargs="*", metavar="PATH", help="data folders (config.yaml: data)")


def releases(parser: ArgumentParser) -> None:
    """Of which database."""
    _database(parser)


def slides(parser: ArgumentParser) -> None:
    """The deck, what it asks for, and the file."""
    _database(parser)
    parser.add_argument("deck", nargs="?", help="id of a deck; --list lists them")
    parser.add_argument("--list", action="store_true", help="list the decks")
    parser.add_argument("--out", type=Path, metavar="FILE", help="file to write: .pptx, .pdf or .html")
    parser.add_argument("--language", help="language of the slides (config.yaml: the first of languages)")
    parser.add_argument("--template", type=Path, metavar="FILE", help="house template, a .pptx with its own layouts")
    for name, means in ASKS.items():
        parser.add_argument(f"--{name}", help=means)
    parser.add_argument("--release", metavar="N", help="release to read (the newest)")
    parser.add_argument("--compare", metavar="N|YEAR", help="tell what changed since a release, or beside a year")
    parser.add_argument("--data", metavar="DIR", nargs="+",
                        help="folders added to those of config.yaml; the figures of one named drafts are marked as not public yet")


def bundle(parser: ArgumentParser) -> None:
    """The release, and the file."""
    _database(parser)
    parser.add_argument("--out", metavar="FILE", help="file to write (cluster-atlas-<release>.zip)")
    parser.add_argument("--release", metavar="N", default="", help="release to read (the newest)")


def form(parser: ArgumentParser) -> None:
    """The cluster, the year, and the file."""
    _database(parser)
    parser.add_argument("cluster", metavar="CLUSTER", help="id of the cluster")
    parser.add_argument("--year", required=True, help="year of the figures, such as 2024")
    parser.add_argument("--language", help="language of the form (config.yaml: languages)")
    parser.add_argument("--out", metavar="FILE", help="file to write (form_<cluster>_<year>.xlsx)")
    parser.add_argument("--release", metavar="N", help="release to read, instead of the newest")


def form_load(parser: ArgumentParser) -> None:
    """The filled form, and what becomes of it."""
    parser.add_argument("file", metavar="FILE", help="a filled form, .xlsx")
    parser.add_argument("--data", metavar="DIR", nargs="+", help="data folders (config.yaml: data); the first takes the figures")
    parser.add_argument("--dry", action="store_true", help="judge and tell, write no figures")
    parser.add_argument("--replace", action="store_true", help="replace the figures of an earlier form of the same year")
    parser.add_argument("--marked", metavar="FILE", help="where the copy with marked cells goes (<file>_marked.xlsx)")


def inspect(parser: ArgumentParser) -> None:
    """The foreign file, and what is done with it."""
    parser.add_argument("file", metavar="FILE", help="a CSV, TSV, XLSX or JSON file")
    parser.add_argument("--recipe", metavar="FILE", help="read it by this recipe, instead of guessing one")
    parser.add_argument("--sheet", help="the sheet of a workbook")
    parser.add_argument("--out", metavar="FILE", help="write the recipe there, to be corrected and given back with --recipe")
    parser.add_argument("--save", action="store_true", help="put recipe and file into the data folder, where nothing is wrong")
    parser.add_argument("--data", metavar="DIR", nargs="+", help="data folders whose names are known (config.yaml: data)")


def schemas(parser: ArgumentParser) -> None:
    """Nothing: they have one place."""


def _database(parser: ArgumentParser) -> None:
    parser.add_argument("--database", metavar="URL", help="address of the database (config.yaml: database)")


def _data(parser: ArgumentParser) -> None:
    parser.add_argument("--data", metavar="DIR", nargs="+", help="data folders (config.yaml: data)")
