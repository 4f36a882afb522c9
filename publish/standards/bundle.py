"""The bundle: everything of a release in the forms that tools read, as one ZIP file. Pure.

It depends on nothing but what the release holds, its name and the words of its languages: the same content gives the same
bytes, whoever makes it and when.
"""

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping

from loaders.bundle_files import PACKAGE, SUMS
from publish.standards import citation, csvw_metadata, data_package, json_ld, json_stat, licences, readme, sdmx_csv, sdmx_structure
from publish.standards.contents import Contents
from publish.standards.tables import tables

BEGINNING = (1980, 1, 1, 0, 0, 0)
"""The time of every member, the first that a ZIP file can say."""

UNIX = 3
READABLE = 0o100644 << 16


def files(contents: Contents) -> dict[str, bytes]:
    """Every file of the bundle by its path."""
    own = [*tables(contents), licences.table(contents)]
    made = {table.path: table.bytes for table in own}
    forms = {"sdmx/observations.csv": sdmx_csv.write(contents).encode(),
             "sdmx/observations.sdmx-csv-1.0.csv": sdmx_csv.write_first(contents).encode(),
             "sdmx/structure.json": _json(sdmx_structure.write(contents)),
             **{path: _json(dataset) for path, dataset in json_stat.write(contents).items()}}
    beside = [path for path in forms if not path.startswith(json_stat.FOLDER) or path.endswith("collection.json")]
    made |= forms
    made[PACKAGE] = _json(data_package.write(contents, own, beside))
    made[csvw_metadata.PATH] = _json(csvw_metadata.write(contents, own))
    made[json_ld.PATH] = _json(json_ld.write(contents, [table.path for table in own] + beside))
    made[citation.PATH] = citation.write(contents).encode()
    made |= {readme.path(language): readme.write(contents, language, own).encode() for language in contents.words}
    return made | {SUMS: sums(made)}


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()


def sums(made: Mapping[str, bytes]) -> bytes:
    """The checksum of every file, as sha256sum reads it."""
    return "".join(f"{hashlib.sha256(made[path]).hexdigest()}  {path}\n" for path in sorted(made)).encode()


def zipped(made: Mapping[str, bytes]) -> bytes:
    """Files as a ZIP file: sorted, without times, rights or anything else of the machine."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for path in sorted(made):
            entry = zipfile.ZipInfo(path, BEGINNING)
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, UNIX, READABLE
            archive.writestr(entry, made[path])
    return out.getvalue()


def write(contents: Contents) -> bytes:
    """The bundle of a release."""
    return zipped(files(contents))
