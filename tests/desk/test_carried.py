"""What a server lets through of calendars: times alone, and nothing that is called private."""

from collections.abc import Iterator
from contextlib import closing
from typing import Any

import psycopg
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jointdesk.desk.refusals import UnfitError
from jointdesk.domain.changes import Body, body_text
from jointdesk.domain.items import Json, Write
from jointdesk.domain.moments import Instant
from jointdesk.domain.shared_desk import CARRIED
from jointdesk.ical.busy import busy_text
from jointdesk.ical.marks import is_marked_private
from jointdesk.ical.scanning import scan
from jointdesk.ical.series import parse
from jointdesk.operations.organisations import organisation_by_code
from jointdesk.store.changes import record
from tests.desk.desks import SharedDesks, founded
from tests.ical.test_busy import ID, RULED, SHAPES, components
from tests.ical.written import LONDON, calendar, event, series, zone
from tests.postgres import PostgresServer

BUSY = f"busy:{ID}"
NOW = Instant(1_796_025_600)
TEXT = busy_text(series(event(SHAPES[3])), ID, LONDON, lambda _: True)


@pytest.fixture(scope="module")
def desks(
    postgres: PostgresServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[SharedDesks]:
    """A desk that Imogen and Bridget have joined."""
    made = founded(tmp_path_factory.mktemp("carried"), postgres.new_database(), NOW)
    for who in ("Imogen", "Bridget"):
        made.join(who)
    yield made
    made.close()


@pytest.fixture(scope="module")
def judge(desks: SharedDesks) -> Iterator["psycopg.Connection[Any]"]:
    """Somebody who may call the functions that judge."""
    with closing(psycopg.connect(desks.database.superuser, autocommit=True)) as connection:
        yield connection


def is_let_through(judge: "psycopg.Connection[Any]", body: str, item: str = BUSY) -> bool:
    """Whether the server lets a busy item with that body through."""
    row = judge.execute("SELECT desk.is_times_only(%s, %s)", (item, body)).fetchone()
    return bool(row and row[0])


def said(**values: Json) -> str:
    """The body of a busy item with these fields."""
    base = {name: ("0f0f-1/7", "0f0f-1~4~00ff/8") for name in values}
    body = Body("ab12", CARRIED, NOW, values, base, automatic=True)
    return body_text(body)


def test_what_the_program_says_gets_through(judge: "psycopg.Connection[Any]") -> None:
    assert is_let_through(judge, said(org="k1", text=TEXT))
    assert is_let_through(judge, said(text=TEXT))
    assert is_let_through(judge, said(org="k1", seen=1_796_025_600_000, text=TEXT))
    assert is_let_through(judge, said(_deleted=True, text=None))
    assert is_let_through(judge, said(_deleted=True))
    assert is_let_through(judge, said(_deleted=None, org="k1", text=TEXT))
    assert is_let_through(judge, said(org=None, text=None))
    assert is_let_through(judge, body_text(Body("ab12", CARRIED, NOW, {"text": TEXT})))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(components(is_override=False), min_size=1, max_size=2),
    st.lists(components(is_override=True), max_size=3),
)
def test_every_text_of_times_gets_through(
    judge: "psycopg.Connection[Any]", masters: list[str], overrides: list[str]
) -> None:
    data = calendar(zone("Own", RULED), *masters, *overrides)
    found = parse(scan(data, "x").resources[0], LONDON).series
    text = busy_text(found, ID, LONDON, lambda one: not one.transparent) if found else ""
    assert is_let_through(judge, said(org="k1", text=text))


UNFIT_LINES = [
    "SUMMARY:Merger", "summary:x", "X-NOTE:1", "COMMENT:1", "DTSTART;X-WHY=Merger:20261130T090000Z",
    "DTSTART;TZID=Merger:20261130T090000", "DTSTART;TZID=Europe/London:20261130T090000",
    "DTSTART;VALUE=DATE:20261130 Merger", "DTSTART:Merger", "DTSTART:20261130T090000Z\n Merger",
    " Merger", "\tMerger", "UID:Merger", "UID:5e11e5 Merger", "TZID:Merger", "TZID:Z1 Merger",
    "TZID:Z1234567", "TZNAME:GMT", "BEGIN:MERGER", "BEGIN:VALARM", "END:Merger", "TRANSP:Merger",
    "CLASS:PUBLIC", "CLASS:Merger", "STATUS:Merger", "VERSION:Merger", "PRODID:Merger",
    "PRODID:-//JointDesk//JointDesk//EN Merger", "RRULE:FREQ=DAILY;X-MERGER=1", "RRULE:FREQ=MERGER",
    "RRULE:FREQ=DAILY;BYDAY=MERGER", "RRULE:FREQ=DAILY;UNTIL=Merger", "RRULE;X=Merger:FREQ=DAILY",
    "RDATE:20261130T090000Z,Merger", "EXDATE;VALUE=Merger:20261130", "DURATION:PT1H",
    "DURATION:Merger", "TZOFFSETTO:Merger", "RECURRENCE-ID;RANGE=Merger:20261130T090000Z",
    "DTEND:20261130T100000Z\x0bMerger", "DTEND:20261130T100000Z\u2028Merger",
    "DTEND:２０２６１１３０",
    "\\nSUMMARY:Merger", "rrule:freq=daily", "SEQUENCE:1", "DTSTAMP:20261130T100000Z",
]  # fmt: skip


@pytest.mark.parametrize("line", UNFIT_LINES)
def test_no_line_with_a_word_gets_through(judge: "psycopg.Connection[Any]", line: str) -> None:
    lines = TEXT.split("\r\n")
    for at in (0, 4, len(lines) - 1):
        text = "\r\n".join([*lines[:at], line, *lines[at:]])
        assert not is_let_through(judge, said(org="k1", text=text))
    assert not is_let_through(judge, said(text=line))
    assert not is_let_through(judge, said(text=TEXT.replace("\r\n", "\n") + line))


UNFIT_BODIES = [
    said(org="k1", text=TEXT, title="Merger"),
    said(org="Merger talks", text=TEXT),
    said(seen="Merger", text=TEXT),
    said(text={"Merger": 1}),
    said(text=["Merger"]),
    said(text=TEXT).replace(CARRIED, "Merger talks"),
    said(text=TEXT).replace('"automatic":true', '"automatic":true,"final":"Merger"'),
    said(text=TEXT).replace('"set":', '"restores":{"Merger":[]},"set":'),
    said(text=TEXT).replace('"text":["', '"text":["Merger'),
    said(text=TEXT).replace('"text":["', '"Merger":[],"text":["'),
    said(text=TEXT).replace('"action":"ab12"', '"action":"Merger"'),
    said(text=TEXT).replace('"at":1796025600', '"at":"Merger"'),
    said(text=TEXT).replace('"set":{', '"set":{"text":"Merger",'),
    said(text=TEXT).replace('"set":{', '"set":{"Merger":1},"set":{'),
    said(text=TEXT)[:-1] + ',"undoes":"Merger"}',
    said(text=TEXT) + "Merger",
    "Merger" + said(text=TEXT),
    said(text=TEXT).replace("OPAQUE", "\\u004dERGER"),
    "{}", "[]", "null", "", "Merger", '"set":{', "{" * 5000,
]  # fmt: skip


@pytest.mark.parametrize("body", UNFIT_BODIES)
def test_no_word_gets_through_around_the_lines(judge: "psycopg.Connection[Any]", body: str) -> None:
    assert not is_let_through(judge, body)


@pytest.mark.parametrize(
    "item", ["", ID, "busy:", "busy:Merger talks", "busy:" + "m" * 65, "busy:other"]
)
def test_an_item_s_number_is_no_place_for_words(
    judge: "psycopg.Connection[Any]", item: str
) -> None:
    assert not is_let_through(judge, said(text=TEXT), item)


# Mirrors

PRIVATE = [
    "CLASS:PRIVATE", "class:private", "CLASS:CONFIDENTIAL", "CLASS:Merger", "CLA\r\n SS:PRIVATE",
    "CLASS:\r\n\tPRIVATE", "CLASS;X=1:PRIVATE", 'CLASS;X="a:PUBLIC":PRIVATE', "CLASS : PRIVATE",
    "CLASS:PUBLIC\r\nCLASS:PRIVATE", "X-MICROSOFT-SENSITIVITY:2", "x-microsoft-cdo-sensitivity:3",
    "BEGIN:VALARM\r\nCLASS:PRIVATE\r\nEND:VALARM", "CLASS:PRIVATE\\n",
]  # fmt: skip
PUBLIC = [
    "CLASS:PUBLIC", "class:Public ", "CLASS:", "", "SUMMARY:CLASS:PRIVATE", "CLASSIFICATION:x",
    "DESCRIPTION:one\\nCLASS:PRIVATE", 'SUMMARY:"CLASS:PRIVATE', 'X-A;B="CLASS:PRIVATE":1',
    "X-MICROSOFT-SENSITIVITY:0", "DESCRIPTION:\\u0041CLASS:PRIVATE", "X-CLASS:PRIVATE",
    "SUMMARY:x\r\n CLASS:PRIVATE",
]  # fmt: skip


def is_refused_as_private(judge: "psycopg.Connection[Any]", text: str) -> bool:
    """Whether the server would keep a mirror with that text out of the shared stream."""
    body = body_text(Body("ab12", CARRIED, NOW, {"snapshot": {"text": text, "uid": "u"}}))
    row = judge.execute("SELECT desk.is_marked_private(%s)", (body,)).fetchone()
    return bool(row and row[0])


@pytest.mark.parametrize(
    ("line", "is_private"), [*((one, True) for one in PRIVATE), *((one, False) for one in PUBLIC)]
)
def test_what_is_called_private_is_known_here_and_there(
    judge: "psycopg.Connection[Any]", line: str, is_private: bool
) -> None:
    for text in (line, calendar(event(SHAPES[0])).decode().replace("UID:a", f"{line}\r\nUID:a")):
        assert is_marked_private(text) is is_private
        assert is_refused_as_private(judge, text) is is_private


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from([
    "CLASS", "class", ":", ";", "PUBLIC", "PRIVATE", "\r", "\n", " ", "\t", '"', "\\", "\\n", "X=",
    "\x00", "\x0b", "\u2028", "\u017f", "X-MICROSOFT-SENSITIVITY", "0", "2", "\\u0041", "{",
]), max_size=14).map("".join))  # fmt: skip
def test_both_agree_on_any_text(judge: "psycopg.Connection[Any]", text: str) -> None:
    assert is_marked_private(text) is is_refused_as_private(judge, text)


# Through the door


def push(desks: SharedDesks, who: str, write: Write, label: str = CARRIED) -> None:
    """Have a machine say something and send it; what the server refuses is taken back."""
    desk = desks.open[who]
    record(desk, desks.actor(who), label, [write])
    desks.sync(who)


def test_a_machine_s_own_times_arrive_and_its_words_do_not(desks: SharedDesks) -> None:
    wex = organisation_by_code(desks.open["Bridget"], "WEX").id
    push(desks, "Bridget", Write(BUSY, "busy", {"org": wex, "seen": 7, "text": TEXT}))
    row = desks.open["Bridget"].connection.execute(
        "SELECT count(DISTINCT item_id) FROM placed JOIN change USING (stream_id, device, n)"
        " WHERE item_type = 'busy'"
    )
    assert row.fetchone() == (1,)
    mirror = {"snapshot": {"text": "BEGIN:VEVENT\r\nCLASS:PRIVATE\r\nEND:VEVENT"}}
    push(desks, "Bridget", Write("m1", "mirror", mirror, f"org:{wex}"))
    with pytest.raises(UnfitError, match="private"):
        push(desks, "Bridget", Write("m2", "mirror", mirror))
