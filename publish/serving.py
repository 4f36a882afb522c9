"""The server's processes: one that serves here, or several workers behind one address."""

import argparse
import gc
import json
import os
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager

SERVED = "ATLAS_SERVED"
"""What `serve` tells each of several workers: the database and the folders of its arguments."""

MOST_WORKERS = 64
PATIENCE_S = 60
"""How long a worker may take to start or to answer its supervisor; by 5 a busy machine starts them over and over."""


class UsageError(ValueError):
    """Something on the command line or in the environment that cannot be used, and what to write instead."""


def port(given: str) -> int:
    """A port number; 0 asks the system for a free one."""
    if not given.isdecimal() or int(given) > 65_535:
        raise UsageError(f"PORT is {given}; write a number from 1 to 65535, such as 8050")
    return int(given)


def workers(given: str) -> int:
    """How many processes serve."""
    if not given.isdecimal() or not 1 <= int(given) <= MOST_WORKERS:
        raise argparse.ArgumentTypeError(f"{given} is no number of workers; write one from 1 to {MOST_WORKERS}, such as 2")
    return int(given)


def free(host: str, port: int) -> None:
    """Refuse a port that is taken, before anything is said of serving there."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise UsageError(f"{host}:{port} cannot be used ({error.strerror}); set PORT to another number, such as {port + 1}") from None


@contextmanager
def lasting() -> Iterator[None]:
    """For what is made once and stays: the collector of garbage waits meanwhile, and never looks through it again. There are
    some hundred thousand objects of libraries and hardly any garbage; looking through them takes a tenth of a second each time."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def serve(make: Callable, host: str, port: int, workers: int, folder: str, served: dict) -> None:
    """Serve until told to stop. `make` makes the server; several workers call `app.served` in `folder`, which reads `given`."""
    import uvicorn
    listening = {"host": host, "port": port, "log_level": "warning"}
    if workers == 1:
        uvicorn.run(make(), **listening)
    else:
        os.environ[SERVED] = json.dumps(served)
        uvicorn.run("app:served", factory=True, app_dir=folder, workers=workers, timeout_worker_healthcheck=PATIENCE_S, **listening)


def given() -> dict:
    """What `serve` told this worker."""
    return json.loads(os.environ[SERVED])
