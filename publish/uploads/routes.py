"""The upload of a file: PUT /imports/upload with the bytes as they are, and the editor's token in a header.

Nothing is kept before the token is checked, nothing more is read than the server takes, and an upload that stops half-way
leaves nothing. No cookie is used, so that another site's page has nothing to send along.
"""

from urllib.parse import unquote

from fastapi import FastAPI, Request
from fastapi.responses import FileResponse, JSONResponse, Response
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect

from publish.problems import problem
from publish.uploads.desk import Desk
from publish.uploads.waiting import KINDS, Full, TooLarge, Upload

UPLOAD, FILES = "/imports/upload", "/imports/files/"
KEPT = {"cache-control": "no-store"}
BEARER = "bearer "
PIECE = 1 << 20


def routes(server: FastAPI, desk: Desk) -> None:
    """Add the upload to the server; without a token in the environment it is not there."""
    @server.get(FILES + "{name}")
    def file(name: str, request: Request) -> Response:
        path = desk.waiting.path(name)
        missing = problem(404, "No such file", "No file of this name waits here; upload it again.")
        return refused(request, desk) or (FileResponse(path, filename=name, headers=KEPT) if path else missing)

    @server.put(UPLOAD)
    async def upload(request: Request) -> Response:
        if answer := refused(request, desk):
            return answer
        kind = request.query_params.get("kind", "")
        if kind not in KINDS:
            return problem(400, "No such kind", f"kind is {kind[:20]}; write one of {', '.join(KINDS)}.")
        return await taken(request, desk, kind)


def refused(request: Request, desk: Desk) -> Response | None:
    """Why a call has no right; None where it has."""
    if not desk.offered:
        return problem(404, "No uploads", "This server takes no files; set ATLAS_EDITOR_TOKEN to let editors bring them.")
    if not desk.admits(token_of(request.headers.get("authorization", ""))):
        return problem(401, "No right", "The token is not that of the editors; nothing was done.")
    return None


def token_of(header: str) -> str:
    """The token of an Authorization header, its letters beyond ASCII with percent signs; empty where there is none."""
    return unquote(header[len(BEARER):].strip()) if header[: len(BEARER)].casefold() == BEARER else ""


async def taken(request: Request, desk: Desk, kind: str) -> Response:
    """Take the bytes as they come; a file that is too large or is broken off is not kept."""
    announced = request.headers.get("content-length", "")
    if announced.isdigit() and int(announced) > desk.waiting.most_bytes:
        return _too_large(desk)
    try:
        upload = await run_in_threadpool(desk.waiting.begin)
    except Full:
        return problem(507, "No room", "Too many files wait here already; try again tomorrow, or publish what waits.")
    except OSError:
        return problem(507, "No room", "The folder of uploads cannot be written; set imports.uploads in config.yaml.")
    try:
        await _fill(request, upload)
    except TooLarge:
        return _too_large(desk)
    except BaseException as error:
        upload.drop()
        if isinstance(error, (ClientDisconnect, OSError)):
            return problem(400, "Broken off", "The upload stopped half-way; nothing was kept.")
        raise
    if not upload.size:
        upload.drop()
        return problem(400, "Empty", "The file is empty; bring the whole file.")
    return JSONResponse({"name": await run_in_threadpool(upload.keep, kind), "bytes": upload.size}, status_code=201)


async def _fill(request: Request, upload: Upload) -> None:
    """Write in pieces of a size that suits a disk, off the loop that serves the others."""
    held = bytearray()
    async for piece in request.stream():
        held += piece
        if len(held) >= PIECE:
            await run_in_threadpool(upload.add, bytes(held))
            held.clear()
    if held:
        await run_in_threadpool(upload.add, bytes(held))


def _too_large(desk: Desk) -> Response:
    return problem(413, "Too large", f"The file is over {desk.waiting.most_bytes // 1_000_000} MB, which this server takes; "
                                     "raise limits.import_megabytes in config.yaml, or split it.")
