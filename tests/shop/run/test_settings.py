"""Settings from the environment: understood, or refused with a word that tells no secret."""

from __future__ import annotations

from pathlib import Path

import pytest

from goen.japanese import Text
from goen.shop.home import Home, UnusableSetting, database_settings, email_settings
from goen.shop.run.commands import restore_backup
from goen.shop.run.lock import FolderUnusable, folder_lock

HOME = Home(Path("shop"))


def test_without_an_address_the_database_is_a_file_of_the_folder() -> None:
    settings = database_settings({}, home=HOME)
    assert settings["NAME"] == str(Path("shop") / "goen.sqlite3")
    assert settings["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "synchronous = FULL" in settings["OPTIONS"]["init_command"]


def test_an_address_of_postgresql_is_taken_apart() -> None:
    address = "postgres://go%40en:p%2Fw@db.example.jp:5433/shop?sslmode=require"
    settings = database_settings({"GOEN_DATABASE_URL": address}, home=HOME)
    assert settings["ENGINE"].endswith("postgresql")
    parts = [settings[key] for key in ("USER", "PASSWORD", "HOST", "PORT", "NAME")]
    assert parts == ["go@en", "p/w", "db.example.jp", "5433", "shop"]
    assert settings["OPTIONS"] == {"sslmode": "require"}


@pytest.mark.parametrize(
    "address",
    ["mysql://u:himitsu@h/x", "postgres://u:himitsu@h", "postgres://u:himitsu@h:x/y", "x"],
)
def test_another_database_is_refused(address: str) -> None:
    with pytest.raises(UnusableSetting) as refused:
        database_settings({"GOEN_DATABASE_URL": address}, home=HOME)
    assert "himitsu" not in str(refused.value)


@pytest.mark.parametrize(
    ("address", "port", "ssl", "tls"),
    [
        ("smtp://mail.example.jp", 25, False, False),
        ("smtps://u:p@mail.example.jp", 465, True, False),
        ("smtp+tls://u%40x:p@mail.example.jp", 587, False, True),
        ("smtp://mail.example.jp:2525", 2525, False, False),
    ],
)
def test_mail_servers(address: str, port: int, *, ssl: bool, tls: bool) -> None:
    settings = email_settings({"GOEN_EMAIL_URL": address}, home=HOME)
    assert settings["EMAIL_HOST"] == "mail.example.jp"
    assert settings["EMAIL_PORT"] == port
    assert (settings["EMAIL_USE_SSL"], settings["EMAIL_USE_TLS"]) == (ssl, tls)


@pytest.mark.parametrize("address", ["mail.example.jp", "http://x", "smtp://", "smtp://x:y"])
def test_another_mail_server_is_refused(address: str) -> None:
    with pytest.raises(UnusableSetting):
        email_settings({"GOEN_EMAIL_URL": address}, home=HOME)


def test_without_a_mail_server_mail_is_kept_in_the_folder() -> None:
    settings = email_settings({"GOEN_EMAIL_FROM": "みどり堂 <a@example.jp>"}, home=HOME)
    assert settings["EMAIL_FILE_PATH"] == str(Path("shop") / "outbox")
    assert settings["DEFAULT_FROM_EMAIL"] == "みどり堂 <a@example.jp>"


def test_the_folder_is_the_one_given_then_the_one_set(tmp_path: Path) -> None:
    environment = {"GOEN_HOME": str(tmp_path / "set")}
    assert Home.find(environment, given=str(tmp_path / "given")).folder == tmp_path / "given"
    assert Home.find(environment).folder == tmp_path / "set"
    assert Home.find({}).folder.name == "goen"


def test_the_key_is_made_once_and_is_private(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    key = home.secret_key()
    assert len(key) > 50
    assert home.secret_key() == key
    assert (home.folder / "secret.key").stat().st_mode & 0o077 == 0


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with (
        pytest.raises(FolderUnusable) as refused,
        folder_lock(home=Home(tmp_path / "file" / "shop"), task="init"),
    ):
        pass
    assert "--home" in refused.value.text.ja


def test_a_backup_that_is_not_there_makes_no_folder(tmp_path: Path) -> None:
    home, told = Home(tmp_path / "shop"), list[Text]()
    path = tmp_path / "none.goen.zip"
    code = restore_backup(home=home, path=path, replace=False, password=None, tell=told.append)
    assert (code, home.folder.exists()) == (3, False)
    assert told[0].ja == f"{path} がありません"
