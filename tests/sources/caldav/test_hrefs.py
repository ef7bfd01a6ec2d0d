"""Addresses as servers write them."""

from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jointdesk.sources.caldav.hrefs import Members, canonical, origin, resolved

BASE = "https://dav.example/cal/me%40x/work/"
members = Members(BASE)


@pytest.mark.parametrize(
    ("href", "name"),
    [
        ("/cal/me%40x/work/a.ics", "a.ics"),
        ("/cal/me@x/work/a%20b.ics", "a%20b.ics"),
        ("http://inside:8080/cal/me%40x/work/a.ics", "a.ics"),
        ("/cal/me%40x/work/", ""),
        ("/cal/me%40x/work", ""),
        ("/cal/me%40x/work/folder/", "folder"),
        ("/cal/me%40x/work/folder/a.ics", None),
        ("/cal/me%40x/other/a.ics", None),
        ("/cal/me%40x/", None),
        ("http://[broken/", None),
    ],
)
def test_a_member_has_a_name_within_its_collection(href: str, name: str | None) -> None:
    assert members.name(href) == name


def test_a_member_is_asked_for_where_it_is() -> None:
    assert members.path("a+b.ics") == "/cal/me%40x/work/a+b.ics"
    assert members.url("a+b.ics") == "https://dav.example/cal/me%40x/work/a+b.ics"


@given(st.text(st.characters(exclude_characters="/", exclude_categories=["Cs"]), min_size=1))
def test_every_way_to_write_a_name_is_the_same(name: str) -> None:
    assert canonical(quote(name, safe="")) == canonical(quote(name, safe="!$&'()*+,;=:@~"))
    assert canonical(canonical(quote(name))) == canonical(quote(name))


@given(st.text())
def test_anything_a_server_writes_is_an_address_or_none(href: str) -> None:
    members.name(href)
    url = resolved(BASE, href)
    assert url == "" or url.startswith(("http://", "https://"))


def test_a_server_is_its_scheme_name_and_port() -> None:
    assert origin("https://Dav.example/x") == origin("https://dav.example:443/")
    assert origin("http://dav.example/") != origin("https://dav.example/")


def test_an_address_with_a_user_in_it_is_none() -> None:
    assert resolved(BASE, "https://me:secret@dav.example/") == ""
