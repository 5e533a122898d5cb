from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import openpyxl
import pytest

from leadbook.language.messages import LANGUAGES, Language
from leadbook.starter.book import Content, book_bytes, empty_content, sample_content
from leadbook.starter.words import Words, words

if TYPE_CHECKING:
    from openpyxl import Workbook


@pytest.fixture(scope="session", params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> Language:
    return request.param


@pytest.fixture(scope="session")
def spoken(language: Language) -> Words:
    return words(language)


@pytest.fixture(scope="session")
def content(spoken: Words) -> Content:
    return sample_content(spoken)


@pytest.fixture(scope="session")
def sample(spoken: Words, content: Content) -> bytes:
    return book_bytes(content, spoken, file="sample.xlsx")


@pytest.fixture(scope="session")
def sample_book(sample: bytes) -> Workbook:
    return openpyxl.load_workbook(BytesIO(sample))


@pytest.fixture(scope="session")
def empty_book(spoken: Words) -> Workbook:
    made = book_bytes(empty_content(spoken), spoken, file="empty.xlsx")
    return openpyxl.load_workbook(BytesIO(made))
