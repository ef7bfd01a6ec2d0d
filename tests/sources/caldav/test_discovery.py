"""From an address that a person has to calendars: on a real server, and on odd ones."""

from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest

from jointdesk.sources.caldav.discovery import Discovered
from jointdesk.sources.caldav.login import Login
from jointdesk.sources.caldav.source import find_collections
from jointdesk.sources.protocol import UnreadableError, never
from jointdesk.sources.transfer import Limits
from tests.calendar_servers import Account, Answered, Asked, CalendarServer, Meddler

GoOn = Callable[[], Answered]


@pytest.fixture
def account(radicale: CalendarServer) -> Account:
    return radicale.new_account()


NOBODY = Login()


def find(url: str, login: Login = NOBODY) -> Discovered:
    return find_collections(url, login, Limits(), never)


def found_by(account: Account, url: str) -> Discovered:
    return find(url, Login(account.user, account.password))


# On a real server


@pytest.mark.parametrize("path", ["", "{user}/", "{user}", ".well-known/caldav"])
def test_every_address_of_an_account_leads_to_its_calendars(account: Account, path: str) -> None:
    work = account.make_calendar("work", "Work & <b>more</b>", ["VEVENT"])
    tasks = account.make_calendar("tasks", "Tasks", ["VTODO", "VJOURNAL"])
    found = found_by(account, account.server.url + path.format(user=account.user))
    assert found.is_account
    calendars = {one.url: one for one in found.collections}
    assert calendars[work.url][1:] == ("Work & <b>more</b>", ("VEVENT",), True)
    assert calendars[tasks.url][1:] == ("Tasks", ("VTODO", "VJOURNAL"), True)


def test_the_address_of_a_calendar_leads_to_itself(account: Account) -> None:
    account.make_calendar("other")
    work = account.make_calendar("work", "Work")
    for url in (work.url, work.url.rstrip("/")):
        found = found_by(account, url)
        assert not found.is_account
        [calendar] = found.collections
        assert calendar.name == "Work"
        assert calendar.url.rstrip("/") == work.url.rstrip("/")


def test_an_account_without_calendars_has_none(account: Account) -> None:
    with pytest.raises(UnreadableError, match="no calendar at this address"):
        found_by(account, account.server.url)


def test_a_mistyped_address_is_not_taken_for_the_whole_account(account: Account) -> None:
    account.make_calendar("work")
    for path in (f"{account.user}/wrok/", "somebody/else/"):
        with pytest.raises(UnreadableError):
            found_by(account, account.server.url + path)


def test_a_wrong_password_is_said(account: Account) -> None:
    with pytest.raises(UnreadableError, match="did not accept the user or the password"):
        find(account.server.url, Login(account.user, "wrong"))


# On servers that answer otherwise


@pytest.fixture
def odd(radicale: CalendarServer) -> Iterator[Meddler]:
    """A server that says what a test tells it to, and to everything else 404."""
    made = Meddler(radicale)
    yield made
    made.close()


NAMESPACES = (
    'xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav" xmlns:N="http://nextcloud.com/ns"'
)
CALENDAR = "<resourcetype><collection/><C:calendar/></resourcetype>"


def says(meddler: Meddler, pages: dict[str, str]) -> None:
    """Let a server answer PROPFIND: by path the properties, or whole responses."""

    def answer(request: Asked, _: GoOn) -> Answered:
        said = pages.get(urlsplit(request.path).path)
        if said is None:
            return Answered(404, {}, b"")
        if said.startswith("->"):
            return Answered(301, {"Location": said[2:]}, b"")
        responses = said if "<response>" in said else response(request.path, said)
        body = f"<multistatus {NAMESPACES}>{responses}</multistatus>"
        return Answered(207, {}, body.encode())

    meddler.meddle = answer


def response(href: str, properties: str) -> str:
    return (
        f"<response><href>{href}</href><propstat><prop>{properties}</prop>"
        "<status>HTTP/1.1 200 OK</status></propstat></response>"
    )


def principal(href: str) -> str:
    return f"<current-user-principal><href>{href}</href></current-user-principal>"


def home(*hrefs: str) -> str:
    inside = "".join(f"<href>{href}</href>" for href in hrefs)
    return f"<C:calendar-home-set>{inside}</C:calendar-home-set>"


def calendars(*listed: str) -> str:
    return "".join(response(f"/home/{n}/", one) for n, one in enumerate(listed))


def test_a_server_is_found_by_its_well_known_address(odd: Meddler) -> None:
    says(
        odd,
        {
            "/.well-known/caldav": "->/dav/",
            "/dav/": principal("/me/"),
            "/me/": home("/home/"),
            "/home/": calendars(CALENDAR),
        },
    )
    [calendar] = find(odd.url("http://host/")).collections
    assert urlsplit(calendar.url).path == "/home/0/"
    assert (calendar.name, calendar.can_write) == ("0", True)
    assert calendar.kinds == ("VEVENT", "VTODO", "VJOURNAL")


def test_several_homes_are_all_looked_at(odd: Meddler) -> None:
    says(
        odd,
        {"/me/": home("/home/", "/other/"), "/home/": calendars(CALENDAR), "/other/": calendars()},
    )
    assert len(find(odd.url("http://host/me/")).collections) == 1


def test_what_is_no_diary_of_anybody_is_left_out(odd: Meddler) -> None:
    listed = (
        CALENDAR,
        "<resourcetype><collection/></resourcetype>",
        "<resourcetype><collection/><C:schedule-inbox/></resourcetype>",
        "<resourcetype><collection/><C:calendar/><N:deleted-calendar/></resourcetype>",
        f'{CALENDAR}<C:supported-calendar-component-set><C:comp name="VPOLL"/>'
        "</C:supported-calendar-component-set>",
    )
    says(odd, {"/me/": home("/home/"), "/home/": calendars(*listed)})
    [calendar] = find(odd.url("http://host/me/")).collections
    assert calendar.name == "0"


def may(*privileges: str) -> str:
    inside = "".join(f"<privilege><{one}/></privilege>" for one in privileges)
    return f"{CALENDAR}<current-user-privilege-set>{inside}</current-user-privilege-set>"


def test_what_may_only_be_read_is_recognised(odd: Meddler) -> None:
    listed = (may("read"), may("read", "write-content"), may("all"), may("C:read-free-busy"))
    says(odd, {"/me/": home("/home/"), "/home/": calendars(*listed)})
    found = find(odd.url("http://host/me/")).collections
    assert [(one.name, one.can_write) for one in found] == [("0", False), ("1", True), ("2", True)]


@pytest.mark.parametrize("page", ["home", "principal"])
def test_credentials_do_not_follow_to_another_server(odd: Meddler, page: str) -> None:
    away = "https://calendars.evil.example/home/"
    says(odd, {"/me/": home(away) if page == "home" else principal(away)})
    with pytest.raises(UnreadableError, match=r"leads to another one, calendars\.evil\.example;"):
        find(odd.url("http://host/me/"), Login("me", "s3cret"))


def test_calendars_listed_on_another_server_are_left_out(odd: Meddler) -> None:
    away = response("https://evil.example/home/1/", CALENDAR)
    says(odd, {"/me/": home("/home/"), "/home/": away + calendars(CALENDAR)})
    [calendar] = find(odd.url("http://host/me/")).collections
    assert urlsplit(calendar.url).hostname == "127.0.0.1"


def test_a_name_from_a_server_is_one_plain_line(odd: Meddler) -> None:
    name = "Work\n\u202e\u200b diary " + "x" * 500
    listed = calendars(f"{CALENDAR}<displayname>{name}</displayname>")
    says(odd, {"/me/": home("/home/"), "/home/": listed})
    [calendar] = find(odd.url("http://host/me/")).collections
    assert calendar.name.startswith("Work diary xxx")
    assert len(calendar.name) <= 80
    assert calendar.name.isprintable()


def test_a_web_server_is_no_calendar_server(odd: Meddler) -> None:
    odd.meddle = lambda _, __: Answered(200, {}, b"<html>Welcome</html>")
    with pytest.raises(UnreadableError, match="a web page came instead"):
        find(odd.url("http://host/"))
