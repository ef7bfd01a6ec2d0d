"""Hearing that the network is back, where the system says so; else trying again will find out."""

from collections.abc import Callable

from PySide6.QtCore import QObject


def watch_network(back: Callable[[], None], parent: QObject) -> bool:
    """Call `back` whenever the network comes back; False where the system does not tell.

    For the thread of the window, whose event loop hears it.
    """
    try:
        from PySide6.QtNetwork import QNetworkInformation  # nothing that a start waits for
    except ImportError:  # it needs a library of Kerberos, which not every Linux has
        return False
    if not QNetworkInformation.loadDefaultBackend():
        return False
    network = QNetworkInformation.instance()
    online = QNetworkInformation.Reachability.Online
    known = [network.reachability()]

    def hear(now: QNetworkInformation.Reachability) -> None:
        before, known[0] = known[0], now
        if now is online and before is not online:
            back()

    network.reachabilityChanged.connect(hear)
    parent.destroyed.connect(lambda: network.reachabilityChanged.disconnect(hear))
    return True
