"""The tab is sound before any Excel sees it: every control, callback, word and Python function."""

from __future__ import annotations

import inspect
import re
from importlib import import_module
from itertools import chain

import pytest
from lxml import etree

from leadbook.hosts.excel.buttons import BUTTONS, GROUPS, TAB, TOGGLE, Button, label_rows
from leadbook.hosts.excel.sources import macro_file, own_modules

NAMESPACE = "http://schemas.microsoft.com/office/2009/07/customui"
ROOT = etree.fromstring(macro_file("ribbon.xml"))
CONTROLS = [element for element in ROOT.iter(etree.Element) if element.get("id")]
CODE = {module.name: module.code for module in own_modules()}
RIBBON = CODE["LeadbookRibbon"].replace("\r\n", "\n")

ANSWER = "control As IRibbonControl, ByRef returnedVal"
SIGNATURES = {
    ("customUI", "onLoad"): "ribbon As IRibbonUI",
    ("button", "onAction"): "control As IRibbonControl",
    ("toggleButton", "onAction"): "control As IRibbonControl, pressed As Boolean",
    ("toggleButton", "getPressed"): ANSWER,
}
ALLOWED = {
    "customUI": {"onLoad"},
    "ribbon": set(),
    "tabs": set(),
    "tab": {"id", "getLabel", "keytip", "insertAfterMso"},
    "group": {"id", "getLabel"},
    "button": {
        *("id", "size", "imageMso", "keytip", "onAction"),
        *("getLabel", "getScreentip", "getSupertip"),
    },
    "toggleButton": {
        *("id", "size", "imageMso", "keytip", "onAction", "getPressed"),
        *("getLabel", "getScreentip", "getSupertip"),
    },
}


def name(element: etree._Element) -> str:
    return etree.QName(element).localname


CALLBACKS = [
    (name(element), attribute, callback)
    for element in ROOT.iter(etree.Element)
    for attribute, callback in element.items()
    if attribute.startswith(("on", "get"))
]


def test_it_is_in_the_vocabulary_of_office_2010() -> None:
    assert {etree.QName(element).namespace for element in ROOT.iter(etree.Element)} == {NAMESPACE}


def test_only_known_elements_and_attributes_are_used() -> None:
    for element in ROOT.iter(etree.Element):
        assert set(element.attrib) <= ALLOWED[name(element)], element.attrib


def test_ids_are_there_once() -> None:
    ids = [element.get("id") for element in CONTROLS]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("inside", ["tab", "group"])
def test_keytips_beside_each_other_differ(inside: str) -> None:
    for element in ROOT.iter(f"{{{NAMESPACE}}}{inside}"):
        keytips = [e.get("keytip") for e in element.iter(etree.Element) if e.get("keytip")]
        assert len(set(keytips)) == len(keytips)
        assert all(re.fullmatch("[A-Z0-9]{1,3}", keytip) for keytip in keytips)


def test_a_control_has_a_label_by_callback_and_none_of_its_own() -> None:
    for element in CONTROLS:
        assert element.get("getLabel") == "Leadbook_Label"
        assert "label" not in element.attrib


def test_there_is_one_tab_with_three_groups() -> None:
    assert [e.get("id") for e in ROOT.iter(f"{{{NAMESPACE}}}tab")] == [TAB[0]]
    assert [e.get("id") for e in ROOT.iter(f"{{{NAMESPACE}}}group")] == list(GROUPS)


@pytest.mark.parametrize(("element", "attribute", "callback"), CALLBACKS)
def test_a_callback_is_a_public_sub_with_the_right_arguments(
    element: str, attribute: str, callback: str
) -> None:
    arguments = SIGNATURES.get((element, attribute), ANSWER)
    heads = re.findall(rf"^Public Sub {callback}\((.*)\)$", RIBBON, re.M)
    assert heads == [arguments]


def test_callbacks_of_different_add_ins_cannot_be_mistaken() -> None:
    assert all(callback.startswith("Leadbook_") for _, _, callback in CALLBACKS)


def test_every_public_procedure_of_a_button_is_used_by_the_tab() -> None:
    subs = set(re.findall(r"^Public Sub (Leadbook_\w+)\(", RIBBON, re.M))
    assert subs == {callback for _, _, callback in CALLBACKS}


def test_every_control_has_its_words_in_both_languages() -> None:
    rows = {row[0]: row[1:] for row in label_rows()}
    for element in CONTROLS:
        key = element.get("id")
        assert all(rows[key]), key
        if element.get("getSupertip"):
            assert all(0 < len(text) <= 1024 for text in rows[f"{key}.tip"]), key


def test_every_word_belongs_to_a_control_or_is_looked_up_in_vba() -> None:
    ids = {element.get("id") for element in CONTROLS}
    for key in [row[0] for row in label_rows()[2:]]:
        assert key.removesuffix(".tip") in ids or f'LeadbookWords("{key}")' in RIBBON, key


def test_buttons_of_the_tab_are_the_buttons_that_have_words() -> None:
    drawn = [e.get("id") for e in CONTROLS if name(e) == "button"]
    assert drawn == [button.id for button in BUTTONS]
    assert [e.get("id") for e in CONTROLS if name(e) == "toggleButton"] == [TOGGLE.id]


def body(callback: str) -> list[str]:
    found = re.search(rf"^Public Sub {callback}\(.*\n((?:    .*\n)*)End Sub$", RIBBON, re.M)
    assert found, callback
    return found[1].splitlines()


@pytest.mark.parametrize("button", BUTTONS, ids=lambda button: button.id)
def test_a_button_is_one_line_of_vba(button: Button) -> None:
    [element] = [e for e in CONTROLS if e.get("id") == button.id]
    assert len(body(element.get("onAction", ""))) == 1


@pytest.mark.parametrize(
    "button", [button for button in BUTTONS if button.action], ids=lambda button: button.id
)
def test_a_button_leads_to_its_python_function(button: Button) -> None:
    """From ribbon.xml over the VBA sub and its RunPython line to `ribbon.ACTIONS`."""
    [element] = [e for e in CONTROLS if e.get("id") == button.id]
    [line] = body(element.get("onAction", ""))
    [action] = re.findall(r'RunLeadbook "(\w+)"$', line)
    assert action == button.action
    [command] = re.findall(r'RunPython "(import .*)$', RIBBON, re.M)
    assert command == (
        "import leadbook.hosts.excel.ribbon as r; "
        'r.press(\'" & action & "\', \'" & LeadbookLanguage() & "\')"'
    )
    ribbon = import_module("leadbook.hosts.excel.ribbon")
    assert callable(ribbon.ACTIONS[action])
    inspect.signature(ribbon.press).bind(action, "fa")


def test_every_procedure_that_a_macro_calls_exists() -> None:
    """VBA compiles a project as a whole: one unknown name, and no button works."""
    code = "\n".join(CODE.values())
    heads = r"^(?:Public |Private )?(?:Sub|Function|Property Get) (\w+)"
    own = re.compile(r"\b(?:StageLog|Leadbook)_\w+|\bRegisterLeadbook\w*")
    assert set(own.findall(code)) <= set(re.findall(heads, code, re.M))


def test_a_module_is_ascii_and_says_option_explicit() -> None:
    for path_name, code in CODE.items():
        assert "Option Explicit" in code, path_name
    assert all(map(str.isascii, chain(CODE.values(), [macro_file("ribbon.xml").decode()])))
