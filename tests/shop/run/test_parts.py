"""The real parts of the tests are real."""

from __future__ import annotations

import smtplib
from typing import TYPE_CHECKING

import psycopg

if TYPE_CHECKING:
    from tests.shop.postgres import Postgres
    from tests.shop.smtp import MailServer


def test_postgres_answers(postgres: Postgres) -> None:
    with psycopg.connect(postgres.fresh()) as connection:
        row = connection.execute("SELECT current_setting('server_version_num')::int").fetchone()
    assert row is not None
    assert row[0] >= 150000


def test_mail_arrives(smtp_server: MailServer) -> None:
    with smtplib.SMTP(smtp_server.host, smtp_server.port) as server:
        server.sendmail("a@example.jp", ["b@example.com"], "Subject: hi\r\n\r\nhello\r\n")
    (mail,) = smtp_server.wait(count=1)
    assert mail["Subject"] == "hi"
    assert mail["Delivered-To"] == "b@example.com"
