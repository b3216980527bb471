"""The set-up scripts on machines that lack something: what they install, and what they say."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
TOOLS = ("sh", "sed", "head", "tail", "mktemp", "rm", "cat", "env", "touch")

# Commands whose names are no Python names.
COMMANDS = {"fc_list": "fc-list", "apt_get": "apt-get", "apt_cache": "apt-cache"}
# What the shop's tests need besides.
SERVERS = {"pg_lsclusters": "", "smtp": "", "xgettext": "", "msgfmt": ""}
JAVA = 'echo "openjdk version \\"21.0.1\\" 2023-10-17" >&2'
OLD_JAVA = 'echo "openjdk version \\"11.0.2\\" 2019-01-15" >&2'


class Machine:
    """A machine that has only the commands it is given."""

    def __init__(self, folder: Path) -> None:
        self.bin = folder / "bin"
        self.log = folder / "log"
        self.bin.mkdir()
        self.log.touch()
        for tool in TOOLS:
            found = shutil.which(tool)
            assert found
            (self.bin / tool).symlink_to(found)

    def has(self, **commands: str) -> None:
        """Put commands on the machine; each is a line of shell and writes down how it is called."""
        for name, does in commands.items():
            path = self.bin / COMMANDS.get(name, name)
            path.write_text(f'#!/bin/sh\necho "{path.name} $*" >> {self.log}\n{does}\n')
            path.chmod(0o755)

    def run(self, script: str, *words: str) -> subprocess.CompletedProcess[str]:
        """Run one of the scripts there."""
        return subprocess.run(
            [ROOT / "scripts" / script, *words],
            cwd=ROOT,
            env={"PATH": str(self.bin), "TMPDIR": str(self.bin.parent)},
            capture_output=True,
            text=True,
            check=False,
        )

    @property
    def called(self) -> list[str]:
        """What was called, in order."""
        return self.log.read_text().splitlines()


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_nothing_is_installed_when_nothing_is_missing(machine: Machine) -> None:
    machine.has(chromium="", fc_list="echo Noto Sans CJK JP", java=JAVA, apt_get="", id="echo 0")
    machine.has(**SERVERS)
    done = machine.run("system-parts")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert not any(call.startswith("apt-get") for call in machine.called)


def test_what_is_missing_is_installed_by_root(machine: Machine) -> None:
    machine.has(java=OLD_JAVA, apt_get="", id="echo 0")
    assert machine.run("system-parts").returncode == 0
    update, install = (call for call in machine.called if call.startswith("apt-get"))
    assert update == "apt-get update -qq"
    parts = "chromium fonts-noto-cjk fontconfig default-jre-headless gettext postgresql opensmtpd"
    assert install.endswith(f" --no-remove --no-install-recommends {parts}")


def test_sudo_is_used_only_when_it_asks_for_no_password(machine: Machine) -> None:
    machine.has(chromium="", fc_list="echo Noto", apt_get="", id="echo 1000", sudo='"$@"')
    machine.has(**SERVERS)
    (machine.bin / "sudo").write_text('#!/bin/sh\n[ "$1" = -n ] && shift\nexec "$@"\n')
    (machine.bin / "true").symlink_to(shutil.which("true") or "")
    assert machine.run("system-parts").returncode == 0
    assert machine.called[-1].endswith(
        "install -y -qq --no-remove --no-install-recommends default-jre-headless"
    )


def test_a_quicker_browser_is_installed_where_it_is_offered(machine: Machine) -> None:
    machine.has(chromium="", fc_list="echo Noto", java=JAVA, id="echo 0", **SERVERS)
    machine.has(apt_cache="", apt_get="")
    assert machine.run("system-parts").returncode == 0
    assert machine.called[-1].endswith(" --no-install-recommends chromium-headless-shell")


@pytest.mark.parametrize("rights", ["echo 0", "echo 1000"])
def test_the_tests_run_without_the_quicker_browser(machine: Machine, rights: str) -> None:
    machine.has(chromium="", fc_list="echo Noto", java=JAVA, id=rights, sudo="exit 1", **SERVERS)
    machine.has(apt_cache="", apt_get="echo E: no network >&2; exit 100")
    assert machine.run("system-parts").returncode == 0


def test_without_rights_the_command_is_told(machine: Machine) -> None:
    machine.has(fc_list="echo Noto", java=JAVA, apt_get="", id="echo 1000", sudo="exit 1")
    done = machine.run("system-parts")
    assert done.returncode == 1
    assert "apt-get install chromium" in done.stderr
    assert not any(call.startswith("apt-get") for call in machine.called)


def test_on_other_systems_the_parts_are_told(machine: Machine) -> None:
    machine.has(fc_list="", java=JAVA)
    done = machine.run("system-parts")
    assert done.returncode == 1
    assert "chromium fonts-noto-cjk" in done.stderr


def test_apt_get_that_cannot_install_has_the_last_word(machine: Machine) -> None:
    machine.has(apt_get="echo E: no network >&2; exit 100", id="echo 0")
    done = machine.run("system-parts")
    assert done.returncode == 1
    assert "E: no network" in done.stderr


def test_an_old_python_is_told_what_is_needed(machine: Machine, tmp_path: Path) -> None:
    machine.has(python3='[ "$1" = --version ] && echo Python 3.9.2; exit 1')
    done = machine.run("prepare", str(tmp_path / "venv"), "runtime")
    assert done.returncode == 1
    assert "Python 3.11 or newer; found: Python 3.9.2" in done.stderr
    assert not (tmp_path / "venv").exists()


def test_a_python_without_venv_is_told_the_package(machine: Machine, tmp_path: Path) -> None:
    machine.has(
        python3='case "$2" in *ensurepip*) exit 1 ;; *print*) echo 3.12 ;; esac',
    )
    done = machine.run("prepare", str(tmp_path / "venv"), "runtime")
    assert done.returncode == 1
    assert "apt-get install python3.12-venv" in done.stderr
    assert not (tmp_path / "venv").exists()


@pytest.mark.parametrize(
    ("check", "tests", "beside", "code", "said"),
    [
        ("true", "echo tests", "echo beside", 0, "tests\nbeside\n"),
        ("true", "echo tests", "false", 1, "tests\n"),
        ("true", "false", "echo beside", 1, "beside\n"),
        ("exit 2", "echo tests", "sleep 60", 2, ""),
    ],
)
def test_tests_run_beside_each_other_and_each_failure_counts(
    machine: Machine, check: str, tests: str, beside: str, code: int, said: str
) -> None:
    machine.has(make=check)
    for tool in ("echo", "false", "sleep"):
        (machine.bin / tool).symlink_to(shutil.which(tool) or "")
    done = machine.run("tests", beside, tests)
    assert (done.returncode, done.stdout) == (code, said), done.stderr
    assert machine.called == ["make --no-print-directory check"]
