"""The repository itself: what a newcomer relies on is there and agrees with the code."""

from __future__ import annotations

import ast
import gc
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

import goen
from goen.analysis import PRESETS, RFM_SEGMENTS
from goen.analysis.two_axis import RANKS as TWO_AXIS_RANKS
from goen.report.answers import KEYS

ROOT = Path(__file__).resolve().parents[1]
TRACKED = [
    ROOT / name
    for name in subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split("\0")
    if name and (ROOT / name).is_file()
]
PAGES = [path for path in TRACKED if path.suffix == ".md"]
SOURCES = [path for path in TRACKED if path.suffix == ".py" and path.is_relative_to(ROOT / "src")]
LOCKS = [path for path in TRACKED if path.parent.name == "requirements"]
METHODS = [path for path in PAGES if path.parent.name == "methods"]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def short(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


# Pages


def test_links_inside_the_repository_lead_somewhere() -> None:
    links = [
        (page, target)
        for page in PAGES
        for target in re.findall(r"\]\(([^)\s#]+)", text_of(page))
        if not target.startswith(("http://", "https://", "mailto:"))
    ]
    assert links
    assert [(short(page), to) for page, to in links if not (page.parent / to).exists()] == []


@pytest.mark.parametrize("key", KEYS)
def test_each_answer_has_its_methods_page(key: str) -> None:
    assert any(f"`{key}`" in text_of(page) for page in METHODS)


@pytest.mark.parametrize(
    "page", [page for page in METHODS if page.stem not in ("README", "reading")], ids=short
)
def test_each_methods_page_has_grain_formula_and_a_worked_example(page: Path) -> None:
    text = text_of(page).casefold()
    assert "grain" in text
    assert "worked example" in text
    assert "÷" in text or "=" in text


@pytest.mark.parametrize(
    ("key", "ja"),
    [
        *((rank.key, rank.name.ja) for rank in PRESETS["mail_order"].scheme().ranks),
        *((segment.key, segment.name.ja) for segment in RFM_SEGMENTS),
        *((key, preset.name.ja) for key, preset in PRESETS.items()),
        *((key, name.ja) for key, name in TWO_AXIS_RANKS.items()),
        ("active", "現役"),
        ("lapsed", "離脱"),
        ("first", "初回購入"),
        ("purchase", "購入"),
        ("time", "時間"),
        ("return", "返品"),
        *((answer, "") for answer in KEYS if answer not in ("cpm", "bands", "monthly", "ledger")),
    ],
)
def test_the_glossary_has_the_word(key: str, ja: str) -> None:
    glossary = text_of(ROOT / "docs" / "glossary.md").splitlines()
    assert any(f"`{key}`" in row and ja in row for row in glossary), key


def test_both_readmes_have_the_same_commands_and_parts() -> None:
    english, japanese = (text_of(ROOT / name) for name in ("README.md", "README.ja.md"))
    commands = re.compile(r"^ {4}(?:make|\.venv/bin/goen) .*$", re.MULTILINE)
    assert commands.findall(english) == commands.findall(japanese) != []
    parts = re.compile(r"^## ", re.MULTILINE)
    assert len(parts.findall(english)) == len(parts.findall(japanese))


def test_each_make_target_that_is_named_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", text_of(ROOT / "Makefile"), re.MULTILINE))
    named = {
        (target, short(page))
        for page in PAGES
        for target in re.findall(r"`make ([a-z]+)", text_of(page))
    }
    assert named
    assert {(target, page) for target, page in named if target not in targets} == set()


def test_each_make_target_has_a_line_of_help() -> None:
    makefile = text_of(ROOT / "Makefile")
    phony = re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    assert phony
    helped = re.findall(r"^([a-z]+):.*## \S", makefile, re.MULTILINE)
    assert sorted(phony[1].split()) == sorted(helped)


def test_decisions_are_numbered_and_listed() -> None:
    folder = ROOT / "docs" / "decisions"
    pages = sorted(path.name for path in folder.glob("[0-9]*.md"))
    assert len({name[:3] for name in pages}) == len(pages)
    listed = re.findall(r"\]\((\d{3}-[^)]*\.md)\)", text_of(folder / "README.md"))
    assert listed == pages


def test_the_changelog_knows_the_version() -> None:
    assert PROJECT["project"]["version"] == goen.__version__
    changelog = text_of(ROOT / "CHANGELOG.md")
    assert "## [Unreleased]" in changelog or f"## [{goen.__version__}]" in changelog


# Files


def test_nothing_in_the_tree_names_a_machine() -> None:
    """Paths of one machine and hosts of registries have no place in a repository."""
    hosts = ["pypi" + ".org", "python" + "hosted", "registry.npm" + "js", "deb." + "debian"]
    folders = ["/" + name + "/" for name in ("work", "root", "farm", "home", "Users")]
    words = re.compile("|".join(map(re.escape, hosts + folders)))
    found = [
        f"{short(path)}: {match.group()}"
        for path in TRACKED
        if not is_binary(path)
        for match in words.finditer(text_of(path))
    ]
    assert found == []


def is_binary(path: Path) -> bool:
    return b"\0" in path.read_bytes()[:8192]


def test_text_files_are_tidy() -> None:
    texts = [path for path in TRACKED if path.suffix in (".py", ".sql", ".md", ".toml")]
    assert [short(path) for path in texts if not is_tidy(path.read_bytes())] == []


def is_tidy(content: bytes) -> bool:
    ends = content == b"" or (content.endswith(b"\n") and not content.endswith(b"\n\n"))
    return ends and b"\r" not in content and not re.search(rb"[ \t]\n", content)


def test_no_module_is_two_rooms() -> None:
    modules = [path for path in SOURCES if path.parent.name != "migrations"]
    lengths = {short(path): len(text_of(path).splitlines()) for path in modules}
    assert {name: lines for name, lines in lengths.items() if lines > 400} == {}


def test_each_question_states_its_grain_first() -> None:
    questions = [
        path for path in TRACKED if path.suffix == ".sql" and "customer_name" not in path.name
    ]
    assert questions
    silent = [path for path in questions if not re.match(r"-- One row\b", text_of(path))]
    assert [short(path) for path in silent] == []


# Locks


@pytest.mark.parametrize("lock", LOCKS, ids=short)
def test_locks_have_hashes_and_no_addresses(lock: Path) -> None:
    text = text_of(lock)
    assert "://" not in text
    assert not re.search(r"^--(?!hash)", text, re.MULTILINE)
    pins = re.findall(r"^[a-z0-9].*?(?=^[a-z0-9]|\Z)", text, re.MULTILINE | re.DOTALL)
    assert pins
    for pin in pins:
        assert re.match(r"[a-z0-9._-]+==\S+", pin), pin
        assert "--hash=sha256:" in pin, pin


def named(requirements: list[str]) -> set[str]:
    return {re.split(r"[<>=\[ ;]", each)[0].lower() for each in requirements}


@pytest.mark.parametrize(
    ("lock", "wanted"),
    [
        ("build", PROJECT["dependency-groups"]["build"] + PROJECT["build-system"]["requires"]),
        ("runtime", PROJECT["project"]["dependencies"]),
        ("dev", PROJECT["dependency-groups"]["dev"]),
        ("dev", PROJECT["project"]["dependencies"]),
        ("dev", PROJECT["project"]["optional-dependencies"]["spark"]),
        ("dev", PROJECT["project"]["optional-dependencies"]["shop"]),
        ("runtime", PROJECT["project"]["optional-dependencies"]["shop"]),
        ("bench", PROJECT["dependency-groups"]["bench"]),
        ("lock", PROJECT["dependency-groups"]["lock"]),
        ("audit", PROJECT["dependency-groups"]["audit"]),
    ],
)
def test_each_lock_holds_what_the_project_asks_for(lock: str, wanted: list[str]) -> None:
    text = text_of(ROOT / "requirements" / f"{lock}.txt")
    assert named(wanted) <= set(re.findall(r"^([a-z0-9._-]+)==", text, re.MULTILINE))


def test_what_goen_needs_has_the_same_versions_in_the_tests() -> None:
    pins = {
        name: set(re.findall(r"^[a-z0-9._-]+==\S+.*?(?= \\)", text_of(path), re.MULTILINE))
        for name, path in ((path.stem, path) for path in LOCKS)
    }
    versions = {pin.split(" ;")[0] for pin in pins["runtime"]}
    assert versions <= {pin.split(" ;")[0] for pin in pins["dev"]}


def _tree(path: Path) -> ast.Module:
    """The syntax tree; Python 3.11 fails when its collector runs amid making a tree (gh-106905)."""
    gc.disable()
    try:
        return ast.parse(text_of(path))
    finally:
        gc.enable()


@pytest.mark.parametrize(("folder", "groups"), [("src", []), ("tests", ["dev"])])
def test_what_is_imported_is_asked_for(folder: str, groups: list[str]) -> None:
    """A library that comes only along with another one leaves with it."""
    owners = packages_distributions()
    extras = PROJECT["project"]["optional-dependencies"]
    asked = PROJECT["project"]["dependencies"] + extras["spark"] + extras["shop"]
    asked = named(
        asked + [each for group in groups for each in PROJECT["dependency-groups"][group]]
    )
    own = sys.stdlib_module_names | {"goen", "tests"}
    for path in TRACKED:
        if path.suffix != ".py" or path.relative_to(ROOT).parts[0] != folder:
            continue
        for node in ast.walk(_tree(path)):
            for module in imported(node):
                owner = {each.lower() for each in owners.get(module, [])}
                assert module in own or owner & asked, f"{short(path)}: {module}"


def imported(node: ast.AST) -> list[str]:
    """The packages that a statement imports."""
    if isinstance(node, ast.Import):
        return [alias.name.split(".")[0] for alias in node.names]
    return [node.module.split(".")[0]] if isinstance(node, ast.ImportFrom) and node.module else []


@pytest.mark.parametrize("library", sorted(named(PROJECT["project"]["dependencies"])))
def test_no_library_is_needed_for_nothing(library: str) -> None:
    owners = packages_distributions().items()
    modules = [name for name, owner in owners if library in [each.lower() for each in owner]]
    names = "|".join(modules)
    used = re.compile(rf'^\s*(?:import|from) (?:{names})\b|import_module\("(?:{names})"\)', re.M)
    assert any(used.search(text_of(path)) for path in SOURCES)


def test_each_dependency_has_its_reason() -> None:
    reasons = text_of(ROOT / "docs" / "decisions" / "002-dependencies.md")
    groups = PROJECT["dependency-groups"].values()
    wanted = PROJECT["project"]["dependencies"] + [each for group in groups for each in group]
    for extra in PROJECT["project"]["optional-dependencies"].values():
        wanted = wanted + extra
    for library in sorted(named(wanted)):
        assert library in reasons, library
