"""X7: the brief of a day for one reader."""

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from jointdesk.domain.decisions import Paper
from jointdesk.domain.moments import HOUR, instant
from jointdesk.domain.records import Records
from jointdesk.domain.tasks import Task
from jointdesk.exports.brief import BriefParts, DueLine, Trouble, brief_document
from jointdesk.exports.content import Content
from jointdesk.exports.diary import DiaryEntry
from jointdesk.exports.document import Document, Heading, Table
from jointdesk.exports.editions import Reader
from tests.exports.sample_content import CAL, MADE_AT, PILOT, TODAY, WEX

ZONE = ZoneInfo("Europe/London")
NINE = instant(datetime(2026, 12, 14, 9, tzinfo=UTC))
BOARD = DiaryEntry("b", NINE, NINE + HOUR, "Board", ("CAL",), "Town Hall", urgency="must")
DIRECTOR, OF_WEX = Reader("director"), Reader("org", "o2")


def content(*tasks: Task) -> Content:
    papers = (Paper("Evaluation"),)
    decision = replace(
        PILOT, decided_at_meeting="key", background_papers=papers, title="Falls pilot"
    )
    return Content(
        records=Records(decisions=(decision,), tasks=tasks),
        organisations={"o1": CAL, "o2": WEX},
        people={"p1": "Imogen Farrant"},
        made_at=MADE_AT,
        today=TODAY,
    )


def brief(parts: BriefParts, reader: Reader = DIRECTOR, *tasks: Task) -> Document:
    return brief_document(parts, content(*tasks), reader, ZONE, "For one only", "As of now")


def parts(**more: object) -> BriefParts:
    made = BriefParts((TODAY,), (BOARD,), {"key": BOARD}, (), (), ())
    return made._replace(**more)


def rows(document: Document, name: str) -> list[tuple[object, ...]]:
    tables = [one for one in document.blocks if isinstance(one, Table)]
    return [row for one in tables if one.name == name for row in one.rows]


def test_it_is_upright_named_after_its_day_and_has_every_part() -> None:
    made = brief(parts())
    assert (made.title, made.landscape) == ("Brief for Monday 14 December 2026", False)
    headings = [one.text for one in made.blocks if isinstance(one, Heading)]
    assert headings == ["The day", "Papers", "Conflicts", "Deadlines", "Tasks", "Notes"]
    assert (made.header, made.footer) == ("For one only", "As of now")


def test_several_days_each_have_their_heading() -> None:
    made = brief(parts(days=(TODAY, date(2026, 12, 15))))
    assert made.title == "Brief for Monday 14 December 2026 to Tuesday 15 December 2026"
    headings = [one.text for one in made.blocks if isinstance(one, Heading)]
    assert headings[:2] == ["Monday 14 December 2026", "Tuesday 15 December 2026"]


def test_a_row_says_when_what_where_whose_and_what_must_be_known() -> None:
    assert rows(brief(parts()), "Day_20261214") == [
        ("09:00 to 10:00", "Board", "Town Hall", "CAL", "Must act")
    ]


def test_the_papers_of_a_meeting_come_from_tasks_and_from_decisions() -> None:
    paper = Task("t1", title="Options paper", feeds="key", owners=("p1",), due=TODAY, kind="paper")
    elsewhere = Task("t2", title="Another", feeds="other key")
    found = rows(brief(parts(), DIRECTOR, paper, elsewhere), "Papers")
    board = "Mon 14 Dec 09:00 to 10:00, Board"
    assert found == [
        (board, "Options paper", "Imogen Farrant", "To do, due Mon 14 Dec"),
        (board, "CAL-2026-116 Falls pilot", "CAL", "Taken"),
        (board, "Evaluation", "CAL", "Taken"),
    ]


def test_another_body_hears_of_no_decision_of_this_one() -> None:
    assert rows(brief(parts(), OF_WEX), "Papers") == []


def test_conflicts_deadlines_and_tasks_are_told_in_words() -> None:
    task = Task("t1", title="", orgs=("o1", "o2"), due=date(2026, 12, 12), due_time="12:00")
    made = brief(
        parts(
            troubles=(Trouble("Mon 14 Dec 09:00", "Two at once", "Must act", "DIA-08"),),
            due=(DueLine(TODAY, "notice by Mon 14 Dec", "CAL-1 Fees", "o1", is_late=False),),
            tasks=(task,),
        )
    )
    assert rows(made, "Conflicts") == [("Mon 14 Dec 09:00", "Two at once", "Must act", "DIA-08")]
    assert rows(made, "Deadlines") == [("Mon 14 Dec", "Notice", "CAL-1 Fees", "CAL", "Due")]
    assert rows(made, "Tasks") == [("No title", "Sat 12 Dec, 12:00", "CAL, WEX", "2 days late")]
