"""The API: figures with everything that belongs to them, as JSON and CSV, read-only, for tools."""

from publish.api.door import routes
from publish.api.sheet import as_csv

__all__ = ["as_csv", "routes"]
