"""Addresses of servers: what may be kept of them, and what makes a connection safe."""

import json
import ssl
from contextlib import closing

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict

from jointdesk.desk.refusals import ServerError
from jointdesk.desk.server import Server, bare, complete, is_loopback
from jointdesk.domain.shared_desk import Hello
from tests.postgres import PostgresServer


def test_only_the_place_of_an_address_is_kept() -> None:
    kept = conninfo_to_dict(bare("postgresql://admin:secret@db.example:5433/desk?options=-cx%3Dy"))
    assert kept == {"host": "db.example", "port": "5433", "dbname": "desk"}


def test_a_server_elsewhere_is_verified() -> None:
    safe = conninfo_to_dict(complete("postgresql://db.example/desk"))
    assert safe["sslmode"] == "verify-full"
    assert safe["sslrootcert"] == (ssl.get_default_verify_paths().cafile or "system")
    assert safe["channel_binding"] == "require"
    own = conninfo_to_dict(complete("postgresql://db.example/desk", "/x/ca.pem"))
    assert own["sslrootcert"] == "/x/ca.pem"


@pytest.mark.parametrize("mode", ["disable", "allow", "prefer", "require", "verify-ca"])
def test_no_address_may_ask_for_less(mode: str) -> None:
    with pytest.raises(ServerError, match="not verified"):
        complete(f"postgresql://db.example/desk?sslmode={mode}")


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "/var/run/postgresql"])
def test_this_machine_needs_no_certificate(host: str) -> None:
    assert is_loopback(host)
    assert conninfo_to_dict(complete(f"host={host} dbname=desk"))["sslmode"] == "prefer"


@pytest.mark.parametrize("host", ["db.example", "127.0.0.1.example", "127.0.0.1,db.example", ""])
def test_no_other_is_taken_for_it(host: str) -> None:
    assert not is_loopback(host)


@pytest.mark.parametrize(
    "address", ["", "https://example/desk", "postgresql://db.example", "postgresql:///desk", "x y"]
)
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(ServerError):
        complete(address)


def test_this_machine_by_name_and_another_by_number_is_another() -> None:
    for number, mode in (("127.0.0.1", "prefer"), ("192.0.2.1", "verify-full")):
        address = complete(f"host=localhost hostaddr={number} dbname=desk")
        assert conninfo_to_dict(address)["sslmode"] == mode


def test_what_a_newer_server_says_besides_is_passed_over(postgres: PostgresServer) -> None:
    said = dict.fromkeys(Hello._fields, "x") | {"streams": [], "newer": 1}
    address = postgres.new_database().administrator
    with closing(psycopg.connect(address, autocommit=True)) as line:
        line.execute("CREATE SCHEMA api")
        line.execute(
            "CREATE FUNCTION api.hello(text, int, text) RETURNS jsonb LANGUAGE sql"
            f" AS $$ SELECT '{json.dumps(said)}'::jsonb $$"
        )
        assert Server(line).hello("device", "app").streams == ()
