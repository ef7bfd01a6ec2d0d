"""What a server would send, in a person's words."""

from jointdesk.domain.invitations import Message, MessageKind, count_words, told_words

SENT = (
    Message(MessageKind.INVITATION, ("tom@calderbourne.example", "bridget@wexmere.example")),
    Message(MessageKind.UPDATE, ("stott@calderbourne.example",)),
)


def test_who_gets_what_is_said_by_address() -> None:
    assert told_words(SENT) == (
        "an invitation to tom@calderbourne.example and bridget@wexmere.example"
        " and an update to stott@calderbourne.example"
    )


def test_how_many_go_out_is_counted_by_kind() -> None:
    assert count_words(SENT) == "2 invitations and 1 update"
    assert count_words([*SENT, SENT[1]]) == "2 invitations and 2 updates"


def test_answers_are_replies() -> None:
    reply = Message(MessageKind.REPLY, ("chair@wexmere.example",))
    assert told_words([reply]) == "an answer to chair@wexmere.example"
    assert count_words([reply, reply]) == "2 replies"
