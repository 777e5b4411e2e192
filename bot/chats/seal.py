"""Ids and texts, in; what may lie in a database that somebody copies, out.

Ids become keyed hashes, by which a row can be found again but not read back; what must be read back is sealed. The
key lies beside the database in a file of its own, readable by the bot's user alone: a copy of the database says
nothing about anybody.
"""

import base64
import contextlib
import hashlib
import hmac
import os
import secrets
from pathlib import Path

KEY_BYTES = 32
NONCE_BYTES = 12
TAG_BYTES = 12
BLOCK_BYTES = 64
TAG_LETTERS = 4


class Seal:
    """One key, and what is done with it."""

    __slots__ = ("_hashing", "_marking", "_streaming")

    def __init__(self, key: bytes) -> None:
        self._hashing, self._streaming, self._marking = (
            hashlib.blake2b(key, digest_size=KEY_BYTES, person=use).digest() for use in (b"hash", b"stream", b"mark")
        )

    @classmethod
    def open(cls, path: Path) -> "Seal":
        """Read the key, or make one at first use."""
        if not path.exists():
            # Linked into place, so that two processes that start at once end up with the same key.
            part = path.with_name(f"{path.name}.{os.getpid()}")
            descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                file.write(secrets.token_bytes(KEY_BYTES))
            with contextlib.suppress(FileExistsError):
                os.link(part, path)
            part.unlink()
        return cls(path.read_bytes())

    def hash(self, *parts: object) -> bytes:
        """Hash ids so that equal ones meet again and no other use of them can be told from it."""
        text = "\x1f".join(map(str, parts)).encode("utf-8", "surrogatepass")
        return hashlib.blake2b(text, digest_size=16, key=self._hashing).digest()

    def tag(self, *parts: object) -> str:
        """Hash ids into a few letters, for logs and for the data of buttons."""
        return base64.urlsafe_b64encode(self.hash(*parts))[:TAG_LETTERS].decode()

    def close(self, text: str) -> bytes:
        """Seal a text: blake2b as a keyed stream, then a mark that shows any change."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        body = self._stream(nonce, text.encode("utf-8", "surrogatepass"))
        return nonce + self._mark(nonce + body) + body

    def reveal(self, sealed: bytes) -> str | None:
        """Read a sealed text back; `None` when the key is another one or the bytes were changed."""
        nonce, rest = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:]
        mark, body = rest[:TAG_BYTES], rest[TAG_BYTES:]
        if not hmac.compare_digest(mark, self._mark(nonce + body)):
            return None
        return self._stream(nonce, body).decode("utf-8", "surrogatepass")

    def _stream(self, nonce: bytes, data: bytes) -> bytes:
        blocks = (
            hashlib.blake2b(nonce + number.to_bytes(4, "big"), digest_size=BLOCK_BYTES, key=self._streaming).digest()
            for number in range(-(-len(data) // BLOCK_BYTES))
        )
        stream = b"".join(blocks)[: len(data)]
        return (int.from_bytes(data, "big") ^ int.from_bytes(stream, "big")).to_bytes(len(data), "big")

    def _mark(self, data: bytes) -> bytes:
        return hashlib.blake2b(data, digest_size=TAG_BYTES, key=self._marking).digest()
