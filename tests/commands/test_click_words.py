"""What click says by itself: in Persian as whole as the rest, in English as click has it."""

from __future__ import annotations

import ast
import importlib.util
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

from leadbook.cli import cli
from leadbook.commands.click_words import SENTENCES

SPEAKING = ("core", "decorators", "exceptions", "formatting", "parser", "types")
UNMET = {
    # what only a programmer can bring about, or an option of a kind that leadbook has none of
    "(Deprecated) {text}", "(dynamic)", "Argument {name!r} takes {nargs} values.",
    "Arguments take exactly one parameter declaration, got {length}: {decls}.",
    "Boolean option {decl!r} cannot use the same flag for true/false.", "Choice({choices})",
    "Choose from:\n\t{choices}", "Confirm the action without prompting.",
    "Could not determine name for option with declarations {decls!r}",
    "Could not open file {filename!r}: {message}",
    "DeprecationWarning: The command {name!r} is deprecated.",
    "DeprecationWarning: The command {name!r} is deprecated.{extra_message}",
    "DeprecationWarning: The {param_type} {name!r} is deprecated.{extra_message}",
    "Do you want to continue?", "Invalid start character for option ({option})",
    "Invalid value: {message}", "Missing parameter", "Missing parameter: {param_name}",
    "Missing {param_type}", "Name '{name}' defined twice",
    (
        "No options defined but a name was passed ({name}). Did you mean to declare an argument "
        "instead? Did you mean to pass '--{name}'?"
    ),
    "Positional arguments", "Takes {nargs} values but 1 was given.", "Value must be an iterable.",
    "deprecated", "directory", "env var: {var}", "file", "path", "unknown error",
    "{len_type} values are required, but {len_value} was given.",
    "{name} '{filename}' is a directory.", "{name} {filename!r} does not exist.",
    "{name} {filename!r} is a directory.", "{name} {filename!r} is a file.",
    "{name} {filename!r} is not executable.", "{name} {filename!r} is not readable.",
    "{name} {filename!r} is not writable.", "{text} {deprecated_message}",
    "{value!r} does not match the format {format}.", "{value!r} is not a valid UUID.",
    "{value!r} is not a valid boolean.",
    "{value!r} is not a valid boolean. Recognized values: {states}",
    "{value!r} is not a valid {number_type}.", "{value} is not in the range {range}.",
    # what leadbook says itself
    "%(prog)s, version %(version)s", "Show the version and exit.",
}  # fmt: skip

NAMES = {"leadbook", "xlwings", "Lite", "LibreOffice", "Calc", "fa", "en"}
"""What is written in Latin letters in Persian, too, beside commands, options and CAPITALS."""


def sentences_of_click() -> set[str]:
    """Every sentence that click looks up in a catalogue; of a counted one its first form."""
    found = set()
    for name in SPEAKING:
        spec = importlib.util.find_spec(f"click.{name}")
        assert spec is not None
        assert spec.origin is not None
        for node in ast.walk(ast.parse(Path(spec.origin).read_text("utf-8"))):
            match node:
                case ast.Call(
                    func=ast.Name(id="_" | "ngettext"), args=[ast.Constant(value=str(text)), *_]
                ):
                    found.add(text)
    return found


def test_click_says_nothing_that_the_catalogue_lacks() -> None:
    assert sentences_of_click() - UNMET - {sentence.template for sentence in SENTENCES} == set()


def commands(group: click.Group, *path: str) -> dict[str, click.Command]:
    """Every command by its words: "libreoffice install"."""
    found: dict[str, click.Command] = {" ".join(path): group}
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            found |= commands(command, *path, name)
        else:
            found[" ".join((*path, name))] = command
    return found


COMMANDS = commands(cli)


def said(*lines: list[str], **environment: str) -> list[str]:
    """What leadbook prints for each of several command lines, told apart by one process."""
    program = (
        "import contextlib, io, json, sys\n"
        "from leadbook.cli import main\n"
        "said = []\n"
        "for line in json.loads(sys.stdin.read()):\n"
        "    text = io.StringIO()\n"
        "    with contextlib.redirect_stdout(text), contextlib.redirect_stderr(text):\n"
        "        with contextlib.suppress(SystemExit): main(line)\n"
        "    said.append(text.getvalue())\n"
        "sys.__stdout__.write(json.dumps(said))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        input=json.dumps(lines),
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "LANG": "C.UTF-8", "COLUMNS": "80", **environment},
    )
    spoken: list[str] = json.loads(done.stdout)
    return spoken


@pytest.fixture(scope="module")
def persian_help() -> dict[str, str]:
    lines = [[*name.split(), "--help"] for name in COMMANDS]
    return dict(zip(COMMANDS, said(*lines, LEADBOOK_LANG="fa"), strict=True))


@pytest.mark.parametrize("name", COMMANDS)
def test_the_persian_help_of_a_command_has_no_english_words(
    name: str, persian_help: dict[str, str]
) -> None:
    options = {word for command in COMMANDS.values() for p in command.params for word in p.opts}
    text = re.sub(r"[-\w]*\.(xlsx|xlsm|oxt)\b", "", persian_help[name])
    words = set(re.findall(r"(?:(?<!\w)-+)?[A-Za-z]+(?:-[a-z]+)*", text))
    words -= {word for word in words if word.isupper()}
    words -= {*options, "-h", "--help", *" ".join(COMMANDS).split()}
    assert words - NAMES == set()


WRONG = (
    ["bogus"],
    ["reprot", "a.xlsx"],
    ["report", "--as-of"],
    ["report", "a.xlsx", "b.xlsx"],
    ["report", "a.xlsx", "--quite"],
    ["report", "a.xlsx", "--quiet=3"],
    ["report", "a.xlsx", "--lang", "de"],
    ["backtest", "a.xlsx"],
    ["check"],
    ["libreoffice", "bogus"],
)


def test_wrong_use_is_told_in_persian() -> None:
    for line, told in zip(WRONG, said(*WRONG, LEADBOOK_LANG="fa"), strict=True):
        usage, hint, blank, error = told.splitlines()
        assert usage.startswith("کاربرد: leadbook")
        assert hint.startswith("راهنما: leadbook")
        assert blank == ""
        assert error.startswith("خطا: ")
        rest = re.sub(r"'[^']*'|«[^»]*»|--\w+|b\.xlsx", "", error)
        assert not re.search("[A-Za-z]", rest), line


@pytest.mark.parametrize("asked", [["--lang", "fa"], ["--lang=fa"]])
def test_the_language_that_is_asked_for_is_spoken_in_an_english_terminal(asked: list[str]) -> None:
    for rest, words in ((["--help"], "گزینه‌ها:"), (["--quite"], "خطا: ")):
        done = subprocess.run(
            [sys.executable, "-m", "leadbook", "report", "a.xlsx", *asked, *rest],
            capture_output=True, text=True, encoding="utf-8", check=False,
            env={**os.environ, "LANG": "en_US.UTF-8"},
        )  # fmt: skip
        assert words in done.stdout + done.stderr


def test_english_is_what_click_says_whatever_the_locale() -> None:
    (told,) = said(["report", "a.xlsx", "--quite"], LEADBOOK_LANG="en", LANG="fa_IR.UTF-8")
    assert told.startswith("Usage: leadbook report [OPTIONS] [BOOK]\nTry 'leadbook report -")
    assert "Error: No such option" in told


def test_the_list_of_commands_cuts_no_sentence() -> None:
    (told,) = said(["--help"])
    assert "..." not in told.replace("[ARGS]...", "")
    assert told.index("  report ") < told.index("  backtest ")
