"""The documentation against the code: settings, commands, addresses, make targets and links that it names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from fastapi.routing import APIRoute
from pydantic import SecretStr
from pydantic.fields import FieldInfo
from typer.core import TyperCommand, TyperGroup

from ui.api import service_routers
from ui.cli import app
from ui.plugins import PluginCommand
from ui.settings import UiSettings

ROOT = Path(__file__).parent.parent
READMES = ("README.md", "README.zh-CN.md")
SETTINGS = ("docs/settings.md", "docs/settings.zh-CN.md")
ROOMS = ("docs", "eval", "examples", "ingest", "prompts", "rag", "tests", "ui")
PAGES = sorted([*ROOT.glob("*.md"), *(page for room in ROOMS for page in (ROOT / room).rglob("*.md"))])

_FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
_SPAN = re.compile(r"`([^`\n]+)`")
_INDENTED = re.compile(r"^ {4}(\S.*)$", re.MULTILINE)
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)|<(?:img|a)\b[^>]*?\b(?:src|href)=\"([^\"]+)\"")
_REFERENCE = re.compile(r"^\[[^\]]+\]:\s+(\S+)", re.MULTILINE)
_SETTING_ROW = re.compile(r"^\| `(YAODIAN_\w+)` \| (?:`([^`]*)`)? *\| (.+) \|$", re.MULTILINE)
_TARGET = re.compile(r"^([a-z]+):(?!=)", re.MULTILINE)
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)

every_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
both_readmes = pytest.mark.parametrize("name", READMES)
both_settings = pytest.mark.parametrize("name", SETTINGS)


def read(path: str | Path) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def code_of(text: str) -> list[str]:
    """The lines of code blocks, and the pieces of code in prose."""
    blocks = [line for block in _FENCED.findall(text) for line in block.splitlines()[1:-1]]
    prose = _FENCED.sub("", text)
    return blocks + _SPAN.findall(prose) + _INDENTED.findall(prose)


# Settings


def variables() -> dict[str, FieldInfo]:
    return {f"YAODIAN_{name.upper()}": field for name, field in UiSettings.model_fields.items()}


def shown(field: FieldInfo) -> str:
    """A default as a table shows it: no secret, and the home folder as ``~``."""
    value = field.get_default(call_default_factory=True, validated_data={})
    if isinstance(value, SecretStr):
        return value.get_secret_value()
    return str(value).replace(str(Path.home()), "~") if isinstance(value, Path) else str(value)


@both_settings
def test_every_setting_stands_in_the_table_with_its_default(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    rows = [(row[0], row[1]) for row in _SETTING_ROW.findall(read(name))]
    assert rows == [(variable, shown(field)) for variable, field in variables().items()]


def test_settings_mean_what_their_description_says() -> None:
    meanings = {variable: meaning for variable, _, meaning in _SETTING_ROW.findall(read(SETTINGS[0]))}
    assert meanings == {variable: field.description for variable, field in variables().items()}


def test_settings_are_told_in_chinese() -> None:
    rows = _SETTING_ROW.findall(read(SETTINGS[1]))
    assert [variable for variable, _, meaning in rows if not re.search("[\u4e00-\u9fff]", meaning)] == []


@pytest.mark.parametrize(
    "page", [*PAGES, ROOT / "Makefile", ROOT / "Dockerfile"], ids=lambda page: str(page.relative_to(ROOT))
)
def test_no_page_names_a_setting_that_does_not_exist(page: Path) -> None:
    assert set(re.findall(r"YAODIAN_[A-Z][A-Z_]*", read(page))) <= set(variables())


# Commands


def commands() -> dict[tuple[str, ...], TyperCommand]:
    """Every command of ``yaodian`` by its words, those of other packages included."""
    return dict(_leaves((), typer.main.get_command(app)))


def _leaves(words: tuple[str, ...], command: Any) -> Iterator[tuple[tuple[str, ...], TyperCommand]]:
    if isinstance(command, PluginCommand):
        command = command.load()
    if not isinstance(command, TyperGroup):
        yield words, command
        return
    context = typer.Context(command)
    for name in command.list_commands(context):
        yield from _leaves((*words, name), command.get_command(context, name))


def named_commands(text: str) -> dict[tuple[str, ...], set[str]]:
    """The commands that a text's code names, each with its options. ``documents list | show ID`` names two."""
    known = commands()
    named: dict[tuple[str, ...], set[str]] = {}
    for line in code_of(text):
        found = re.search(r"\byaodian ([a-z].*)", line.split("#")[0])
        if not found:
            continue
        first, _, rest = found.group(1).partition(" ")
        is_group = any(words[0] == first and len(words) > 1 for words in known)
        for part in re.split(r"\\?\|", rest) if is_group else [rest]:
            words = (first, part.split()[0]) if is_group and part.split() else (first,)
            named.setdefault(words, set()).update(re.findall(r"(?<![\w-])--[a-z][a-z-]*", part))
    return named


@every_page
def test_commands_that_a_page_names_exist_with_their_options(page: Path) -> None:
    known = commands()
    groups = {words[:1] for words in known if len(words) > 1}
    for words, options in named_commands(read(page)).items():
        if words in groups:
            continue
        assert words in known, f"yaodian {' '.join(words)}"
        have = {option for parameter in known[words].params for option in parameter.opts}
        assert options <= have | {"--help"}, f"yaodian {' '.join(words)}"


@both_readmes
def test_a_readme_names_every_command(name: str) -> None:
    assert set(commands()) <= set(named_commands(read(name)))


def test_every_command_speaks_english_when_asked() -> None:
    silent = [
        words for words, command in commands().items() if not any("--lang" in p.opts for p in command.params)
    ]
    assert silent == []


# Addresses of the service


@both_readmes
def test_a_readme_names_every_address_of_the_service(name: str) -> None:
    routers = service_routers(UiSettings())
    routes = [route for router in routers for route in router.routes if isinstance(route, APIRoute)]
    served = {
        f"{method} {re.sub('{.*?}', '{id}', route.path)}"
        for route in routes
        for method in (route.methods or ())
    }
    named = {
        piece for piece in code_of(read(name)) if re.fullmatch("(?:GET|POST|PUT|PATCH|DELETE) /.*", piece)
    }
    assert named == served


# make


def targets() -> set[str]:
    return set(_TARGET.findall(read("Makefile")))


def named_targets(text: str) -> set[str]:
    return {
        target for line in code_of(text) for target in re.findall(r"(?:^|[;&]\s*)make ([a-z]+)", line.strip())
    }


@every_page
def test_make_targets_and_variables_that_a_page_names_exist(page: Path) -> None:
    text = read(page)
    assert named_targets(text) <= targets()
    settable = set(re.findall(r"^([A-Z]+)\s*\?=", read("Makefile"), re.MULTILINE))
    lines = [line for line in code_of(text) if line.strip().startswith("make ")]
    assert {name for line in lines for name in re.findall(r"\b([A-Z]+)=", line)} <= settable


def test_every_target_that_make_lists_is_in_the_contributors_guide() -> None:
    listed = set(re.findall(r"^([a-z]+):.*## ", read("Makefile"), re.MULTILINE)) - {"help"}
    assert listed <= named_targets(read("CONTRIBUTING.md"))


# Links and form


def links(page: Path) -> Iterator[str]:
    prose = _SPAN.sub("", _FENCED.sub("", read(page)))
    for markdown, html in _LINK.findall(prose):
        yield markdown or html
    yield from _REFERENCE.findall(prose)


def anchors(page: Path) -> set[str]:
    """The names that the headings of a page have as link targets."""
    headings = _HEADING.findall(_FENCED.sub("", read(page)))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


@every_page
def test_relative_links_and_images_lead_somewhere(page: Path) -> None:
    broken = []
    for link in links(page):
        if re.match("[a-z]+:", link):
            continue
        path, _, anchor = link.partition("#")
        target = page.parent / path if path else page
        if not target.exists() or (anchor and anchor not in anchors(target)):
            broken.append(link)
    assert broken == []


def test_the_readmes_are_one_text_in_two_languages() -> None:
    english, chinese = map(read, READMES)
    assert "(README.zh-CN.md)" in english
    assert "(README.md)" in chinese

    def shape(text: str) -> list[int]:
        return [len(mark) for mark in re.findall(r"^(#+) ", _FENCED.sub("", text), re.MULTILINE)]

    assert shape(english) == shape(chinese)
    assert english.count("```") == chinese.count("```")
