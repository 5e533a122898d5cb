"""The words of the ribbon, and which Python function stands behind each of its buttons.

`macros/ribbon.xml` says where a control stands, `macros/ribbon.bas` what a press does: it calls
``leadbook.hosts.excel.ribbon.press(action, language)``. The words are kept in a hidden sheet of the
add-in, since VBA source is ASCII; `label_rows` gives that sheet.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from leadbook import __version__
from leadbook.language.messages import message, speaker

if TYPE_CHECKING:
    from leadbook.language.messages import Message

__all__ = ["BUTTONS", "GROUPS", "SENTENCES", "TAB", "TOGGLE", "Button", "label_rows"]


@dataclass(frozen=True, slots=True)
class Button:
    """A control of the ribbon that can be pressed.

    Attributes:
        id: The control's id in `ribbon.xml`.
        action: The name that `ribbon.press` knows; "" where VBA does all that is to be done.
        label: The word on it.
        tip: What a press does, in one or two short sentences.
    """

    id: str
    action: str
    label: Message
    tip: Message


TAB = ("leadbookTab", message("Leadbook"))

GROUPS = {
    "leadbookPipeline": message("Pipeline"),
    "leadbookLeads": message("Leads"),
    "leadbookTools": message("Leadbook"),
}

BUTTONS = (
    Button(
        "leadbookReport",
        "report",
        message("Report"),
        message(
            "Measures the pipeline and puts all report sheets into this workbook. Only sheets that "
            "leadbook made are replaced."
        ),
    ),
    Button(
        "leadbookVelocity",
        "velocity",
        message("Velocity"),
        message("Shows how many days leads stay in each stage and where they get stuck."),
    ),
    Button(
        "leadbookScore",
        "score",
        message("Score leads"),
        message("Scores and grades every open lead by the rules on the settings sheets."),
    ),
    Button(
        "leadbookCheck",
        "check",
        message("Data check"),
        message("Lists what is missing, doubtful or contradictory in the workbook, cell by cell."),
    ),
    Button(
        "leadbookCold",
        "cold",
        message("Cold leads"),
        message("Lists the leads that are not worth more effort, with the rule that says so."),
    ),
    Button(
        "leadbookFarewell",
        "farewell",
        message("Farewell"),
        message(
            "Writes the last friendly mail to the selected leads, or to all that a rule lets go, "
            "as drafts in a folder. Nothing is sent."
        ),
    ),
    Button(
        "leadbookHandOff",
        "hand_off",
        message("Hand-off"),
        message("Makes the sheet of the leads that go to another owner, with the story of each."),
    ),
    Button(
        "leadbookImport",
        "import",
        message("Import"),
        message(
            "Adds the new leads of a CSV, Excel or JSON file below yours and says which are there "
            "already. Nothing is written over."
        ),
    ),
    Button(
        "leadbookSettings",
        "settings",
        message("Settings"),
        message("Goes to the stages, limits and scoring rules of this workbook."),
    ),
    Button(
        "leadbookLanguage",
        "language",
        message("Language"),
        message("Switches this tab and what leadbook says between English and Persian."),
    ),
    Button(
        "leadbookLog",
        "log",
        message("Log"),
        message("Opens the file in which leadbook notes what went wrong, without customer data."),
    ),
    Button(
        "leadbookRestart",
        "",
        message("Restart functions"),
        message("Ends the Python behind the functions; the next calculation starts it anew."),
    ),
    Button(
        "leadbookHelp",
        "help",
        message("Help"),
        message("Explains the buttons and the functions."),
    ),
)

TOGGLE = Button(
    "leadbookStageLog",
    "",
    message("Record stage changes"),
    message(
        "While it is pressed, every change of a stage is added to the stage history with its time, "
        "when you save or go to another sheet. Until then you can undo it."
    ),
)

SENTENCES = {
    "failed": message(
        "Leadbook could not do this. Run leadbook doctor in a terminal; it finds the reason."
    ),
    "restart": message("Close Excel and start it again to see the tab in the other language."),
}
"""What VBA itself has to say, by the name under which it looks it up."""


def label_rows() -> list[tuple[str, str, str]]:
    """Give the rows of the add-in's hidden sheet: an id and its words in English and Persian.

    >>> label_rows()[0], label_rows()[2][:2]
    (('id', 'en', 'fa'), ('leadbookTab', 'Leadbook'))
    """
    words = dict([TAB]) | GROUPS
    for button in (*BUTTONS, TOGGLE):
        words |= {button.id: button.label, f"{button.id}.tip": button.tip}
    english, persian = speaker("en"), speaker("fa")
    return [
        ("id", "en", "fa"),
        ("version", __version__, __version__),
        *((key, english(said), persian(said)) for key, said in (words | SENTENCES).items()),
    ]
