"""Letters as drafts: files that a mail program opens ready to be sent, and that nobody has sent."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

__all__ = ["Letter", "address_of"]

_CONTROLS = re.compile(r"[\x00-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter to one lead."""

    lead_id: str
    to: Address
    subject: str
    text: str

    def draft(self) -> bytes:
        r"""Write it as an .eml file; ``X-Unsent`` lets Outlook open it as a draft.

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
        return mail.as_bytes()


def address_of(text: str, name: str) -> Address | None:
    """Read one e-mail address; ``None`` where it is none that a letter can go to.

    >>> address_of(" ann@example.com ", "Ann").addr_spec, address_of("ann at example", "Ann")
    ('ann@example.com', None)
    """
    spec = text.strip()
    if not spec.isascii() or "@" not in spec:
        return None
    try:
        return Address(_CONTROLS.sub(" ", name).strip(), addr_spec=spec)
    except (MessageError, ValueError, IndexError):
        return None
