"""A language server as an editor drives it: messages over standard input and output."""

from __future__ import annotations

import json
import queue
import subprocess
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Any, NamedTuple

import pytest

PATIENCE = 60
"""Seconds before a silent server fails the test; it answers in a fraction of one."""


class Opened(NamedTuple):
    """A file that is open in the editor."""

    uri: str
    problems: list[dict[str, Any]]


class Editor:
    """What an editor knows: a folder, its settings, and the documents that are open."""

    def __init__(self, command: list[str], folder: Path, settings: Mapping[str, Any]) -> None:
        self._settings = settings
        self._folder = folder
        self._count = 0
        self._asked = False
        self._received: queue.Queue[dict[str, Any]] = queue.Queue()
        self._diagnostics: dict[str, list[dict[str, Any]]] = {}
        self._process = subprocess.Popen(
            command, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self._reader = threading.Thread(target=self._read)
        self._reader.start()
        root = {"uri": folder.as_uri(), "name": folder.name}
        capabilities = {
            "workspace": {"configuration": True, "workspaceFolders": True},
            "textDocument": {
                "completion": {"completionItem": {"documentationFormat": ["markdown", "plaintext"]}},
                "publishDiagnostics": {},
            },
        }
        self.ask(
            "initialize",
            {
                "processId": None,
                "rootUri": root["uri"],
                "workspaceFolders": [root],
                "capabilities": capabilities,
            },
        )
        self._tell("initialized", {})
        # Until the server has asked for the settings it goes by its own.
        while not self._asked:
            self._handle(self._received.get(timeout=PATIENCE))

    def open(self, text: str, folder: str = "members") -> Opened:
        """Open a new file with this text; returns it when the server has said what it has against it."""
        self._count += 1
        uri = (self._folder / folder / f"ada-{self._count}.yml").as_uri()
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self._tell("textDocument/didOpen", {"textDocument": document})
        while uri not in self._diagnostics:
            self._handle(self._received.get(timeout=PATIENCE))
        return Opened(uri, self._diagnostics[uri])

    def complete(self, opened: Opened, line: int, character: int) -> list[dict[str, Any]]:
        """What may be written at this place (0-based) of an open file."""
        place = {"line": line, "character": character}
        answer = self.ask("textDocument/completion", {"textDocument": {"uri": opened.uri}, "position": place})
        return answer["items"] if isinstance(answer, dict) else answer

    def ask(self, method: str, params: Any) -> Any:
        """Send a request and wait for its answer."""
        self._count += 1
        number = self._count
        self._send({"id": number, "method": method, "params": params})
        while True:
            message = self._received.get(timeout=PATIENCE)
            if message.get("id") == number and "method" not in message:
                assert "error" not in message, message
                return message["result"]
            self._handle(message)

    def close(self) -> None:
        """Ask the server to leave, and wait until it has."""
        try:
            self.ask("shutdown", None)
            self._tell("exit", None)
            self._process.wait(timeout=10)
        finally:
            self._process.kill()
            self._process.wait()
            self._reader.join()
            for stream in (self._process.stdin, self._process.stdout):
                if stream:
                    stream.close()

    def _handle(self, message: dict[str, Any]) -> None:
        if message.get("method") == "workspace/configuration":
            sections = [item.get("section", "") for item in message["params"]["items"]]
            self._send({"id": message["id"], "result": [self._settings.get(name, {}) for name in sections]})
            self._asked = True
        elif "id" in message and "method" in message:
            self._send({"id": message["id"], "result": None})
        elif message.get("method") == "textDocument/publishDiagnostics":
            self._diagnostics[message["params"]["uri"]] = message["params"]["diagnostics"]

    def _tell(self, method: str, params: Any) -> None:
        self._send({"method": method, "params": params})

    def _send(self, message: dict[str, Any]) -> None:
        content = json.dumps({"jsonrpc": "2.0", **message}).encode()
        stream = self._stream(self._process.stdin)
        stream.write(b"Content-Length: %d\r\n\r\n%b" % (len(content), content))
        stream.flush()

    def _read(self) -> None:
        stream = self._stream(self._process.stdout)
        while True:
            length = 0
            while line := stream.readline().strip():
                name, _, value = line.partition(b":")
                if name.lower() == b"content-length":
                    length = int(value)
            if not length:
                return
            self._received.put(json.loads(stream.read(length)))

    @staticmethod
    def _stream(stream: IO[bytes] | None) -> IO[bytes]:
        assert stream is not None
        return stream


@pytest.fixture(scope="module")
def editor(repository) -> Iterator[Callable[[Mapping[str, Any]], Editor]]:
    """Opens this repository in an editor with the given settings, as VS Code has them: {"yaml.validate": true}."""
    server = repository / "node_modules" / ".bin" / "yaml-language-server"
    if not server.exists():
        pytest.fail("There is no YAML language server. Run: npm ci (make test does)")
    with ExitStack() as stack:

        def start(settings: Mapping[str, Any]) -> Editor:
            nested: dict[str, Any] = {}
            # The catalogue of schemas is on the network; nothing here may ask for it.
            for name, value in {**settings, "yaml.schemaStore.enable": False}.items():
                *sections, last = name.split(".")
                inside = nested
                for section in sections:
                    inside = inside.setdefault(section, {})
                inside[last] = value
            started = Editor([str(server), "--stdio"], repository, nested)
            stack.callback(started.close)
            return started

        yield start
