"""Events made here are what their text comes to, also where no text is written for it."""

from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from jointdesk.derive.events import meeting_of, series_of
from jointdesk.diary.context import Context
from jointdesk.diary.details import details_of
from jointdesk.domain.events import Event, Invited, local_collection
from jointdesk.domain.organisations import Organisation, OrganisationKind
from jointdesk.domain.sources import Collection

ZONE = ZoneInfo("Europe/London")
TEXT = st.text(st.characters(codec="ascii", min_codepoint=32, max_codepoint=126), max_size=12)
WORDS = TEXT.map(str.strip) | st.sampled_from(["Board, part 2; £5", "https://zoom.us/j/91234567"])


@st.composite
def times(draw: st.DrawFn) -> tuple[str, str]:
    day = draw(st.integers(1, 27))
    month = draw(st.sampled_from([3, 6, 10, 12]))
    if draw(st.booleans()):
        return f"2026-{month:02}-{day:02}", f"2026-{month:02}-{day + 1:02}"
    hour = draw(st.integers(3, 22))
    return f"2026-{month:02}-{day:02}T{hour:02}:15", f"2026-{month:02}-{day:02}T{hour + 1:02}:00"


@st.composite
def events(draw: st.DrawFn) -> Event:
    start, end = draw(times())
    given: dict[str, Any] = {
        "title": draw(WORDS) or "Untitled",
        "place": draw(WORDS),
        "notes": draw(WORDS),
        "status": draw(st.sampled_from(["confirmed", "tentative", "hold", "cancelled"])),
        "visibility": draw(st.sampled_from(["all", "own_org"])),
        "busy": draw(st.none() | st.booleans()),
        "attendees": tuple(
            Invited(f"{name}@body.example", name, role)
            for name, role in draw(
                st.lists(
                    st.tuples(
                        st.sampled_from(["ann", "bob"]),
                        st.sampled_from(["required", "optional", "chair"]),
                    ),
                    max_size=2,
                )
            )
        ),
    }
    return Event("e1", 7, "o1", start=start, end=end, **given)


def context() -> Context:
    organisation = Organisation("o1", "CAL", "Council", OrganisationKind.COUNCIL)
    local = Collection(local_collection("o1"), "o1", "Made here", "local")
    return Context(ZONE, {"o1": organisation}, {local.id: local}, writable=frozenset({local.id}))


@settings(max_examples=150, deadline=None)
@given(events())
def test_the_short_way_comes_to_what_the_text_comes_to(event: Event) -> None:
    known = context()
    quick = meeting_of(event, known).preferred
    series = series_of(event, (), known)
    assert series is not None
    component = series.components[0]
    details = details_of(
        component,
        component_id=quick.details.component_id,
        series_id="e1",
        seen=7,
        collection_id=local_collection("o1"),
        context=known,
    )
    assert (quick.start, quick.end, quick.day) == (component.start, component.end, component.day)
    assert quick.details == details
