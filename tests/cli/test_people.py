"""People, seats, and who the director is."""

from typing import Any

from tests.cli.conftest import Desk


def people(cli: Desk) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = cli("person", "list", "--json").json["items"]
    return found


def test_a_new_desk_has_a_director_without_a_name_in_every_organisation(cli: Desk) -> None:
    (director,) = people(cli)

    assert director["name"] == ""
    assert {(seat["org"], seat["role"]) for seat in director["seats"]} == {
        ("CAL", "director"),
        ("WEX", "director"),
    }


def test_the_first_director_to_be_seated_names_that_same_person(cli: Desk) -> None:
    (unnamed,) = people(cli)
    imogen = cli("person", "add", "Imogen Farrant", "--email", "I.Farrant@cal.example").id

    assert cli("seat", "add", imogen, "--org", "CAL", "--role", "director").status == 0

    (director,) = people(cli)
    assert director["id"] == unnamed["id"]
    assert director["name"] == "Imogen Farrant"
    assert director["emails"] == ["i.farrant@cal.example"]
    assert cli("org", "list", who=imogen).status == 0


def test_a_person_is_found_by_id_address_name_and_first_name(cli: Desk) -> None:
    tom = cli("person", "add", "Tom Adeyemi", "--email", "tom@cal.example").id

    for words in (tom, "tom@cal.example", "TOM@CAL.EXAMPLE", "Tom Adeyemi", "tom"):
        assert cli("seat", "add", words, "--org", "CAL", "--role", "pa").status == 0


def test_an_unknown_or_ambiguous_person_is_wrong_use(cli: Desk) -> None:
    cli("person", "add", "Tom Adeyemi")
    cli("person", "add", "Tom Brown")

    nobody = cli("agenda", "--from", "2026-11-30", "--to", "2026-12-01", who="Nobody")
    several = cli("agenda", "--from", "2026-11-30", "--to", "2026-12-01", who="Tom")

    assert (nobody.status, nobody.out) == (2, "")
    assert "Nobody here is “Nobody”" in nobody.err
    assert several.status == 2
    assert "Tom Adeyemi" in several.err


def test_an_address_belongs_to_one_person(cli: Desk) -> None:
    cli("person", "add", "Tom", "--email", "tom@cal.example")

    again = cli("person", "add", "Other", "--email", "TOM@cal.example")

    assert again.status == 2
    assert "belongs to Tom already" in again.err
