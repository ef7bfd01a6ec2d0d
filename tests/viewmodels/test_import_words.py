"""What an import would change, in words."""

from zoneinfo import ZoneInfo

from jointdesk.domain.components import Attendee, Problem
from jointdesk.domain.moments import DAY, HOUR, parse_instant
from jointdesk.domain.resources import Outcome
from jointdesk.sync.preview import Difference, PreviewRow
from jointdesk.viewmodels.import_words import Kind, Mark, Piece, tell_problem, tell_row

LONDON = ZoneInfo("Europe/London")
START = parse_instant("2027-01-07T13:00", LONDON)


def row(
    *differences: Difference, outcome: Outcome = Outcome.CHANGED, **values: object
) -> PreviewRow:
    known = PreviewRow(outcome, "Quality Committee", START, START + HOUR, False, "", False, False)
    return known._replace(differences=differences, **values)


def difference(*differences: Difference, **values: object) -> str:
    return tell_row(row(*differences, **values), LONDON, None).difference


def test_a_task_is_called_one_with_the_day_on_which_it_is_due() -> None:
    known = PreviewRow(Outcome.NEW, "Order vaccines", None, START, False, "", False, False)
    told = tell_row(known._replace(kind="VTODO"), LONDON, None)
    assert (told.difference, told.when) == ("New task", "due Thu 7 Jan")
    undated = tell_row(known._replace(kind="VTODO", end=None), LONDON, None)
    assert undated.when == "no date"


def test_old_and_new_values_are_told_apart() -> None:
    told = tell_row(row(Difference("start", START + HOUR, START)), LONDON, None)
    assert told.pieces == (Piece("Start"), Piece("14:00", Mark.OLD), Piece("13:00", Mark.NEW))
    assert told.difference == "Start from 14:00 to 13:00"
    assert told.when == "Thu 7 Jan 13:00"


def test_several_differences_make_one_sentence() -> None:
    said = difference(
        Difference("start", START + HOUR, START), Difference("location", "Wexmere House", "Teams")
    )
    assert said == "Start from 14:00 to 13:00, place from Wexmere House to Teams"


def test_another_day_is_named() -> None:
    assert difference(Difference("start", START - DAY, START)) == (
        "Start from Wed 6 Jan 13:00 to Thu 7 Jan 13:00"
    )


def test_the_last_day_of_an_all_day_item_is_the_one_before_its_end() -> None:
    midnight = parse_instant("2027-01-09T00:00", LONDON)
    said = difference(Difference("end", midnight, midnight + DAY), is_all_day=True)
    assert said == "Last day from Fri 8 Jan to Sat 9 Jan"


def test_a_value_that_is_taken_out_or_comes_new() -> None:
    assert difference(Difference("location", "", "Teams")) == "Place to Teams"
    assert difference(Difference("location", "Teams", "")) == "Place taken out: from Teams"


def test_repeating_until_another_day() -> None:
    old, new = "FREQ=DAILY;UNTIL=20270226", "FREQ=DAILY;UNTIL=20270331"
    assert difference(Difference("rule", old, new)) == (
        "Repeats until Wednesday 31 March, was Friday 26 February"
    )
    assert difference(Difference("rule", "", new)) == "Repeats now"
    assert difference(Difference("rule", old, "FREQ=WEEKLY")) == "Repeats otherwise"


def test_people_are_counted() -> None:
    anna = Attendee("a@x", "A", "ACCEPTED", "")
    said = difference(
        Difference("attendees", (anna,), (anna._replace(partstat="DECLINED"),
                                          Attendee("b@x", "B", "", ""))),
    )  # fmt: skip
    assert said == "People: 1 more, 1 other answer"


def test_what_is_private_to_another_body_is_not_shown() -> None:
    secret = row(Difference("summary", "Old", "Dismissal"), title="Dismissal", is_private=True)
    told = tell_row(secret, LONDON, None, hidden="Busy (WEX)")
    assert (told.title, told.difference) == ("Busy (WEX)", "Private")


def test_foreign_text_is_one_plain_line() -> None:
    told = tell_row(row(outcome=Outcome.NEW, title="a\nb\u202e<b>", place="x\ty"), LONDON, None)
    assert (told.title, told.difference) == ("a b<b>", "New, x y")


def test_missing_ones_say_when_they_were_last_seen() -> None:
    seen = parse_instant("2026-12-07T09:00", LONDON)
    told = tell_row(row(outcome=Outcome.MISSING), LONDON, seen)
    assert told.difference == "Not in the file. Last seen 7 December."


def test_what_is_left_out_names_its_line() -> None:
    told = tell_problem(Problem("x.ics", 4118, "u", "it ends before it starts"), Kind.REJECTED)
    assert told.title == "Item at line 4,118"
    assert told.difference == "It ends before it starts. Left out, the rest is imported."
