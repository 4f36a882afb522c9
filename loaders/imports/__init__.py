"""Foreign tables to checked statements, by recipes in data/imports/: what the load, the command line and the Import page use."""

from loaders.imports.changes import Changes, changes
from loaders.imports.files import File
from loaders.imports.gathered import foreign, gather, recipe
from loaders.imports.preview import Preview, preview
from loaders.imports.registers import Registers

__all__ = ["Changes", "File", "Preview", "Registers", "changes", "foreign", "gather", "preview", "recipe"]
