"""Put on PYTHONPATH: no look-up of a name and no packet leaves this machine; each attempt is written down.

An audit hook sees what any Python code does with a socket, however it came by it.
"""

import os
import sys

_WATCHED = {
    "socket.connect", "socket.sendto", "socket.sendmsg",
    "socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo",
}  # fmt: skip
_HERE = {None, "", b"", "localhost", "127.0.0.1", "::1", "0.0.0.0", "::"}


def _host(event: str, arguments: tuple) -> object:
    """Whom a call is for: (socket, address) of packets, (host, ...) of look-ups. None for a socket of the file system."""
    place = arguments[-1 if event == "socket.sendmsg" else 1 if event in ("socket.connect", "socket.sendto") else 0]
    if isinstance(place, tuple):
        return place[0]
    return place if event.startswith("socket.get") else None


def _watch(event: str, arguments: tuple) -> None:
    if event in _WATCHED and (host := _host(event, arguments)) not in _HERE:
        with open(os.environ["OFFLINE_ATTEMPTS"], "a", encoding="utf-8") as file:
            file.write(f"{event} {host}\n")
        raise OSError(f"the network is off: {event} {host}")


sys.addaudithook(_watch)
