"""Where components begin and end, told by their BEGIN and END lines alone."""

from jointdesk.ical.structure import block_at, is_begin, line_end, mark_name, marks, next_mark


def test_marks_are_lines_that_begin_with_begin_or_end() -> None:
    text = b"BEGIN:A\nX-BEGIN:B\n BEGIN:C\r\nend : d \r\nENDING:E"
    found = [(is_begin(mark), mark_name(mark)) for mark in marks(text, 0)]
    assert found == [(True, b"A"), (False, b"D")]


def test_the_next_mark_may_be_the_first_line() -> None:
    for text, start in ((b"BEGIN:A\n", 0), (b"X\nBEGIN:A\n", 2), (b"X\nBEGIN:A\n", 0)):
        mark = next_mark(text, start)
        assert mark is not None
        assert text[mark.start(1) :] == b"BEGIN:A\n"
    assert next_mark(b"X\n", 0) is None


def test_a_block_ends_behind_its_end_line() -> None:
    text = b"BEGIN:VEVENT\nBEGIN:VALARM\nEND:VALARM\nEND:VEVENT\nBEGIN:VEVENT\nEND:VEVENT"
    first = block_at(text, 0)
    assert (first.fault, text[first.end :]) == ("", b"BEGIN:VEVENT\nEND:VEVENT")
    second = block_at(text, first.end)
    assert (second.fault, second.end) == ("", len(text))


def test_a_block_without_end_stops_before_the_next() -> None:
    text = b"BEGIN:VEVENT\nUID:a\nBEGIN:VEVENT\nEND:VEVENT\n"
    block = block_at(text, 0)
    assert (block.fault, text[block.end :]) == ("has no END line", b"BEGIN:VEVENT\nEND:VEVENT\n")


def test_a_line_ends_behind_its_line_end() -> None:
    assert line_end(b"ab\ncd", 0) == 3
    assert line_end(b"ab\ncd", 3) == 5
