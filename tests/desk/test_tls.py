"""What leaves the machine is encrypted, to the server that it is meant for, or there is nothing.

On a real PostgreSQL with TLS: the system's, for the wheel's is built without. An address of
127.0.0.0/8 besides 127.0.0.1 stands for one that leads away.
"""

import ipaddress
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import psycopg
import pytest

pytest.importorskip("cryptography", reason="a self-made authority needs cryptography")

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from jointdesk.desk.invitations import read_invitation
from jointdesk.desk.refusals import NoAnswerError, ServerError
from jointdesk.desk.server import bare, complete, connect
from jointdesk.domain.moments import Instant
from tests.desk.desks import PASSWORDS, founded
from tests.postgres import (
    ADMINISTRATOR,
    Database,
    PostgresServer,
    give,
    running_postgres,
    system_binaries,
)

AWAY = "127.0.0.2"
IN_CLEAR = "naive"
"""Whom the server asks for the password itself, as one that only pretends to know it would."""

HBA = f"""
hostssl all {IN_CLEAR} all password
host all all 127.0.0.1/32 scram-sha-256
"""


class Authority(NamedTuple):
    """Somebody who vouches for servers, self-made."""

    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate

    def write(self, path: Path) -> Path:
        """Write the certificate where it can be trusted."""
        path.write_bytes(self.certificate.public_bytes(serialization.Encoding.PEM))
        return path


def signed(
    name: str, by: "Authority | None", hosts: Sequence[x509.GeneralName]
) -> tuple[ec.EllipticCurvePrivateKey, x509.Certificate]:
    """A key and its certificate, by an authority or, for one of those, by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder(
        by.certificate.subject if by else subject, subject, key.public_key(),
        x509.random_serial_number(), now - timedelta(days=1), now + timedelta(days=1),
    ).add_extension(x509.BasicConstraints(by is None, None), critical=True)  # fmt: skip
    if hosts:
        builder = builder.add_extension(x509.SubjectAlternativeName(hosts), critical=False)
    return key, builder.sign(by.key if by else key, hashes.SHA256())


def authority() -> Authority:
    return Authority(*signed("An authority", None, []))


class Away(NamedTuple):
    """A server with TLS, and the file of the authority that vouches for it."""

    database: Database
    ca: Path

    def address(self, host: str, **more: str) -> str:
        said = {"host": host, "port": self.database.server.port, "dbname": self.database.name}
        return " ".join(f"{name}={value}" for name, value in {**said, **more}.items())


@pytest.fixture(scope="module")
def away(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Away]:
    """A server on other addresses than this machine's usual one."""
    programs = system_binaries()
    if programs is None or not sys.platform.startswith("linux"):
        pytest.skip("no PostgreSQL with TLS is installed (apt-get install postgresql)")
    ours = authority()
    names = [x509.DNSName("desk.example"), x509.IPAddress(ipaddress.ip_address(AWAY))]
    key, certificate = signed("desk.example", ours, names)
    for server in running_postgres(programs):
        server.stop()
        secret = server.folder / "server.key"
        secret.write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        )
        secret.chmod(0o600)
        public = server.folder / "server.crt"
        public.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
        for path in (secret, public):
            give(path, server.owner)
        (server.folder / "data" / "pg_hba.conf").write_text(HBA, "utf-8")
        server.settings = {
            "listen_addresses": f"127.0.0.1,{AWAY}", "ssl": "on",
            "ssl_min_protocol_version": "TLSv1.3", "ssl_cert_file": str(public),
            "ssl_key_file": str(secret),
        }  # fmt: skip
        server.start()
        yield Away(server.new_database(), ours.write(tmp_path_factory.mktemp("ca") / "ca.pem"))


def refused(address: str, ca: Path | None, password: str, role: str = ADMINISTRATOR) -> str:
    """What a person is told whose connection does not come about."""
    with pytest.raises(ServerError) as raised:
        connect(address, role, password, ca_file=str(ca) if ca else "")
    assert not isinstance(raised.value, NoAnswerError)
    assert password not in str(raised.value)
    return str(raised.value)


def test_a_desk_is_shared_through_a_server_that_is_verified(away: Away, tmp_path: Path) -> None:
    password = away.database.server.password
    address = away.address(AWAY, user=ADMINISTRATOR, password=password)
    desks = founded(tmp_path, away.database, Instant(1_796_025_600), address, away.ca)
    for who in ("Imogen", "Tom"):
        desks.join(who)
    desks.sync("Tom")
    found = read_invitation(desks.invitations["Tom"])
    assert found.ca == away.ca.read_text("utf-8")
    assert str(away.ca) not in found.address
    with closing(
        psycopg.connect(
            complete(found.address, str(away.ca)), user=found.role, password=PASSWORDS["Tom"]
        )
    ) as connection:
        said = connection.execute(
            "SELECT ssl, version FROM pg_stat_ssl WHERE pid = pg_backend_pid()"
        ).fetchone()
    assert said == (True, "TLSv1.3")
    desks.close()


def test_another_authority_s_word_is_not_taken(away: Away, tmp_path: Path) -> None:
    other = authority().write(tmp_path / "other.pem")
    password = away.database.server.password
    assert "could not be verified" in refused(away.address(AWAY), other, password)


def test_an_unknown_authority_s_word_is_not_taken(away: Away) -> None:
    assert "could not be verified" in refused(away.address(AWAY), None, "secret-word")


def test_a_server_of_another_name_is_not_taken_for_it(away: Away) -> None:
    address = away.address("other.example", hostaddr=AWAY)
    assert "could not be verified" in refused(address, away.ca, "secret-word")
    right = away.address("desk.example", hostaddr=AWAY)
    with connect(right, ADMINISTRATOR, away.database.server.password, ca_file=str(away.ca)):
        pass


def test_a_server_without_encryption_gets_nothing(away: Away, postgres: PostgresServer) -> None:
    plain = f"host=desk.example hostaddr=127.0.0.1 port={postgres.port} dbname=postgres"
    assert "could not be verified" in refused(plain, away.ca, "secret-word")


def test_a_password_is_never_given_to_a_server_that_cannot_show_it_knows_it(away: Away) -> None:
    said = refused(away.address(AWAY), away.ca, "secret-word", IN_CLEAR)
    assert "could not be verified" in said


def test_where_an_address_leads_by_number_is_not_kept() -> None:
    assert "hostaddr" not in bare("host=desk.example hostaddr=127.0.0.2 dbname=desk")
