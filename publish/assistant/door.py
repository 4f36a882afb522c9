"""The Model Context Protocol over HTTP, as little of it as four questions need: no session, no stream, no state.

A message is a JSON object of JSON-RPC 2.0 by POST; the answer is JSON. Nothing but the questions can be reached here.
"""

import json
from collections.abc import Mapping

from fastapi import FastAPI
from fastapi.responses import JSONResponse, Response
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.routing import Mount, Route

from layouts.visit import Visit
from publish.api.asked import VisitOf
from publish.assistant import questions
from publish.problems import problem

PATH = "/mcp"
VERSIONS = ("2025-11-25", "2025-06-18", "2025-03-26")
"""Versions of the protocol that are spoken, the newest first."""

LARGEST_BYTES = 64_000
NOT_JSON, NO_REQUEST, NO_METHOD, WRONG_PARAMETERS = -32700, -32600, -32601, -32602


class Unanswerable(ValueError):
    """A message that the protocol does not have; `code` as JSON-RPC has it."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code = code


def routes(server: FastAPI, visit_of: VisitOf, opened: bool) -> None:
    """Add the door. Where it is not opened, nothing is there."""
    server.router.routes.extend([Route(PATH, _Door(visit_of, opened)), Mount(PATH, _Door(visit_of, False))])


class _Door:
    """What answers at the address, whatever the method is."""

    def __init__(self, visit_of: VisitOf, opened: bool) -> None:
        self.visit_of, self.opened = visit_of, opened

    async def __call__(self, scope, receive, send) -> None:
        response = await _answered(self.visit_of, Request(scope, receive)) if self.opened else problem(404)
        await response(scope, receive, send)


async def _answered(visit_of: VisitOf, request: Request) -> Response:
    """The response to a request: 202 for a message that wants none, a problem for what is no message."""
    if request.method != "POST":
        return problem(405, detail="Messages come by POST.", heads={"allow": "POST"})
    if not _own(request.headers):
        return problem(403, detail="This is asked by a page of another origin; an assistant asks by itself.")
    if request.headers.get("mcp-protocol-version", VERSIONS[0]) not in VERSIONS:
        return problem(400, detail=f"MCP-Protocol-Version is not spoken here; write one of {', '.join(VERSIONS)}.")
    if not request.headers.get("content-type", "").startswith("application/json"):
        return problem(415, detail="A message is application/json.")
    body = await _body(request)
    if body is None:
        return problem(413, detail=f"A message is {LARGEST_BYTES} bytes at most.")
    told = await run_in_threadpool(reply, visit_of, body)
    return Response(status_code=202) if told is None else JSONResponse(told, headers={"cache-control": "no-store"})


def _own(heads: Mapping[str, str]) -> bool:
    """Whether a request comes from no page at all, or from one of this site: another page must not reach a server of its reader."""
    origin = heads.get("origin", "")
    return not origin or origin.partition("://")[2] == heads.get("host")


async def _body(request: Request) -> bytes | None:
    """The body; None where it is too large."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > LARGEST_BYTES:
            return None
    return body


def reply(visit_of: VisitOf, body: bytes) -> dict | None:
    """The answer to a message; None where it wants none."""
    message: object = None
    try:
        message = _message(body)
        if "id" not in message:
            return None
        return {"jsonrpc": "2.0", "id": message["id"], "result": result(visit_of, message["method"], message.get("params") or {})}
    except Unanswerable as why:
        named = message.get("id") if isinstance(message, dict) else None
        return {"jsonrpc": "2.0", "id": named, "error": {"code": why.code, "message": str(why)}}


def _message(body: bytes) -> dict:
    """A request or notification of JSON-RPC 2.0."""
    try:
        message = json.loads(body)
    except (ValueError, RecursionError):
        raise Unanswerable(NOT_JSON, "This is no JSON.") from None
    if not isinstance(message, dict) or message.get("jsonrpc") != "2.0" or not isinstance(message.get("method"), str):
        raise Unanswerable(NO_REQUEST, "A message is one JSON object with jsonrpc 2.0 and a method.")
    if "id" in message and (not isinstance(message["id"], (str, int)) or isinstance(message["id"], bool)):
        raise Unanswerable(NO_REQUEST, "The id of a request is a text or a whole number.")
    if not isinstance(message.get("params") or {}, dict):
        raise Unanswerable(WRONG_PARAMETERS, "params is a JSON object.")
    return message


def result(visit_of: VisitOf, method: str, params: Mapping) -> dict:
    """What a method gives; Unanswerable for one that there is not."""
    if method == "initialize":
        return _hello(visit_of(PATH, {}), params)
    if method == "ping":
        return {}
    if method == "tools/list":
        return {"tools": questions.listed(visit_of(PATH, {}))}
    if method == "tools/call":
        return _called(visit_of, params)
    raise Unanswerable(NO_METHOD, "There is no such method here; there are initialize, ping, tools/list and tools/call.")


def _hello(visit: Visit, params: Mapping) -> dict:
    words, wanted = visit.words, params.get("protocolVersion")
    return {
        "protocolVersion": wanted if wanted in VERSIONS else VERSIONS[0], "capabilities": {"tools": {"listChanged": False}},
        "serverInfo": {"name": "cluster-atlas", "title": words.text(visit.settings["brand"]["name"]), "version": visit.program or "1"},
        "instructions": words("assistant.instructions"),
    }


def _called(visit_of: VisitOf, params: Mapping) -> dict:
    name, given = params.get("name"), params.get("arguments") or {}
    if not isinstance(name, str) or name not in questions.QUESTIONS:
        raise Unanswerable(WRONG_PARAMETERS, f"There is no such question; there are {', '.join(questions.QUESTIONS)}.")
    if not isinstance(given, dict):
        raise Unanswerable(WRONG_PARAMETERS, "arguments is a JSON object.")
    return questions.answer(visit_of, questions.QUESTIONS[name], given)
