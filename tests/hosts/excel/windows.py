"""Stand-ins for pywin32, so that xlwings' own COM path runs on any system.

`xlwings.udfs`, `xlwings._xlwindows` and `xlwings.com_server` are the real ones; only the modules of
pywin32 that they import are ours, with no more in them than those imports and a call of a function
need. Everything is taken back at the end, so that other tests see xlwings as it is here.
"""

from __future__ import annotations

import atexit
import ctypes
import datetime as dt
import importlib
import sys
from contextlib import ExitStack, contextmanager
from types import ModuleType, SimpleNamespace
from typing import TYPE_CHECKING
from unittest import mock

import xlwings

if TYPE_CHECKING:
    from collections.abc import Iterator

RANGE = "{00020846-0000-0000-C000-000000000046}"
MISSING = -2147352572
"""DISP_E_PARAMNOTFOUND: what VBA hands over for an argument that was left out."""
PYWIN32 = (
    "pythoncom", "pywintypes", "win32api", "win32com", "win32com.client", "win32com.server",
    "win32com.server.dispatcher", "win32com.server.policy", "win32com.server.util", "win32con",
    "win32event", "win32gui", "win32process", "win32timezone",
)  # fmt: skip
FUNCTIONS = "leadbook.hosts.excel.functions"
REAL = (
    "xlwings._win32patch", "xlwings._xlwindows", "xlwings.com_server", "xlwings.udfs", FUNCTIONS,
    f"{FUNCTIONS}_from_1904",
)  # fmt: skip
DECORATORS = {"func": "xlfunc", "sub": "xlsub", "script": "xlsub", "arg": "xlarg", "ret": "xlret"}


class ComError(Exception):
    """`pywintypes.com_error`."""


class ComTime(dt.datetime):
    """`pywintypes.datetime`, as every date of Excel arrives: in UTC, which means nothing."""


def com_time(moment: dt.datetime) -> ComTime:
    """Give a date as Excel hands it over."""
    return ComTime(*moment.timetuple()[:6], moment.microsecond, tzinfo=dt.UTC)


class ComObject:
    """Anything that Excel hands over as an object, known by the identifier of its type."""

    def __init__(self, iid: str) -> None:
        attributes = SimpleNamespace(iid=iid)
        info = SimpleNamespace(GetTypeAttr=lambda: attributes)
        self._oleobj_ = SimpleNamespace(GetTypeInfo=lambda: info)


class ComRange(ComObject):
    """Excel's Range, as far as xlwings reads it for a raw value."""

    def __init__(self, value: object) -> None:
        super().__init__(RANGE)
        rows = value if isinstance(value, tuple) else ((value,),)
        self.Value = value
        self.Row = self.Column = 1
        self.Rows, self.Columns = (SimpleNamespace(Count=n) for n in (len(rows), len(rows[0])))
        application = SimpleNamespace(Hwnd=1)
        book = SimpleNamespace(Name="book.xlsx", Application=application)
        self.Worksheet = SimpleNamespace(Name="Leads", Parent=book)


def _unwrap(wrapped: object) -> object:
    """Refuse as pywin32 does: nothing that Excel hands over is an object of Python's server."""
    raise TypeError(f"{type(wrapped).__name__} is no gateway")


def _modules() -> dict[str, ModuleType]:
    found = {name: ModuleType(name) for name in PYWIN32}
    for name, module in found.items():
        parent, _, child = name.rpartition(".")
        if parent:
            setattr(found[parent], child, module)
    interface = type("PyIDispatch", (), {})
    found["pywintypes"].__dict__.update(com_error=ComError, TimeType=ComTime, IID=str)
    found["pythoncom"].__dict__.update(
        __file__="pythoncom.dll", CoInitialize=int, IID_IDispatch=0, TypeIIDs={0: interface},
        com_error=ComError, ole_error=ComError,
    )  # fmt: skip
    for name in ("CDispatch", "CoClassBaseClass", "DispatchBaseClass"):
        setattr(found["win32com.client"], name, type(name, (), {}))
    found["win32com.client"].__dict__.update(Dispatch=_same, DispatchEx=_same)
    found["win32com.server.util"].__dict__.update(unwrap=_unwrap, wrap=_same)
    found["win32process"].__dict__.update(GetWindowThreadProcessId=lambda _: (0, 1))
    found["win32timezone"].__dict__.update(TimeZoneInfo=SimpleNamespace(utc=lambda: dt.UTC))
    return found


def _same(something: object, **_: object) -> object:
    return something


@contextmanager
def windows() -> Iterator[SimpleNamespace]:
    """Give xlwings' modules of Windows: `udfs` with its `call_udf`, `server` with its `CallUDF`."""
    with ExitStack() as stack:
        _put_modules(stack)
        for library in ("windll", "oledll"):
            stack.enter_context(mock.patch.object(ctypes, library, mock.MagicMock(), create=True))
        with mock.patch.object(ctypes, "PyDLL", mock.MagicMock()):
            excel = importlib.import_module("xlwings._xlwindows")
        atexit.unregister(excel.cleanup)
        udfs = importlib.import_module("xlwings.udfs")
        stack.callback(udfs.com_executor.shutdown)
        for name, real in DECORATORS.items():
            stack.enter_context(mock.patch.object(xlwings, name, getattr(udfs, real), create=True))
        engine = xlwings.main.Engine(impl=excel.engine)
        for name, value in (("engines", [engine]), ("engines_by_name", {"excel": engine})):
            stack.enter_context(mock.patch.object(xlwings.engines, name, value))
        com_server = importlib.import_module("xlwings.com_server")
        stack.callback(com_server.loop.close)
        yield SimpleNamespace(udfs=udfs, server=com_server.XLPython(), excel=excel)


def _put_modules(stack: ExitStack) -> None:
    """Put the stand-ins in; at the end take them out, and what was imported from them."""
    names = (*PYWIN32, *REAL)
    before = {name: sys.modules.pop(name, None) for name in names}

    def restore() -> None:
        for name in names:
            sys.modules.pop(name, None)
            package, _, child = name.rpartition(".")
            if name in REAL and hasattr(sys.modules[package], child):
                delattr(sys.modules[package], child)
            if before[name] is not None:
                sys.modules[name] = before[name]

    stack.callback(restore)
    sys.modules.update(_modules())
