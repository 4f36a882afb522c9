"""Cluster Atlas: the composition root and the command line.

The only file that knows every layer. `python app.py --help` lists the commands.
"""

import argparse
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from layouts import site
from layouts.visitor import Visitor
from layouts.words import Words
from loaders import decks, gather, read, run, schemas, store
from loaders.imports.registers import Registers
from loaders.problem import Refused
from metrics import query
from publish import api, caching, server, serving
from publish.assistant import door as assistant
from publish.cite import routes as citing
from publish.downloads import routes as downloads
from publish.embeds import routes as embeds
from publish.forms import command as forms
from publish.forms import routes as form_routes
from publish.forms.years import FormError
from publish.pictures import routes as pictures
from publish.slides import command, routes, stock
from publish.standards import command as bundle_command
from publish.standards import routes as bundle_routes
from publish.uploads import command as inspect_command
from publish.uploads import routes as uploads
from publish.uploads.desk import Desk
from publish.uploads.waiting import Waiting

HERE = Path(__file__).parent
WINGS = ("data", "loaders", "metrics", "layouts", "publish")


def settings() -> dict:
    """config.yaml, with DATABASE_URL, HOST and PORT of the environment on top."""
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
    tables = run.languages(folders, config["languages"])
    config = {**config, "desk": _desk(config, engine, folders)}
    visitor = Visitor(engine, config, tables, run.outlines(folders), stock.shelf(folders), _program(config, tables))
    bare = server.bare()
    api.routes(bare, visitor.visit, lambda: visitor.release("") is not None)
    assistant.routes(bare, visitor.visit, config["assistant"])
    routes.routes(bare, visitor.visit)
    pictures.routes(bare, visitor.visit)
    downloads.routes(bare, visitor.visit)
    bundle_routes.routes(bare, visitor.visit)
    form_routes.routes(bare, visitor.visit)
    embeds.routes(bare, visitor.visit)
    citing.routes(bare, visitor.visit)
    dash_app = site.build(visitor.visit, bare, str(HERE / "layouts" / "assets"), config["brand"]["name"]["en"])
    uploads.routes(bare, config["desk"])
    server.complete(bare, dash_app.csp_hashes(), visitor.exists, visitor.health, visitor.state)
    return bare


def _desk(config: dict, engine, folders: list[Path]) -> Desk:
    """Where editors bring files; off without a token."""
    waiting = Waiting(Path(config["imports"]["uploads"]), config["limits"]["import_megabytes"] * 1_000_000)
    own = Path(config["imports"]["folder"])
    folder = own if own.resolve() in {given.resolve() for given in folders} else folders[0]
    address = engine.url.render_as_string(hide_password=False)
    return Desk(config["editor_token"], folder, tuple(folders), address, waiting)


def _program(config: dict, tables: dict) -> str:
    """What the answers depend on beside the release: our own files, the words, and the settings that show."""
    own = [path for wing in WINGS for path in (HERE / wing).rglob("*") if path.suffix in (".py", ".css", ".js", ".geojson")]
    shown = {name: config[name] for name in ("brand", "languages", "limits", "address")}
    return caching.fingerprint(own, repr(tables), repr(shown))


def load(arguments, config: dict) -> int:
    """Load the data folders, or a bundle, into the database: one release, or none and every problem."""
    if arguments.bundle and not arguments.bundle.endswith(".zip"):
        raise serving.UsageError(f"--bundle is {arguments.bundle}; name a file that `app.py bundle` wrote, which ends in .zip")
    folders = [Path(arguments.bundle)] if arguments.bundle else _folders(arguments, config)
    outcome = run.load(folders, arguments.database or config["database"], progress=_say)
    return _report(outcome)


def check(arguments, config: dict) -> int:
    """Check the data without storing anything."""
    folders = [Path(p) for p in arguments.path] or _folders(arguments, config)
    return _report(run.check(folders))


def serve(arguments, config: dict) -> int:
    """Load what has changed, then serve the pages."""
    folders = _folders(arguments, config)
    address = arguments.database or config["database"]
    if not arguments.no_load and _report(run.load(folders, address, progress=_say)):
        return 1
    engine = store.engine(address)
    if query.newest(engine) is None:
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
    given = serving.given()
    return site_of(settings(), store.engine(given["database"]), list(map(Path, given["folders"])))


def slides(arguments, config: dict) -> int:
    """Write the slides of a deck as a file, list the decks, or tell what changed in one."""
    folders, address = _deck_folders(arguments, config), _deck_database(arguments, config)
    if arguments.data or query.newest(store.engine(address)) is None:
        outcome = run.load(folders, address)
        if outcome.problems:
            return _report(outcome)
    visitor = Visitor(store.engine(address), config, run.languages(folders, config["languages"]), run.outlines(folders))
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
    engine = store.engine(arguments.database or config["database"])
    visitor = Visitor(engine, config, run.languages(_folders(arguments, config), config["languages"]), {})
    return _say(bundle_command.run(visitor, arguments)) or 0


def _deck_folders(arguments, config: dict) -> list[Path]:
    """The data folders of config.yaml, and those that are not public yet, each once."""
    wanted = [*(HERE / folder for folder in config["data"]), *map(Path, arguments.data or ())]
    return list({folder.resolve(): folder for folder in wanted}.values())


def _deck_database(arguments, config: dict) -> str:
    """The database; figures that are not public yet are loaded beside it, so that no page shows them."""
    return arguments.database or (f"sqlite:///{HERE / 'build' / 'drafts.sqlite'}" if arguments.data else config["database"])


def inspect(arguments, config: dict) -> int:
    """Look at a foreign table: what was understood, what it would state, the recipe for it."""
    folders = _folders(arguments, config)
    say = Words("en", run.languages([HERE / "data"], ["en"]))  # the program's own words, whatever folder is looked at
    registers = Registers.of(gather.gather(folders))
    told, code = inspect_command.run(inspect_command.Wanted.of(arguments), registers, say, Path(config["imports"]["folder"]))
    _say("\n".join(told))
    return code


def form(arguments, config: dict) -> int:
    """Write the yearly form of a cluster: last figures beside empty cells."""
    folders, address = _folders(arguments, config), arguments.database or config["database"]
    if query.newest(store.engine(address)) is None and _report(run.load(folders, address)):
        return 1
    visitor = Visitor(store.engine(address), config, run.languages(folders, config["languages"]), {})
    return _say("\n".join(forms.write(visitor, arguments))) or 0


def form_load(arguments, config: dict) -> int:
    """Read a filled form into the data folder, or mark the cells that cannot be taken."""
    folders = _folders(arguments, config)
    loaded = forms.load(arguments, folders, run.languages(folders, config["languages"]), datetime.now(UTC).date())
    for line, stream in [*((line, sys.stdout) for line in loaded.said), *((line, sys.stderr) for line in loaded.wrong)]:
        print(line, file=stream, flush=True)
    return 1 if loaded.wrong else 0


def releases(arguments, config: dict) -> int:
    """List the releases, newest first."""
    for release in query.releases(store.engine(arguments.database or config["database"])):
        print(f"{release.number:>5}  {release.short}  {release.made}  {release.statements} statements")
    return 0


def write_schemas(arguments, config: dict) -> int:
    """Write the JSON Schemas that help an editor while typing."""
    for path in schemas.write(HERE / "data" / "schemas"):
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

    def command_of(name: str, does) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=does.__doc__.splitlines()[0], description=does.__doc__)
        added.set_defaults(does=does)
        return added

    for name, does in (("load", load), ("serve", serve), ("releases", releases)):
        added = command_of(name, does)
        added.add_argument("--database", metavar="URL", help="address of the database (config.yaml: database)")
        if name != "releases":
            added.add_argument("--data", metavar="DIR", nargs="+", help="data folders (config.yaml: data)")
        if name == "load":
            added.add_argument("--bundle", metavar="FILE", help="a bundle to load instead of data folders")
        if name == "serve":
            added.add_argument("--host", help="address to listen on (config.yaml: host)")
            added.add_argument("--port", type=int, help="port to listen on (config.yaml: port)")
            added.add_argument("--workers", type=serving.workers, help="processes that serve (config.yaml: workers)")
            added.add_argument("--no-load", action="store_true", help="serve what is stored, do not load first")
    for name, does, options in (("slides", slides, command.arguments), ("bundle", bundle, bundle_command.arguments),
                                ("form", form, forms.arguments)):
        made = command_of(name, does)
        made.add_argument("--database", metavar="URL", help="address of the database (config.yaml: database)")
        options(made)
    inspect_command.arguments(command_of("inspect", inspect))
    forms.load_arguments(command_of("form-load", form_load))
    command_of("check", check).add_argument("path", nargs="*", metavar="PATH", help="data folders (config.yaml: data)")
    command_of("schemas", write_schemas)
    return parser


def main(given: list[str] | None = None) -> int:
    """Run one command; returns its exit code."""
    arguments = _parser().parse_args(given)
    try:
        return arguments.does(arguments, settings())
    except (store.StoreError, Refused, serving.UsageError, command.SlidesError, bundle_command.BundleError, inspect_command.InspectError,
            FormError) as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
