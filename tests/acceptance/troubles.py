"""What goes wrong with servers, and the one sentence that is said of it with what to do.

Each is gone through in the window and by a command of its own.
"""

import datetime
import json
import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tests.acceptance.program import Program
from tests.calendar_servers import Answered, Asked

if TYPE_CHECKING:
    from tests.acceptance.working_day import Day

TYPED = "typed-f0r-nobody"
"""A password that is given to servers which must not get it."""

_PAGE = b"<!DOCTYPE html><html><title>Sign in to this network</title></html>"
_LATER = {"Retry-After": "120"}
_AWAY = {"Location": "http://captive.example/sign-in"}
_BASIC = {"WWW-Authenticate": 'Basic realm="calendar"'}


class Trouble(NamedTuple):
    """An answer of a server or of what is between, and words of what is to be said of it."""

    name: str
    status: int
    words: str
    headers: Mapping[str, str] = {}
    body: bytes = b""

    def answer(self, request: Asked, *, is_for_changes: bool) -> Answered | None:
        """Return what comes in place of the server's answer, None for that."""
        if is_for_changes and request.method not in ("PUT", "DELETE"):
            return None
        return Answered(self.status, self.headers, self.body)


READING = (
    Trouble("wrong password", 401, "has the password changed?", _BASIC),
    Trouble("may not be read", 403, "ask its owner"),
    Trouble("captive portal", 200, "this network asks to sign in first", {}, _PAGE),
    Trouble("captive portal, by redirect", 302, "this network asks to sign in first", _AWAY),
    Trouble("moved in circles", 301, "tell whoever runs it", {"Location": "/"}),
    Trouble("moved without a word", 404, "connect it where it is now"),
    Trouble("gone", 410, "connect it where it is now"),
    Trouble("too often", 429, "try again later", _LATER),
    Trouble("fault", 500, "tell whoever runs it if it stays"),
    Trouble("being mended", 503, "try again later", _LATER),
)
WRITING = (
    Trouble("wrong password", 401, "has the password changed?", _BASIC),
    Trouble("read only", 403, "ask its owner"),
    Trouble("captive portal", 200, "this network asks to sign in first", {}, _PAGE),
    Trouble("captive portal, by redirect", 302, "this network asks to sign in first", _AWAY),
    Trouble("too large", 413, "shorten its notes"),
    Trouble("locked", 423, "try again later"),
    Trouble("too often", 429, "try again later", _LATER),
    Trouble("fault", 500, "tell whoever runs it if it stays"),
    Trouble("being mended", 503, "try again later", _LATER),
    Trouble("full", 507, "whoever runs it must make some"),
)
CERTIFICATES = (("self-signed", 1, "is not trusted; ask whoever"), ("expired", -1, "must renew it"))


def told_by_command(program: Program, source: str, password: str) -> str:
    """Return what a sync of one diary says in one process."""
    given = json.dumps({source: password})
    _, out, _ = program.run("sync", source, "--json", "--secrets-stdin", typed=given)
    [report] = json.loads(out)["sources"]
    return str(report.get("error", ""))


@contextmanager
def secure_server(folder: Path, days: int) -> Iterator[tuple[str, Path]]:
    """Serve over a certificate of one's own making that ends in so many days.

    Gives the address and the file with the certificate.
    """
    file = folder / f"certificate{days}.pem"
    _write_certificate(file, days)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)

    class Quiet(ThreadingHTTPServer):
        def handle_error(self, request: object, client_address: object) -> None:
            """A client that gave up is no error here."""

    server = Quiet(("127.0.0.1", 0), BaseHTTPRequestHandler)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield f"https://127.0.0.1:{server.server_port}/", file
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _write_certificate(file: Path, days: int) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "test")])
    now = datetime.datetime.now(datetime.UTC)
    local = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=9))
        .not_valid_after(now + datetime.timedelta(days=days))
        .add_extension(local, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    clear = serialization.NoEncryption()
    encoding = serialization.Encoding.PEM
    private = key.private_bytes(encoding, serialization.PrivateFormat.PKCS8, clear)
    file.write_bytes(private + made.public_bytes(encoding))


def expect(words: str, said: str, where: str) -> None:
    """See that it is said."""
    assert words in said, f"{where}: {words!r} is not said: {said}"


def meet_troubles(day: "Day") -> None:
    """Meet every fault of a server, in the window and by command."""
    door, source = day.doors["CAL"], _source(day, "CAL")
    for number, trouble in enumerate((*READING, *WRITING)):
        is_for_changes = number >= len(READING)
        for by_command in (False, True):
            before = len(day.do("said"))
            door.answers = partial(trouble.answer, is_for_changes=is_for_changes)
            if is_for_changes:
                place = f"Trouble {number}{'b' if by_command else ''}"
                day.allowed["busy"] |= {"LOCATION"}
                shown = next(one[3] for one in day.do("week") if one[2] == "Busy")
                day.seen.setdefault("busy", {""}).add(shown)
                day.do("edit", "Busy", {"place": place})
            if by_command:
                said = told_by_command(day.program, source, door.account.password)
                # What the window has tried by itself meanwhile waits for a person.
                said = said or day.program.run("outbox", "list")[1]
            else:
                day.do("sync")
                said = " ".join(day.do("said")[before:])
            door.answers = lambda _: None
            expect(trouble.words, said, trouble.name)
        day.say(f"       {trouble.name}: {said}")
    day.say(f"       {day.do('choose', 'Try again to write Busy')}")
    day.sync()
    day.expect("CAL", "busy", f"LOCATION:{place}")


def meet_certificates(day: "Day") -> None:
    """Meet servers that are not who they say, in the form and by command."""
    for name, days, words in CERTIFICATES:
        with secure_server(day.program.folder, days) as (address, file):
            said = day.do("connect", "CAL", address, "somebody", TYPED)
            expect(words if days > 0 else "certificate", said, name)
            day.program.certificates = "" if days > 0 else str(file)
            add = ("source", "add", "CAL", "caldav", address, "--user", "somebody")
            given = ("--password-stdin", "--no-keyring")
            said = day.program.run(*add, *given, typed=f"{TYPED}\n")[2].strip()
            day.program.certificates = ""
            expect(words, said, name)
            day.say(f"       {name}: {said}")


def meet_silence(day: "Day") -> None:
    """Meet a server that takes a connection and then says nothing."""
    over = threading.Event()

    def wait(_: Asked) -> Answered:
        over.wait(600)
        return Answered(503, {}, b"")

    day.doors["CAL"].answers = wait
    day.sync("no answer from the server; is this machine online?", "The Health diary was read")
    day.doors["CAL"].answers = lambda _: None
    over.set()


def _source(day: "Day", code: str) -> str:
    listed = day.program.json("source", "list")["sources"]
    return str(next(one["id"] for one in listed if one["org"] == code))
