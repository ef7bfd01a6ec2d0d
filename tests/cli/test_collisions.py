"""`desk collisions` and `desk settle`, as scripts see them."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Desk
from tests.cli.test_shared_desk import created, director, join, machine, sync, typed
from tests.postgres import PostgresServer

__all__ = ["director", "typed"]


def test_what_two_people_changed_at_once_is_listed_and_settled(
    director: Desk, postgres: PostgresServer, tmp_path: Path, typed: Callable[[str], None],
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    assert director("task", "add", "--set", "title=Fees", "--set", "org=CAL").status == 0
    (task,) = director("task", "list", "--json").json["items"]
    created(director, postgres, tmp_path / "out", typed)
    join(director, tmp_path / "out", "Imogen", typed)
    tom = machine(tmp_path, "Tom", capsys)
    join(tom, tmp_path / "out", "Tom", typed)
    assert tom("desk", "collisions").out == "Nothing was changed by two people at once.\n"
    for desk, title in ((director, "Fees paper"), (tom, "Fees report")):
        assert desk("task", "edit", task["id"], "--set", f"title={title}").status == 0
    for desk, who in ((director, "Imogen"), (tom, "Tom"), (director, "Imogen")):
        assert sync(desk, who, typed).json
    (one,) = tom("desk", "collisions", "--json").json["items"]
    assert (one["id"], one["field"], one["type"]) == (task["id"], "title", "task")
    assert [value["shown"] for value in one["values"]] == [True, False]
    words = {value["value"]: value for value in one["values"]}
    assert words["“Fees paper”"]["name"] == "Imogen"
    assert words["“Fees report”"]["fields"] == {"title": "Fees report"}
    listed = tom("desk", "collisions").out
    assert re.search(r"“Fees paper”  Imogen, \w{3} \d+ \w{3} \d{4} \d\d:\d\d", listed)
    refused = tom("desk", "settle", task["id"], "title", "--take", "7")
    assert (refused.status, "look at it again" in refused.err) == (2, True)
    assert tom("desk", "settle", task["id"], "due", "--take", "1").status != 0
    take = words["“Fees paper”"]["take"]
    assert re.search(rf"^  {take}  “Fees paper”", listed, re.MULTILINE)
    said = tom("desk", "settle", task["id"], "title", "--take", take, "--json").json
    assert said["value"] == "“Fees paper”"
    assert tom("desk", "collisions", "--json").json["items"] == []
    sync(tom, "Tom", typed)
    sync(director, "Imogen", typed)
    assert director("desk", "collisions", "--json").json["items"] == []
    (shown,) = director("task", "list", "--json").json["items"]
    assert shown["title"] == "Fees paper"
