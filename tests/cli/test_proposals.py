"""Conflicts worked as a team from the command line: given, seen, talked about, proposed, agreed."""

import pytest

from tests.cli.conftest import Desk, event

DAY = ("--from", "2026-12-01", "--to", "2026-12-02")


@pytest.fixture
def clash(cli: Desk) -> Desk:
    """A clash of the two bodies, with a PA for each."""
    imogen = cli("person", "add", "Imogen Farrant").id
    cli("seat", "add", imogen, "--org", "CAL", "--role", "director")
    for name, code in (("Tom Adeyemi", "CAL"), ("Bridget Lyall", "WEX")):
        cli("seat", "add", cli("person", "add", name).id, "--org", code, "--role", "pa")
    cli.connect("CAL", cli.write("c.ics", event("a", "20261201T100000", "20261201T110000", "One")))
    cli.connect("WEX", cli.write("w.ics", event("b", "20261201T103000", "20261201T113000", "Two")))
    return cli


def only(cli: Desk) -> str:
    (conflict,) = cli.conflicts("--code", "DIA-01")
    return str(conflict["id"])


def test_it_is_given_seen_and_talked_about(clash: Desk) -> None:
    found = only(clash)
    clash("assign", found, "Bridget", "--note", "Can yours move?", who="Tom")
    (listed,) = clash.conflicts("--code", "DIA-01", who="Bridget")
    assert (listed["unseen"], listed["waits"]) == (1, True)
    (listed,) = clash.conflicts("--code", "DIA-01", who="Tom")
    assert (listed["unseen"], listed["waits"]) == (0, False)
    assert "(not seen yet): Can yours move?" in clash("comments", found, who="Tom").out
    assert clash("comments", found, who="Bridget").out.startswith("* ")

    assert clash("seen", found, "--json", who="Bridget").json == {
        "version": 1, "id": found, "seen": 1,
    }  # fmt: skip
    assert "Nothing here was new" in clash("seen", found, who="Bridget").out

    said = clash("comment", found, "I ask the chair", who="Bridget")
    assert "Everyone on this desk may read this." in said.err
    given, comment = clash("comments", found, "--json", who="Tom").json["items"]
    assert (given["kind"], given["seen_at"]) == ("given", "2026-11-30T08:00:00+00:00")
    assert given["person_name"] == comment["person_name"] == "Bridget Lyall"
    assert (comment["id"], comment["text"], comment["unseen"]) == (
        said.id, "I ask the chair", True,
    )  # fmt: skip
    assert clash("seen", said.id, who="Tom").out == "Seen.\n"
    assert "Bridget Lyall: Said something about a conflict DIA-01" in clash("history", found).out


def test_a_proposed_time_that_clashes_is_told(clash: Desk) -> None:
    clash.connect(
        "WEX", clash.write("x.ics", event("c", "20261201T143000", "20261201T150000", "Xen"))
    )
    when = ("--how", "move", "--start", "2026-12-01T14:00")
    made = clash("propose", only(clash), *when, "--json", who="Tom")
    told = made.err.splitlines()[-1]
    assert made.json["clashes"] == [told]
    assert told == "Two (WEX) and Xen (WEX) overlap for 30 minutes on Tue 1 Dec at 14:30."


def test_a_proposal_is_listed_accepted_and_undone(clash: Desk) -> None:
    found = only(clash)
    made = clash("propose", found, "--how", "move", "--start", "2026-12-01T14:00",
                 "--text", "Chair agrees", who="Tom")  # fmt: skip
    assert "Move “Two” to Tue 1 Dec 14:00–15:00." in made.err
    (listed,) = clash("proposals", "--open", "--json", who="Bridget").json["items"]
    assert listed["id"] == made.id
    assert listed["conflict"] == found
    assert (listed["how"], listed["state"], listed["text"]) == (
        "move", "proposed", "Chair agrees",
    )  # fmt: skip
    assert listed["may_answer"]
    assert listed["by_name"] == "Tom Adeyemi"
    assert "Tom Adeyemi: Move “Two”" in clash("proposals", "--conflict", found).out

    done = clash("accept", made.id, "--note", "Fine", "--json", who="Bridget")
    assert done.json["sentence"] == "Move “Two” to Tue 1 Dec 14:00–15:00"
    assert clash.conflicts("--code", "DIA-01") == []
    assert clash("worklist", "list", "--json").json["items"][0]["org"] == "WEX"
    assert clash("proposals", "--open").out == "Nothing is proposed.\n"
    assert clash("undo", who="Bridget").out == "Undone: Accepted a proposal\n"
    assert only(clash) == found
    assert clash("worklist", "list", "--json").json["items"] == []


def test_refusing_says_why_and_one_s_own_is_taken_back(clash: Desk) -> None:
    found = only(clash)
    made = clash("propose", found, "--how", "give-way", who="Tom").id
    assert clash("refuse", made, who="Bridget").status == 2
    assert clash("refuse", made, "--why", "It cannot", who="Bridget").out == "Declined.\n"
    assert "(declined: It cannot)" in clash("proposals", who="Tom").out
    own = clash("propose", found, "--how", "deputy", "Bridget", who="Tom").id
    assert clash("refuse", own, "--json", who="Tom").json["state"] == "withdrawn"


def test_news_begin_with_what_others_did_for_one(clash: Desk) -> None:
    found = only(clash)
    clash("assign", found, "Bridget", "--note", "Yours?", who="Tom")
    made = clash("propose", found, "--how", "give-way", who="Bridget").id
    said = clash("news", "--since", "2026-11-30", who="Bridget").out.splitlines()
    assert said[0] == "Tom Adeyemi gave you something to settle: Yours?"
    clash("refuse", made, "--why", "It cannot")
    (answer,) = [
        one
        for one in clash("news", "--json", who="Bridget").json["items"]
        if one["kind"] == "answered"
    ]
    assert answer["person"] == "Imogen Farrant"
    assert answer["id"] == found
    assert answer["title"] == "Declined: “Two” gives way: It cannot"
    assert answer["at"] == "2026-11-30T08:00:00+00:00"
    assert "gave you" not in clash("news", who="Tom").out


@pytest.mark.parametrize(
    "words",
    [
        ("propose", "nothing", "--how", "remote"),
        ("propose", "ID", "--how", "fly"),
        ("propose", "ID", "--how", "remote", "a", "b"),
        ("propose", "ID", "--how", "deputy", "Nobody"),
        ("propose", "ID", "--how", "deputy"),
        ("comment", "ID", " "),
        ("comment", "nothing", "Hello"),
        ("comments", "nothing"),
        ("seen", "nothing"),
        ("accept", "nothing"),
        ("refuse", "nothing"),
    ],
)
def test_wrong_words_are_one_sentence_and_change_nothing(
    clash: Desk, words: tuple[str, ...]
) -> None:
    found = only(clash)
    answer = clash(*(found if word == "ID" else word for word in words), who="Tom")
    assert answer.status == 2
    assert answer.out == ""
    assert len(answer.err.strip().splitlines()) == 1
    assert clash("proposals", "--json").json["items"] == []


def test_hostile_words_are_said_back_as_words(clash: Desk) -> None:
    found = only(clash)
    clash("comment", found, "<b>\x1b[31m\u202e\nOne more line", who="Tom")
    (line,) = clash("comments", found).out.strip().splitlines()
    assert "\x1b" not in line
    assert "\u202e" not in line
