"""Loading packages of others that try the network while they are loaded.

Some bring urllib3, which binds a socket to see whether the machine knows IPv6. Nothing is sent, but a program that is
never to touch the network must not do that either. This is the only module that knows `socket`, and it opens none.
"""

import socket
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def unconnected() -> Iterator[None]:
    """Around an import: what is loaded takes the machine for one without IPv6, and does not look."""
    known = socket.has_ipv6
    socket.has_ipv6 = False
    try:
        yield
    finally:
        socket.has_ipv6 = known
