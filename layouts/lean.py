"""What Dash brings along and a server of pages does without: a tenth of what one worker would hold."""

from dash.backends import get_backend
from dash.development.base_component import Component
from fastapi import FastAPI


def backend(server: FastAPI) -> type:
    """The backend of Dash over a server that is there already. Given the server itself, Dash imports Flask to see what it is."""
    return type("Own", (get_backend("fastapi"),), {"create_app": staticmethod(lambda *_given, **_named: server)})


def forget_help() -> None:
    """Components say at length what each of their properties is for: three million letters, which nobody reads here."""
    for kind in Component.__subclasses__():
        kind.__doc__ = None
