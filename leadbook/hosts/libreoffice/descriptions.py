"""What Calc's function wizard shows, written from the registry in both languages.

`CompatibilityName` is the name under which a function stands in an .xlsx file, so that a workbook
goes to Excel and back unchanged.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from leadbook.hosts.libreoffice.interface import SERVICE, parameter_name
from leadbook.language.messages import LANGUAGES, speaker

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from leadbook.hosts.arguments import Argument
    from leadbook.hosts.registry import Function
    from leadbook.language.messages import Language, Message

__all__ = ["CATEGORY", "LOCALES", "descriptions"]

CATEGORY = "Add-In"
"""Calc knows no categories but its own."""
LOCALES: Mapping[Language, str] = {"en": "en-US", "fa": "fa"}
"""LibreOffice falls back to en-US for every language that is absent."""

_OOR = "http://openoffice.org/2001/registry"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def descriptions(functions: Iterable[Function]) -> bytes:
    """Write `CalcAddIns.xcu`: names and help of every function and argument."""
    root = etree.Element(_oor("component-data"), nsmap={"oor": _OOR})
    root.set(_oor("name"), "CalcAddIns")
    root.set(_oor("package"), "org.openoffice.Office")
    service = _node(_node(root, "AddInInfo", new=False), SERVICE)
    listed = _node(service, "AddInFunctions", new=False)
    for function in functions:
        _describe(_node(listed, function.name), function)
    etree.indent(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _describe(node: etree._Element, function: Function) -> None:
    _said(node, "DisplayName", function.name)
    _said(node, "Description", function.doc)
    category = etree.SubElement(_property(node, "Category"), "value")
    category.text = CATEGORY
    _said(node, "CompatibilityName", function.name)
    parameters = _node(node, "Parameters", new=False)
    for argument in function.arguments:
        _explain(_node(parameters, parameter_name(argument)), argument)


def _explain(node: etree._Element, argument: Argument) -> None:
    _said(node, "DisplayName", argument.name)
    _said(node, "Description", argument.doc)


def _said(node: etree._Element, name: str, what: Message | str) -> None:
    """Write a text in both languages; a name is the same in all."""
    holder = _property(node, name)
    for language in LANGUAGES:
        value = etree.SubElement(holder, "value")
        value.set(_LANG, LOCALES[language])
        value.text = what if isinstance(what, str) else speaker(language)(what)


def _property(node: etree._Element, name: str) -> etree._Element:
    holder = etree.SubElement(node, "prop")
    holder.set(_oor("name"), name)
    return holder


def _node(parent: etree._Element, name: str, *, new: bool = True) -> etree._Element:
    """Add a node; a new one of a set replaces what an older version left under its name."""
    node = etree.SubElement(parent, "node")
    node.set(_oor("name"), name)
    if new:
        node.set(_oor("op"), "replace")
    return node


def _oor(name: str) -> str:
    return f"{{{_OOR}}}{name}"
