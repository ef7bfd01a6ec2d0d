from dataclasses import replace
from typing import Any

import pytest

from jointdesk.sources.files import FolderSource
from jointdesk.store.connections import update_connection
from tests.corpora import corpora


@pytest.mark.no_cover
def test_every_real_calendar_comes_in_once(diary: Any) -> None:
    """One folder of them all: repeated UIDs, broken files, every exporter's habits."""
    source = FolderSource(corpora() / "ics")
    first = diary.read(source)
    assert first.new > 10_000
    assert first.error == ""
    before = diary.rows()
    update_connection(diary.desk, replace(diary.connection, digest=""))
    again = diary.read(source)
    assert (again.unchanged, again.stored, again.missing) == (first.new, 0, 0)
    assert (again.rejected, again.notes) == (first.rejected, first.notes)
    assert diary.rows() == before
