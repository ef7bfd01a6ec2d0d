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


def test_what_was_added_can_be_removed_and_undone(cli: Desk) -> None:
    bridget = cli("person", "add", "Bridget").id
    cli("seat", "add", "Bridget", "--org", "WEX", "--role", "pa")
    cli("site", "add", "hall", "Town Hall")
    rule = cli("rule", "add", "--title", "*Board*", "--set", "tier=1").id

    seat = cli("seat", "remove", "Bridget", "--org", "wex", "--role", "pa", "--json").json
    assert (seat["org"], seat["role"]) == ("WEX", "pa")
    assert "not pa of WEX" in cli("seat", "remove", "Bridget", "--org", "WEX", "--role", "pa").err
    assert cli("person", "remove", "bridget", "--json").json["id"] == bridget
    assert cli("site", "remove", "hall", "--json").json["name"] == "Town Hall"
    assert cli("rule", "remove", rule, "--json").json["id"] == rule
    assert cli("org", "remove", "cal", "--json").json["org"] == "CAL"

    listed = [cli(noun, "list", "--json").json["items"] for noun in ("site", "rule", "org")]
    assert [len(items) for items in listed] == [0, 0, 1]
    assert cli("undo", "5").status == 0
    assert [person["name"] for person in people(cli)] == ["", "Bridget"]
    assert len(cli("org", "list", "--json").json["items"]) == 2


def test_what_cannot_be_removed_says_why(cli: Desk) -> None:
    (director,) = people(cli)
    for words in (
        ("person", "remove", director["id"]),
        ("seat", "remove", director["id"], "--org", "CAL", "--role", "director"),
        ("org", "remove", "NONE"),
        ("site", "remove", "nowhere"),
        ("rule", "remove", "none"),
    ):
        answer = cli(*words)
        assert (answer.status, answer.out) == (2, "")
        assert answer.err.strip().endswith(".")


def test_who_is_named_in_a_command_is_not_who_acts(cli: Desk) -> None:
    tom = cli("person", "add", "Tom").id
    bridget = cli("person", "add", "Bridget").id
    seat = cli("seat", "add", "Tom", "--org", "CAL", "--role", "pa", who=bridget).id
    (change,) = cli("history", seat, "--json").json["changes"]
    assert change["author"] == bridget
    assert tom in str(change["after"])


def test_what_a_pa_does_is_for_the_director_and_history_says_so(cli: Desk) -> None:
    imogen = cli("person", "add", "Imogen Farrant").id
    cli("seat", "add", imogen, "--org", "CAL", "--role", "director")
    tom = cli("person", "add", "Tom Adeyemi").id
    cli("seat", "add", tom, "--org", "CAL", "--role", "pa")
    made = cli("event", "add", "CAL call Tue 9-10 /CAL", who="Tom").id

    assert "Tom Adeyemi for Imogen Farrant: Added" in cli("history", made).out
    (change,) = cli("history", made, "--json").json["changes"]
    assert change["author"] == tom
    assert change["on_behalf_of_name"] == "Imogen Farrant"
    cli("event", "edit", made, "--set", "title=Call")
    assert "Imogen Farrant: Changed" in cli("history", made).out
    assert "for Imogen Farrant: Changed" not in cli("history", made).out
