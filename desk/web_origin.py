"""Whether a request that names the page it comes from comes from a page of our own.

That Origin and Host agree proves little: a stranger's name may lead to this machine (DNS rebinding), and then both are the
stranger's. So the host must be one that nobody else can have: an address or localhost, one that the settings name, or one
that a trusted proxy says. Behind that proxy the scheme is known, too, and has to agree.
"""

from __future__ import annotations

from collections.abc import Collection
from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import Scope

HOST_SAID = "policydesk.host_said"
"""Set in the scope where a trusted proxy has said the host."""
_PORTS = {"http": 80, "https": 443}

Place = tuple[str, str, int]
"""Scheme, host and port."""


def named_origins(words: str) -> frozenset[Place]:
    """The origins of a comma-separated list. Raises ValueError on one that is none."""
    found = set()
    for word in filter(None, (part.strip() for part in words.split(","))):
        place = place_of(word)
        if place is None or urlsplit(word).path not in ("", "/"):
            raise ValueError(f"{word} is no origin; write it as https://policy.example")
        found.add(place)
    return frozenset(found)


def own_page(scope: Scope, allowed: Collection[Place]) -> bool:
    """Whether the request names no page, or one of ours."""
    headers = Headers(scope=scope)
    origin = headers.get("origin", "")
    if not origin:
        return True
    place = place_of(origin)
    if place is None or place in allowed:
        return place is not None
    scheme, host, _ = place
    said = bool(scope.get(HOST_SAID))
    here = place_of(f"{scheme}://{headers.get('host', '')}")
    if here != place or (said and scope.get("scheme") != scheme):
        return False
    return said or _nobody_elses(host)


def place_of(origin: str) -> Place | None:
    """An origin with its port spelt out; None for what is none."""
    try:
        parts = urlsplit(origin)
        port = parts.port or _PORTS.get(parts.scheme, 0)
    except ValueError:
        return None
    if parts.scheme not in _PORTS or not parts.hostname or parts.username is not None:
        return None
    return parts.scheme, parts.hostname.rstrip("."), port


def _nobody_elses(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return bool(ip_address(host))
    except ValueError:
        return False
