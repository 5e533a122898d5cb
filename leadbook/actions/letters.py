"""Letters as drafts: files that a mail program opens ready to be sent, and that nobody has sent."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from html import escape

from leadbook.language.text import tidy

__all__ = ["Letter", "address_of"]

_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_FROM_THE_RIGHT = (
    '<!DOCTYPE html>\n<html dir="rtl"><body><div dir="rtl" style="text-align: right">\n'
    "{lines}\n</div></body></html>\n"
)


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter to one lead."""

    lead_id: str
    to: Address
    subject: str
    text: str

    def draft(self) -> bytes:
        r"""Write it as an .eml file; ``X-Unsent`` lets Outlook open it as a draft.

        Plain text cannot say that it reads from the right, so a letter that does is HTML as well.

        >>> letter = Letter("L1", address_of("ann@example.com", "Ann"), "Thank you", "Dear Ann")
        >>> print(letter.draft().decode().replace("\r", ""))
        X-Unsent: 1
        To: Ann <ann@example.com>
        Subject: Thank you
        Content-Type: text/plain; charset="utf-8"
        Content-Transfer-Encoding: 7bit
        MIME-Version: 1.0
        <BLANKLINE>
        Dear Ann
        <BLANKLINE>
        """
        mail = EmailMessage(policy=SMTP)
        mail["X-Unsent"] = "1"
        mail["To"] = self.to
        mail["Subject"] = self.subject
        mail.set_content(self.text)
        if _reads_from_the_right(self.text):
            lines = escape(self.text, quote=False).split("\n")
            html = _FROM_THE_RIGHT.format(lines="<br>\n".join(lines))
            mail.add_alternative(html, subtype="html")
            # Else it would be another with every writing.
            mail.set_boundary("=_leadbook_letter")
        return mail.as_bytes()


def address_of(text: str, name: str) -> Address | None:
    """Read one e-mail address; ``None`` where it is none that a letter can go to.

    >>> address_of(" ann@example.com ", "Ann").addr_spec, address_of("ann at example", "Ann")
    ('ann@example.com', None)
    """
    spec = tidy(text)
    if not spec.isascii() or "@" not in spec:
        return None
    try:
        return Address(_CONTROLS.sub(" ", name).strip(), addr_spec=spec)
    except (MessageError, ValueError, IndexError):
        return None


def _reads_from_the_right(text: str) -> bool:
    """Whether the first letter that has a direction is Persian, Arabic or the like."""
    directions = map(unicodedata.bidirectional, text)
    return next((each for each in directions if each in {"L", "R", "AL"}), "L") != "L"
