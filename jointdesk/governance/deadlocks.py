"""Circles among things that wait for each other."""

from collections.abc import Iterator, Mapping, Sequence


def cycles(waits: Mapping[str, Sequence[str]]) -> list[list[str]]:
    """Return the groups whose members all wait, directly or not, for each other.

    Tarjan's algorithm for strongly connected components, without recursion, in linear time. One
    that waits for itself is a group of one.
    """
    search = _Search(waits)
    for name in waits:
        if name not in search.number:
            search.visit(name)
    return search.groups


class _Search:
    """The state of one search; numbers are given in the order of discovery."""

    def __init__(self, waits: Mapping[str, Sequence[str]]) -> None:
        self.waits = waits
        self.number: dict[str, int] = {}
        self.groups: list[list[str]] = []
        self._low: dict[str, int] = {}
        self._open: list[str] = []
        self._is_open: set[str] = set()

    def visit(self, start: str) -> None:
        """Look at everything that can be reached from a name."""
        path: list[tuple[str, Iterator[str]]] = [self._enter(start)]
        while path:
            name, rest = path[-1]
            following = next(rest, None)
            if following is None:
                path.pop()
                self._leave(name)
                if path:
                    above = path[-1][0]
                    self._low[above] = min(self._low[above], self._low[name])
            elif following not in self.number:
                path.append(self._enter(following))
            elif following in self._is_open:
                self._low[name] = min(self._low[name], self.number[following])

    def _enter(self, name: str) -> tuple[str, Iterator[str]]:
        self.number[name] = self._low[name] = len(self.number)
        self._open.append(name)
        self._is_open.add(name)
        return name, iter(self.waits[name])

    def _leave(self, name: str) -> None:
        """Close a group where its first member is left for good."""
        if self._low[name] != self.number[name]:
            return
        group: list[str] = []
        while not group or group[-1] != name:
            group.append(self._open.pop())
        self._is_open.difference_update(group)
        if len(group) > 1 or name in self.waits[name]:
            self.groups.append(group)
