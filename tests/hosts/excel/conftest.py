"""Machines for install and doctor."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.hosts.excel.fake_machine import FakeMachine, healthy_mac, healthy_windows

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def windows(tmp_path: Path) -> FakeMachine:
    """A healthy Windows machine with 64-bit Excel, before leadbook is installed."""
    return healthy_windows(tmp_path)


@pytest.fixture
def mac(tmp_path: Path) -> FakeMachine:
    """A healthy Mac, before leadbook is installed."""
    return healthy_mac(tmp_path)


@pytest.fixture(params=[healthy_windows, healthy_mac], ids=["windows", "mac"])
def machine(request: pytest.FixtureRequest, tmp_path: Path) -> FakeMachine:
    """Each of them."""
    return request.param(tmp_path)
