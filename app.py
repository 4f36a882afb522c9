"""Cluster Atlas: the composition root and the command line.

The only file that knows every layer. `python app.py --help` lists the commands; each imports the rooms it needs when it is called.
"""

import argparse
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from publish import options, serving

HERE = Path(__file__).parent
WINGS = ("data", "loaders", "metrics", "layouts", "publish")


def settings() -> dict:
    """config.yaml, with DATABASE_URL, HOST and PORT of the environment on top."""
    from loaders import read
    config = read.settings(HERE / "config.yaml")
    config["database"] = os.environ.get("DATABASE_URL") or _beside(config["database"])
    config["brand"]["picture"] = read.picture(HERE / config["brand"]["logo"]) if config["brand"]["logo"] else b""
    config["editor_token"] = os.environ.get("ATLAS_EDITOR_TOKEN", "")
    config["data_folder"] = str(HERE / config["data"][0])
    config["imports"] = {"folder": str(HERE / (config["imports"]["folder"] or config["data"][0])),
                         "uploads": str(HERE / config["imports"]["uploads"])}
    config["host"] = os.environ.get("HOST") or config["host"]
    config["port"] = serving.port(os.environ.get("PORT") or str(config["port"]))
    return config


def _beside(address: str) -> str:
    """A database file named in config.yaml lies beside it, wherever the command is called from."""
    kind, slashes, path = address.partition(":///")
    return f"{kind}{slashes}{HERE / path}" if kind == "sqlite" and path and path != ":memory:" else address


def site_of(config: dict, engine, folders: list[Path]):
    """The server with its pages, over one database."""
    with serving.lasting():
        return _site(config, engine, folders)


def _site(config: dict, engine, folders: list[Path]):
    from layouts import site
    from layouts.visitor import Visitor
    from loaders import beside
    from publish import rooms, server
    from publish.slides import stock
    from publish.uploads import desk

    tables = beside.languages(folders, config["languages"])
    config = {**config, "desk": desk.of(config, engine.url.render_as_string(hide_password=False), folders)}
    visitor = Visitor(engine, config, tables, beside.outlines(folders), stock.shelf(folders), _program(config, tables))
    bare = server.bare()
    rooms.routes(bare, visitor)
    dash_app = site.build(visitor.visit, bare, str(HERE / "layouts" / "assets"), config["brand"]["name"]["en"])
    server.complete(bare, dash_app.csp_hashes(), visitor.exists, visitor.health, visitor.state)
    return bare


def _program(config: dict, tables: dict) -> str:
    """What the answers depend on beside the release: our own files, the words, and the settings that show."""
    from publish import caching
    own = [path for wing in WINGS for path in (HERE / wing).rglob("*") if path.suffix in (".py", ".css", ".js", ".geojson")]
    shown = {name: config[name] for name in ("brand", "languages", "limits", "address")}
    return caching.fingerprint(own, repr(tables), repr(shown))


def load(arguments, config: dict) -> int:
    """Load the data folders, or a bundle, into the database: one release, or none and every problem."""
    if arguments.bundle and not arguments.bundle.endswith(".zip"):
        raise serving.UsageError(f"--bundle is {arguments.bundle}; name a file that `app.py bundle` wrote, which ends in .zip")
    folders = [Path(arguments.bundle)] if arguments.bundle else _folders(arguments, config)
    return _report(_loaded(folders, arguments.database or config["database"]))


def _loaded(folders: list[Path], address: str):
    from loaders import run
    return run.load(folders, address, progress=_say)


def check(arguments, config: dict) -> int:
    """Check the data without storing anything."""
    from loaders import run
    return _report(run.check([Path(p) for p in arguments.path] or _folders(arguments, config)))


def serve(arguments, config: dict) -> int:
    """Load what has changed, then serve the pages."""
    from loaders import databases, unchanged
    from metrics.releases import newest
    folders, address = _folders(arguments, config), arguments.database or config["database"]
    if not arguments.no_load and _report(unchanged.outcome(folders, address) or _loaded(folders, address)):
        return 1
    engine = databases.engine(address)
    if newest(engine) is None:
        print("The database holds no release yet; run `python app.py load` first.", file=sys.stderr)
        return 1
    host, port = arguments.host or config["host"], arguments.port or config["port"]
    serving.free(host, port)
    print(f"Cluster Atlas is at http://{host}:{port}  (stop with Ctrl+C)", flush=True)
    serving.serve(lambda: site_of(config, engine, folders), host, port, arguments.workers or config["workers"], str(HERE),
                  {"database": address, "folders": [str(folder.resolve()) for folder in folders]})
    return 0


def served():
    """The server of one worker of several; workers share the database and nothing else."""
    from loaders import databases
    given = serving.given()
    return site_of(settings(), databases.engine(given["database"]), list(map(Path, given["folders"])))


def slides(arguments, config: dict) -> int:
    """Write the slides of a deck as a file, list the decks, or tell what changed in one."""
    from loaders import beside, databases, decks, run
    from metrics.query import newest
    from publish.slides import command
    folders, address = _deck_folders(arguments, config), _deck_database(arguments, config)
    if arguments.data or newest(databases.engine(address)) is None:
        outcome = run.load(folders, address)
        if outcome.problems:
            return _report(outcome)
    visitor = _visitor(config, address, folders, beside.outlines(folders))
    found = decks.read(folders, command.known(visitor.visit("/slides", {})))
    for problem in found.problems:
        print(problem, file=sys.stderr)
    if arguments.list:
        return _say("\n".join(command.listed(visitor, found.by_id, arguments.language or ""))) or 0
    for line in command.run(visitor, found.by_id, arguments):
        _say(line)
    return 0


def bundle(arguments, config: dict) -> int:
    """Write everything of a release as one file, in the forms that tools read."""
    from publish.standards import command
    visitor = _visitor(config, arguments.database or config["database"], _folders(arguments, config))
    return _say(command.run(visitor, arguments)) or 0


def _visitor(config: dict, address: str, folders: list[Path], outlines: dict | None = None):
    """What reads a database for a command."""
    from layouts.visitor import Visitor
    from loaders import beside, databases
    return Visitor(databases.engine(address), config, beside.languages(folders, config["languages"]), outlines or {})


def _deck_folders(arguments, config: dict) -> list[Path]:
    """The data folders of config.yaml, and those that are not public yet, each once."""
    wanted = [*(HERE / folder for folder in config["data"]), *map(Path, arguments.data or ())]
    return list({folder.resolve(): folder for folder in wanted}.values())


def _deck_database(arguments, config: dict) -> str:
    """The database; figures that are not public yet are loaded beside it, so that no page shows them."""
    return arguments.database or (f"sqlite:///{HERE / 'build' / 'drafts.sqlite'}" if arguments.data else config["database"])


def inspect(arguments, config: dict) -> int:
    """Look at a foreign table: what was understood, what it would state, the recipe for it."""
    from layouts.words import Words
    from loaders import beside, gather
    from loaders.imports.registers import Registers
    from publish.uploads import command
    say = Words("en", beside.languages([HERE / "data"], ["en"]))  # the program's own words, whatever folder is looked at
    registers = Registers.of(gather.gather(_folders(arguments, config)))
    told, code = command.run(command.Wanted.of(arguments), registers, say, Path(config["imports"]["folder"]))
    _say("\n".join(told))
    return code


def form(arguments, config: dict) -> int:
    """Write the yearly form of a cluster: last figures beside empty cells."""
    from loaders import databases, run
    from metrics.query import newest
    from publish.forms import command
    folders, address = _folders(arguments, config), arguments.database or config["database"]
    if newest(databases.engine(address)) is None and _report(run.load(folders, address)):
        return 1
    return _say("\n".join(command.write(_visitor(config, address, folders), arguments))) or 0


def form_load(arguments, config: dict) -> int:
    """Read a filled form into the data folder, or mark the cells that cannot be taken."""
    from loaders import beside
    from publish.forms import command
    folders = _folders(arguments, config)
    loaded = command.load(arguments, folders, beside.languages(folders, config["languages"]), datetime.now(UTC).date())
    for line, stream in [*((line, sys.stdout) for line in loaded.said), *((line, sys.stderr) for line in loaded.wrong)]:
        print(line, file=stream, flush=True)
    return 1 if loaded.wrong else 0


def releases(arguments, config: dict) -> int:
    """List the releases, newest first."""
    from loaders import databases
    from metrics import query
    for release in query.releases(databases.engine(arguments.database or config["database"])):
        print(f"{release.number:>5}  {release.short}  {release.made}  {release.statements} statements")
    return 0


def schemas(arguments, config: dict) -> int:
    """Write the JSON Schemas that help an editor while typing."""
    from loaders.schemas import write
    for path in write(HERE / "data" / "schemas"):
        print(path.relative_to(HERE))
    return 0


def _folders(arguments, config: dict) -> list[Path]:
    given = getattr(arguments, "data", None)
    return [Path(folder) for folder in given] if given else [HERE / folder for folder in config["data"]]


def _say(line: str) -> None:
    print(line, flush=True)


def _report(outcome) -> int:
    """Print what a load or a check came to; 1 where there were problems."""
    for problem in outcome.problems:
        print(problem, file=sys.stderr)
    print(outcome.summary, flush=True)
    return 1 if outcome.problems else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="app.py", description="Cluster Atlas: figures of IT clusters with what was said of them.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="command")
    for does, takes in ((load, options.load), (serve, options.serve), (releases, options.releases), (slides, options.slides),
                        (bundle, options.bundle), (form, options.form), (inspect, options.inspect), (form_load, options.form_load),
                        (check, options.check), (schemas, options.schemas)):
        added = commands.add_parser(does.__name__.replace("_", "-"), help=does.__doc__.splitlines()[0], description=does.__doc__)
        added.set_defaults(does=does)
        takes(added)
    return parser


def _told() -> tuple[type[Exception], ...]:
    """What a person can mend, and is told in a line; asked for only where something has failed."""
    from loaders.databases import StoreError
    from loaders.problem import Refused
    from publish.forms.years import FormError
    from publish.slides.command import SlidesError
    from publish.standards.command import BundleError
    from publish.uploads.command import InspectError
    return StoreError, Refused, serving.UsageError, SlidesError, BundleError, InspectError, FormError


def main(given: list[str] | None = None) -> int:
    """Run one command; returns its exit code."""
    arguments = _parser().parse_args(given)
    try:
        return arguments.does(arguments, settings())
    except KeyboardInterrupt:
        return 130
    except _told() as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
