"""Asks a server without a network, in a thread of its own: where a browser is driven in the same process, its loop is running."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import httpx
from fastapi import FastAPI


def ask(server: FastAPI, path: str, method: str = "GET", *, host: str = "atlas", heads: dict[str, str] | None = None,
        **sent) -> httpx.Response:
    """The response to one request; names of `heads` may have underscores for dashes."""
    async def asked() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(server), base_url=f"http://{host}") as client:
            named = {name.replace("_", "-"): text for name, text in (heads or {}).items()}
            return await client.request(method, path, headers=named, **sent)

    with ThreadPoolExecutor(1) as apart:
        return apart.submit(asyncio.run, asked()).result()
