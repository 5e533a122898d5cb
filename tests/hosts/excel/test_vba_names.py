"""What VBA's compiler would refuse: unknown names, and calls with too few or too many arguments.

VBA compiles a project as a whole, so that one slip anywhere takes every button and function away.
No compiler is at hand; the macros are parsed by pyOpenVBA and their names looked up here.
"""

from __future__ import annotations

import dataclasses
import re
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

from leadbook.hosts.excel.sources import own_modules, xlwings_modules

if TYPE_CHECKING:
    from collections.abc import Iterator

pytest.importorskip("pyopenvba")

BROUGHT_BY_VBA = frozenset(
    """
    abs array ascw clng createobject cstr cverr err format getsetting iif instr int isarray isdate
    isempty iserror isnull isnumeric isobject lbound lcase left len ltrim mid msgbox now replace
    right rtrim savesetting str strcomp timeserial trim typename ubound vartype chrw
    """.split()  # noqa: SIM905 - a list to be read
)
BROUGHT_BY_EXCEL = frozenset({"application", "workbooks", "thisworkbook", "me"})
CONSTANT = re.compile(r"(vb|xl|mso)[A-Z]\w+")
KINDS = {"standard": "standard", "class": "class", "book": "document"}


def parts(node: object) -> Iterator[Any]:
    """Every node of a syntax tree."""
    if dataclasses.is_dataclass(node):
        yield node
        for field in dataclasses.fields(node):
            yield from parts(getattr(node, field.name))
    elif isinstance(node, list | tuple):
        for child in node:
            yield from parts(child)


def kind(node: object) -> str:
    return type(node).__name__


@cache
def trees() -> dict[str, Any]:
    from pyopenvba.interpreter import parse_module

    return {
        # pyOpenVBA knows no events of objects.
        module.name: parse_module(module.code.replace("WithEvents ", ""), kind=KINDS[module.kind])
        for module in own_modules()
    }


def declared(node: object) -> set[str]:
    """Names of the variables, constants, parameters and labels inside a node."""
    found: set[str] = set()
    for part in parts(node):
        if kind(part) in {"VarDecl", "Param", "Label"}:
            found.add(str(part.name).lower())
        elif kind(part) == "ConstDecl":
            found |= {name.lower() for name, *_ in part.names}
    return found


@cache
def everywhere() -> frozenset[str]:
    """Names that every module can use: modules, what is public in them, and those of xlwings."""
    xlwings, _ = xlwings_modules()
    names = {name.lower() for name in re.findall(r"(?:Function|Sub) (\w+)", xlwings.code)}
    for name, tree in trees().items():
        public = [p.name for p in tree.procedures if p.scope != "private"]
        names |= {name.lower(), *(p.lower() for p in public)}
        names |= declared([c for c in tree.constants if c.scope == "public"])
    return frozenset(names | BROUGHT_BY_VBA | BROUGHT_BY_EXCEL)


@pytest.mark.parametrize("name", [module.name for module in own_modules()])
def test_every_name_in_a_module_is_declared_somewhere(name: str) -> None:
    tree = trees()[name]
    module = declared([tree.variables, tree.constants])
    module |= {procedure.name.lower() for procedure in tree.procedures}
    unknown = {
        f"{procedure.name}: {part.name}"
        for procedure in tree.procedures
        for part in parts(procedure.body)
        if kind(part) == "Name"
        and (plain := part.name.rstrip("$").lower()) not in everywhere() | module
        and plain not in declared(procedure)
        and not CONSTANT.fullmatch(part.name)
    }
    assert not unknown


@cache
def taken() -> dict[str, tuple[int, int]]:
    """How many arguments each of our procedures takes, at least and at most."""
    found = {}
    for tree in trees().values():
        for procedure in tree.procedures:
            needed = [p for p in procedure.params if not p.optional and not p.param_array]
            most = 99 if any(p.param_array for p in procedure.params) else len(procedure.params)
            found[procedure.name.lower()] = (len(needed), most)
    return found


@pytest.mark.parametrize("name", [module.name for module in own_modules()])
def test_every_call_of_our_own_has_as_many_arguments_as_are_taken(name: str) -> None:
    for procedure in trees()[name].procedures:
        local = declared(procedure) | {procedure.name.lower()}
        for part in parts(procedure.body):
            if kind(part) not in {"CallStmt", "Index"}:
                continue
            callee = part.callee if kind(part) == "CallStmt" else part.target
            known = str(getattr(callee, "name", "")).lower()
            if kind(callee) == "Name" and known in taken() and known not in local:
                least, most = taken()[known]
                assert least <= len(part.args) <= most, f"{procedure.name} calls {known}"


def test_every_module_says_option_explicit() -> None:
    assert {name for name, tree in trees().items() if "Explicit" not in str(tree.options)} == set()


def test_no_other_module_needs_the_ribbon_which_the_sample_lacks() -> None:
    ribbon = {procedure.name.lower() for procedure in trees()["LeadbookRibbon"].procedures}
    others = [tree for name, tree in trees().items() if name != "LeadbookRibbon"]
    used = {part.name.lower() for tree in others for part in parts(tree) if kind(part) == "Name"}
    own = {procedure.name.lower() for tree in others for procedure in tree.procedures}
    assert not (used & ribbon) - own
