"""Every room that answers at addresses of its own, beside the pages."""

from fastapi import FastAPI

from layouts.visitor import Visitor
from publish import api
from publish.assistant import door as assistant
from publish.cite import routes as citing
from publish.downloads import routes as downloads
from publish.embeds import routes as embeds
from publish.forms import routes as forms
from publish.pictures import routes as pictures
from publish.slides import routes as slides
from publish.standards import routes as bundles
from publish.uploads import routes as uploads


def routes(server: FastAPI, visitor: Visitor) -> None:
    """Add their addresses to the server, before the pages take all that is left."""
    api.routes(server, visitor.visit, lambda: visitor.release("") is not None)
    assistant.routes(server, visitor.visit, visitor.settings["assistant"])
    for room in (slides, pictures, downloads, bundles, forms, embeds, citing):
        room.routes(server, visitor.visit)
    uploads.routes(server, visitor.settings["desk"])
