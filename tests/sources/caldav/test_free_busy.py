"""Asking a server when a calendar or people are busy."""

from collections.abc import Callable

import pytest

from jointdesk.domain.moments import DAY, HOUR, Span
from jointdesk.ical.freebusy import Question, read_free_busy
from jointdesk.sources.caldav.free_busy import calendar_free_busy, people_free_busy
from jointdesk.sources.caldav.login import Login
from jointdesk.sources.protocol import UnreadableError
from jointdesk.sources.transfer import Limits
from tests.calendar_servers import Answered, Asked
from tests.ical.test_freebusy import LONDON, NOW
from tests.sources.caldav.conftest import Served
from tests.sync.making import calendar, event

DAY_ONE = 1_799_020_800  # 2027-01-04T00:00:00Z
WINDOW = Span(DAY_ONE, DAY_ONE + 5 * DAY)
ASKED = Question("me@x.org", ("pym@x.org", "nobody@x.org"), WINDOW, NOW)
Meddle = Callable[[Asked, Callable[[], Answered]], Answered]

ANSWER = """<?xml version="1.0"?><C:schedule-response xmlns:D="DAV:"
 xmlns:C="urn:ietf:params:xml:ns:caldav">
<C:response><C:recipient><D:href>mailto:Pym@X.org</D:href></C:recipient>
<C:request-status>2.0;Success</C:request-status>
<C:calendar-data>BEGIN:VCALENDAR&#13;
METHOD:REPLY&#13;
BEGIN:VFREEBUSY&#13;
ATTENDEE:mailto:pym@x.org&#13;
DTSTART:20270104T000000Z&#13;
DTEND:20270109T000000Z&#13;
FREEBUSY:20270104T090000Z/PT1H&#13;
END:VFREEBUSY&#13;
END:VCALENDAR&#13;
</C:calendar-data></C:response>
<C:response><C:recipient><D:href>mailto:nobody@x.org</D:href></C:recipient>
<C:request-status>3.7;Invalid calendar user</C:request-status></C:response>
</C:schedule-response>"""

PRINCIPAL = b"""<D:multistatus xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav">
<D:response><D:href>/x/</D:href><D:propstat><D:prop><C:schedule-outbox-URL>
<D:href>%s</D:href></C:schedule-outbox-URL></D:prop><D:status>HTTP/1.1 200 OK</D:status>
</D:propstat></D:response></D:multistatus>"""


def outbox(answer: str = ANSWER, status: int = 200, at: bytes = b"/outbox/") -> Meddle:
    """Answer as a server with an outbox does."""

    def meddle(asked: Asked, go_on: Callable[[], Answered]) -> Answered:
        if b"schedule-outbox-URL" in asked.body:
            return Answered(207, {}, PRINCIPAL % at if at else b"<x/>")
        if asked.method == "POST":
            return Answered(status, {}, answer.encode())
        return go_on()

    return meddle


def ask(served: Served) -> list[tuple[str, str]]:
    return [
        tuple(one) for one in people_free_busy(served.source.url, served.login, ASKED, Limits())
    ]


def test_a_calendar_says_when_it_is_busy(served: Served) -> None:
    text = event("x", "DTEND:20270104T103000Z", "SUMMARY:Secret", start="20270104T090000Z")
    served.calendar.put("x.ics", calendar(text))
    url = served.source.url
    body = calendar_free_busy(url, served.login, url, WINDOW, Limits())
    busy = {one for said in read_free_busy(body, "x", LONDON, NOW).found for one in said.busy}
    assert (DAY_ONE + 9 * HOUR, DAY_ONE + 9 * HOUR + 5400, "busy") in busy
    assert b"Secret" not in body


def test_the_password_goes_to_its_own_server_only(served: Served) -> None:
    with pytest.raises(UnreadableError, match="leads to another one"):
        calendar_free_busy(
            served.source.url, served.login, "https://elsewhere.example/c/", WINDOW, Limits()
        )


def test_a_server_that_says_nothing_of_a_calendar(served: Served) -> None:
    url = served.source.url
    with pytest.raises(UnreadableError):
        calendar_free_busy(url, Login("nobody", "wrong"), url, WINDOW, Limits())
    with pytest.raises(UnreadableError):
        calendar_free_busy(url, served.login, served.url("/none/"), WINDOW, Limits())


def test_people_are_asked_about_through_the_outbox(served: Served) -> None:
    served.meddler.meddle = outbox()
    pym, nobody = ask(served)
    assert pym[0] == "pym@x.org"
    (said,) = read_free_busy(pym[1].encode(), "x", LONDON, NOW).found
    assert (said.email, said.covers) == ("pym@x.org", WINDOW)
    assert nobody == ("nobody@x.org", "")
    sent = next(one for one in served.meddler.asked if one.method == "POST")
    text = sent.body.decode().replace("\r\n ", "")
    for line in ("METHOD:REQUEST", "ORGANIZER:mailto:me@x.org", "ATTENDEE:mailto:pym@x.org",
                 "DTSTART:20270104T000000Z", "DTEND:20270109T000000Z"):  # fmt: skip
        assert f"{line}\r\n" in text


@pytest.mark.parametrize(
    "meddle",
    [
        outbox("nonsense"),
        outbox("<x/>"),
        outbox("<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"),
        outbox(status=403),
        outbox(status=503),
        outbox(at=b"https://elsewhere.example/outbox/"),
        outbox(at=b""),
    ],
)
def test_what_is_no_answer_says_nothing(served: Served, meddle: Meddle) -> None:
    served.meddler.meddle = meddle
    with pytest.raises(UnreadableError):
        ask(served)


def test_a_server_without_an_outbox_is_not_asked(served: Served) -> None:
    with pytest.raises(UnreadableError, match="answers no questions"):
        ask(served)
