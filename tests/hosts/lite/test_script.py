"""The generated script: every function with its help, and cells that give what the border gives."""

from __future__ import annotations

import pytest
from function_cases import CASES
from hosts.lite.stand_in import recorded, shown

from leadbook.hosts.border import answer
from leadbook.hosts.lite.call import call
from leadbook.hosts.lite.script import MARK, main_py, requirements
from leadbook.hosts.registry import FUNCTIONS, LONGEST_HELP
from leadbook.language.messages import speaker


@pytest.fixture(scope="module", params=["en", "fa"])
def functions(request):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LEADBOOK_LANG", "en")
        yield recorded(main_py(speaker(request.param)), patch)


def test_it_names_every_function_and_argument_with_its_help(functions) -> None:
    assert set(functions) == set(FUNCTIONS)
    for name, function in functions.items():
        names = tuple(argument.name for argument in FUNCTIONS[name].arguments)
        helps = [function.arguments[each]["doc"] for each in names]
        assert function.call.__code__.co_varnames == names
        assert all(0 < len(text) <= LONGEST_HELP for text in (function.help, *helps))


def test_every_argument_comes_unconverted(functions) -> None:
    options = (option for each in functions.values() for option in each.arguments.values())
    assert {option["convert"] for option in options} == {"raw"}


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.function}: {case.name}")
def test_a_cell_gives_what_the_border_gives(functions, case) -> None:
    if case.before:
        name, values = case.before
        functions[name].cell(*values)
    given = functions[case.function].cell(*case.arguments)
    assert shown(given) == answer(case.function, case.arguments)


@pytest.mark.parametrize(("from_1904", "day"), [(False, 46347.0), (True, 44885.0)])
def test_days_come_and_go_as_the_book_counts_them(
    from_1904: bool, day: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LEADBOOK_LANG", "en")
    functions = recorded(main_py(speaker("en"), from_1904=from_1904), monkeypatch)
    looking = {"type": "FormattedNumber", "basicValue": day, "numberFormat": "yyyy-mm-dd"}
    assert functions["LB_JALALI"].call(looking) == "1405/08/30"
    assert functions["LB_GREGORIAN"].cell("1405/08/30") == day


def test_an_error_that_is_shown_reads_as_excel_writes_it() -> None:
    assert call("LB_DAYS_IN_STAGE", "soon") == "#VALUE!"


def test_an_empty_cell_of_javascript_is_blank() -> None:
    null = type("JsNull", (), {})()
    assert call("LB_DAYS_IN_STAGE", [[46340], [null], [{"type": "Empty"}]], 46347) == [
        [7.0],
        [""],
        [""],
    ]


def test_the_same_call_gives_the_same_script_which_is_known_again() -> None:
    assert main_py(speaker("fa")) == main_py(speaker("fa"))
    assert main_py(speaker("fa")).startswith(MARK)


def test_requirements_name_leadbook_by_version_or_by_the_address_of_its_wheel() -> None:
    wheel = "https://example.org/leadbook-9.9-py3-none-any.whl"
    assert requirements()[0].startswith("leadbook==")
    assert requirements(wheel)[0] == wheel
    assert {"pandas", "scikit-learn", "xlwings"} <= set(requirements())
