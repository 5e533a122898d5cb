"""The generated VBA: as the registry has it, and within what VBA and Excel take."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest

from leadbook.hosts.arguments import Argument
from leadbook.hosts.excel.marks import ERROR_NUMBERS, MARK
from leadbook.hosts.excel.wrappers import help_rows, wrapper_module
from leadbook.hosts.registry import FUNCTIONS, LONGEST_HELP, Function
from leadbook.hosts.values import cell_of
from leadbook.language.messages import message
from leadbook.pipeline.raw import ErrorCell

WRITTEN = Path(__file__).parents[3] / "macros" / "leadbook_udfs.bas"
CODE = wrapper_module()
JOINED = re.sub(r" _\n *", " ", CODE)
"""The module with its continued lines put together."""

BLOCKS = {
    "Function": r"^(?:Public |Private )?Function ",
    "Sub": r"^(?:Public |Private )?Sub ",
    "If": r"^ *If .* Then$",
    "With": r"^ *With ",
}


def heads() -> dict[str, str]:
    """The public functions, each with what stands between its parentheses."""
    return dict(re.findall(r"^Public Function (\w+)\((.*)\) As Variant$", JOINED, re.M))


def test_the_module_in_the_repository_is_what_the_registry_gives() -> None:
    assert WRITTEN.read_text("ascii") == CODE, (
        "run: python -m leadbook.hosts.excel.wrappers macros/leadbook_udfs.bas"
    )


def test_the_module_says_that_it_is_generated() -> None:
    assert "do not edit" in CODE.splitlines()[3]


def test_there_is_one_function_for_each_of_the_registry_and_no_other() -> None:
    assert list(heads()) == list(FUNCTIONS)


@pytest.mark.parametrize("function", FUNCTIONS.values(), ids=lambda function: function.name)
def test_arguments_stand_in_order_and_what_may_be_left_out_is_optional(function: Function) -> None:
    taken = [part for part in heads()[function.name].split(", ") if part]
    for text, argument in zip(taken, function.arguments, strict=True):
        optional = "" if argument.required else "Optional "
        assert re.fullmatch(f"{optional}{argument.name}_? As Variant", text)
    names = [re.sub(r"^Optional | As Variant$", "", text) for text in taken]
    given = ", ".join(f"Given({name})" for name in names)
    assert f'Answered("{function.name}", Array({given}))' in JOINED


@pytest.mark.parametrize("word", ["end", "until", "date", "type", "to", "string", "next", "in"])
def test_no_argument_has_a_name_that_vba_keeps_for_itself(word: str) -> None:
    assert not re.search(rf"\b{word} As Variant", CODE, re.I)


def test_source_is_ascii_in_lines_that_the_editor_takes() -> None:
    assert CODE.isascii()
    assert max(map(len, CODE.splitlines())) <= 1023
    assert "\t" not in CODE
    assert "\r" not in CODE


def test_no_statement_is_continued_too_often() -> None:
    longest = max(re.findall(r"(?:.* _\n)+", CODE), key=lambda text: text.count("\n"))
    assert longest.count("\n") <= 24


@pytest.mark.parametrize("kind", BLOCKS)
def test_every_block_is_closed(kind: str) -> None:
    opened = re.findall(BLOCKS[kind], JOINED, re.M)
    closed = re.findall(rf"^ *End {kind}$", JOINED, re.M)
    assert len(opened) == len(closed) > 0


def test_every_loop_and_every_condition_of_the_compiler_is_closed() -> None:
    assert len(re.findall(r"^ *For ", CODE, re.M)) == len(re.findall(r"^ *Next ", CODE, re.M))
    assert CODE.count("#If ") == CODE.count("#Else\n") == CODE.count("#End If")


def test_every_text_and_every_parenthesis_is_closed() -> None:
    for line in JOINED.splitlines():
        code = "" if line.lstrip().startswith("'") else line
        assert code.count('"') % 2 == 0, line
        bare = re.sub(r'"[^"]*"', "", code).split("'", maxsplit=1)[0]
        assert bare.count("(") == bare.count(")"), line


def test_names_of_procedures_are_there_once() -> None:
    names = re.findall(r"^(?:Public|Private) (?:Sub|Function) (\w+)", CODE, re.M)
    assert len({name.lower() for name in names}) == len(names)


def test_private_procedures_are_all_called() -> None:
    for name in re.findall(r"^Private (?:Sub|Function) (\w+)", CODE, re.M):
        used = re.findall(rf"\b{name}\b", CODE)
        own = re.findall(rf"^ *{name} = |^Private \w+ {name}\b", CODE, re.M)
        assert len(used) > len(own), name


def test_a_failure_of_python_is_an_error_and_never_a_text() -> None:
    assert "Err.Description" not in CODE
    assert "On Error GoTo Failed" in CODE
    assert "Answered = CVErr(xlErrValue)" in CODE


def test_the_vba_names_modules_that_are_there() -> None:
    [name] = re.findall(r'PYTHON_MODULE As String = "([\w.]+)"', CODE)
    [ending] = re.findall(r'IIf\(from1904, "(\w+)", ""\)', CODE)
    for module in (name, name + ending):
        assert set(vars(import_module(module))) > set(FUNCTIONS)


def test_functions_never_calculate_without_need() -> None:
    assert "Volatile" not in CODE


def test_the_mark_is_the_same_in_python_and_in_vba() -> None:
    assert f"MARK As Long = {ord(MARK)}\n" in CODE


def test_numbers_of_errors_are_those_that_windows_hands_over() -> None:
    for code, number in ERROR_NUMBERS.items():
        assert cell_of(number - 2146828288) == ErrorCell(code)


@pytest.mark.parametrize("function", FUNCTIONS.values(), ids=lambda function: function.name)
def test_excel_learns_the_help_of_a_function_and_of_all_its_arguments(function: Function) -> None:
    [line] = [line for line in JOINED.splitlines() if f'Describe "{function.name}",' in line]
    line = re.sub(r'" & ChrW\$\(&H(\w+)\) & "', lambda match: chr(int(match[1], 16)), line)
    assert str(function.doc).replace('"', '""') in line
    for argument in function.arguments:
        assert f'"{argument.name}", "' in line


@pytest.mark.parametrize("row", help_rows(), ids=lambda row: row[0])
def test_help_is_short_enough_for_excel_in_both_languages(row: tuple[str, str, str]) -> None:
    assert all(0 < len(text) <= LONGEST_HELP for text in row[1:])


def test_help_is_found_under_the_keys_by_which_the_vba_looks() -> None:
    keys = [row[0] for row in help_rows()]
    assert len(set(keys)) == len(keys)
    for function in FUNCTIONS.values():
        assert {function.name, *(f"{function.name}.{a.name}" for a in function.arguments)} < set(
            keys
        )
    assert set(re.findall(r'Said\("([^"]+)"', CODE)) <= set(keys)


def test_a_letter_beyond_ascii_in_a_help_text_reaches_excel_by_its_number(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    argument = Argument("text", message('a "quoted" word'), required=False, name="to")
    odd = Function("LB_ODD", message("from 1 – 5"), "about", "value", (argument,), str)
    monkeypatch.setitem(FUNCTIONS, "LB_ODD", odd)
    code = wrapper_module()
    assert 'Describe "LB_ODD", "from 1 " & ChrW$(&H2013) & " 5"' in code
    assert '"to", "a ""quoted"" word"' in code
    assert "LB_ODD(Optional to_ As Variant) As Variant" in code
    assert code.isascii()
