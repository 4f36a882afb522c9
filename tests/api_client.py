"""The API over the shipped data without a process of its own: what each address answers."""

from functools import cache

import httpx
import in_process
import shipped
from fastapi import FastAPI

from publish import api

ROOT = "/api/v1"


@cache
def server() -> FastAPI:
    """The API alone, over the two releases of the shipped data."""
    bare = FastAPI(openapi_url=None)
    api.routes(bare, lambda path, choices: shipped.visit(path, **choices), lambda: True)
    return bare


def ask(address: str, method: str = "GET", **heads: str) -> httpx.Response:
    """The response to an address under the root."""
    return in_process.ask(server(), ROOT + address, method, heads=heads)


def told(address: str) -> dict:
    """The JSON of an answer that must be right."""
    answer = ask(address)
    assert answer.status_code == 200, answer.text
    return answer.json()
