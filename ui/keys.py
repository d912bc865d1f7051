"""Keys of the service: what a key lets its bearer do, and how one is shown. A key is never logged or repeated."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import re
from dataclasses import dataclass
from enum import IntEnum

from starlette.datastructures import Headers

from ingest.errors import SettingsError

_SHORTEST = 16  # characters: shorter ones can be guessed


class Role(IntEnum):
    """What a caller may do; each may do what those before it may."""

    READER = 1  # ask, search, read
    EDITOR = 2  # add and delete notices


@dataclass(frozen=True, slots=True)
class Key:
    """A key's role and hash: the key itself is not kept. ``id`` tells callers apart without telling the key."""

    role: Role
    digest: bytes

    @property
    def id(self) -> str:
        return self.digest.hex()[:8]


@dataclass(frozen=True, slots=True)
class Keys:
    """Every key that is let in. Empty: nobody needs one."""

    keys: tuple[Key, ...] = ()

    @classmethod
    def parse(cls, text: str) -> Keys:
        """``reader:KEY editor:KEY``, separated by spaces, commas or line ends. Raises SettingsError, without the keys."""
        return cls(tuple(_key(entry, place) for place, entry in enumerate(_entries(text), start=1)))

    def find(self, shown: str) -> Key | None:
        """The key that was shown, compared in a time that tells nothing of the others."""
        digest = _digest(shown)
        found = [key for key in self.keys if hmac.compare_digest(key.digest, digest)]
        return found[0] if shown and found else None

    def __bool__(self) -> bool:
        return bool(self.keys)


def shown_key(headers: Headers) -> str:
    """The key a request shows: ``Authorization: Bearer KEY``, ``X-API-Key: KEY``, or, from a browser's own question
    for a password, ``Basic`` with any name. Empty where it shows none."""
    scheme, _, value = headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return value.strip()
    if scheme.lower() == "basic":
        return _password(value.strip())
    return headers.get("x-api-key", "").strip()


def _entries(text: str) -> list[str]:
    return [entry for entry in re.split(r"[,;\s]+", text) if entry]


def _key(entry: str, place: int) -> Key:
    role, _, key = entry.partition(":")
    if role.upper() not in Role.__members__ or len(key) < _SHORTEST:
        raise SettingsError(
            "api-keys",
            zh=f"YAODIAN_API_KEYS 的第 {place} 项有误：应写作 reader:密钥 或 editor:密钥，密钥至少 {_SHORTEST} 个字符，"
            "各项以空格或逗号隔开。",
            en=f"Entry {place} of YAODIAN_API_KEYS is wrong: write reader:KEY or editor:KEY, each key of at least "
            f"{_SHORTEST} characters, entries separated by spaces or commas.",
        )
    return Key(Role[role.upper()], _digest(key))


def _digest(key: str) -> bytes:
    return hashlib.sha256(key.encode("utf-8", "surrogateescape")).digest()


def _password(value: str) -> str:
    try:
        name_and_password = base64.b64decode(value, validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        return ""
    return name_and_password.partition(":")[2]
