"""Ports for servers that tests start. Python 3.7 syntax."""

import random
import socket

# No system gives these to a connection, or to a server that leaves the choice to it: nobody takes
# one between this look at it and the start of the server.
_NOT_EPHEMERAL = range(20000, 32768)


def free(count):
    """`count` ports of this machine that nothing listens on."""
    held = []
    while len(held) < count:
        try:
            one = socket.socket()
            held.append(one)
            one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            one.bind(("", random.SystemRandom().choice(_NOT_EPHEMERAL)))
        except OSError:  # something listens there: another one is drawn
            held.pop().close()
    ports = [one.getsockname()[1] for one in held]
    for one in held:
        one.close()
    return ports
