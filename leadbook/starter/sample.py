"""The sample's rows, in words: the simulation told as a salesperson would have typed it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from leadbook.starter.market import CAMPAIGNS, OWNERS
from leadbook.starter.records import records_of
from leadbook.starter.targets import target_rows

if TYPE_CHECKING:
    from leadbook.starter.contacts import Touch
    from leadbook.starter.lives import Life, Profile
    from leadbook.starter.records import Record
    from leadbook.starter.simulation import Simulation
    from leadbook.starter.template import Row
    from leadbook.starter.words import Words

__all__ = ["sample_rows"]


def sample_rows(simulation: Simulation, words: Words) -> dict[str, list[Row]]:
    """Tell a simulation as rows of the tables; of Settings it adds one that names its last day."""
    teller = _Teller(words, words.text["people"])
    records = records_of(simulation)
    lives = list(zip(simulation.profiles, simulation.lives, simulation.touches, strict=True))
    return {
        "Leads": [
            teller.lead(number, *known, record)
            for number, (known, record) in enumerate(zip(lives, records, strict=True), start=1)
        ],
        "StageHistory": _by_time(
            [
                {
                    "lead_id": _lead_id(number),
                    "stage": words.word("stage", entry.stage),
                    "entered_at": _moment(entry.on),
                }
                for number, life in enumerate(simulation.lives, start=1)
                for entry in life.entries
            ],
            "entered_at",
        ),
        "Activities": _by_time(
            [
                teller.activity(number, profile, touch, first=touch is touches[0])
                for number, (profile, _, touches) in enumerate(lives, start=1)
                for touch in touches
            ],
            "at",
        ),
        "Settings": [teller.told_up_to(simulation.as_of)],
        "Campaigns": [teller.campaign(key, simulation.as_of) for key in CAMPAIGNS],
        "Owners": [teller.owner(number, key) for number, key in enumerate(OWNERS, start=1)],
        "Targets": target_rows(simulation, words),
    }


def _by_time(rows: list[Row], column: str) -> list[Row]:
    return sorted(rows, key=lambda row: row[column])


def _lead_id(number: int) -> str:
    return f"L-{number:04d}"


def _moment(day: date | None) -> datetime | None:
    return None if day is None else datetime.combine(day, time())


@dataclass(frozen=True)
class _Teller:
    """Puts facts into words; `people` holds the invented names of one language."""

    words: Words
    people: dict[str, Any]

    def lead(
        self,
        number: int,
        profile: Profile,
        life: Life,
        touches: tuple[Touch, ...],
        record: Record,
    ) -> Row:
        word = self._word
        amount = self._money(profile.price)
        share = profile.budget_share
        closed = life.status != "open"
        return {
            "lead_id": _lead_id(number),
            **self._person(number, profile, record),
            "source": word("source", profile.source),
            "campaign": self.people["campaigns"].get(profile.campaign),
            "industry": word("industry", profile.industry),
            "company_size": profile.employees,
            "interest": word("interest", profile.interest),
            "budget": None if share is None else self._money(profile.price * share),
            "decision_maker": self._yes_no(profile.decision_maker),
            "product": word("product", profile.product),
            "owner": self.people["owners"][profile.owner]["name"],
            "stage": word("stage", life.stage),
            "status": word("outcome", life.status),
            "created_at": _moment(profile.created),
            "stage_since": _moment(life.since),
            "closed_at": _moment(life.since) if closed else None,
            "expected_close": _moment(record.expected_close),
            "amount": amount if record.priced else None,
            "label": word("label", record.label),
            "rep_probability": record.rep_probability,
            "last_contact_at": _moment(touches[-1].at.date()) if touches else None,
            "next_step_at": _moment(record.next_step),
            "snooze_until": _moment(record.snooze_until),
            "unsubscribed": self._yes_no(record.unsubscribed),
            "complaints": record.complaints,
            "lost_reason": word("lost_reason", record.lost_reason),
            "notes": self._note(record, life.status),
        }

    def told_up_to(self, as_of: date) -> Row:
        """Name the sample's last day; leadbook knows no such setting and leaves the row alone."""
        return {
            "setting": self.words.text["headers"]["sample_as_of"],
            "value": _moment(as_of),
            "meaning": self.words.meaning("setting", "sample_as_of"),
        }

    def activity(self, number: int, profile: Profile, touch: Touch, *, first: bool) -> Row:
        cost = touch.cost
        # The first answer to a lead is owed to the campaign that brought it.
        campaign = profile.campaign if first else None
        return {
            "lead_id": _lead_id(number),
            "at": touch.at,
            "kind": self._word("kind", touch.kind),
            "direction": self._word("direction", touch.direction),
            "answered": self._yes_no(touch.answered),
            "owner": self.people["owners"][profile.owner]["name"],
            "campaign": self.people["campaigns"].get(campaign),
            "minutes": touch.minutes,
            "cost": None if cost is None else round(cost * self.people["cost_factor"], 2),
        }

    def campaign(self, key: str, as_of: date) -> Row:
        facts = CAMPAIGNS[key]
        step = self.people["cost_step"]
        return {
            "campaign": self.people["campaigns"][key],
            "source": self._word("source", facts.source),
            "start": _moment(as_of - timedelta(days=facts.starts)),
            "end": _moment(as_of - timedelta(days=facts.ends)),
            "cost": round(facts.cost * self.people["cost_factor"] / step) * step,
            "clicks": facts.clicks,
        }

    def owner(self, number: int, key: str) -> Row:
        person = self.people["owners"][key]
        return {
            "owner": person["name"],
            "email": person["email"],
            "phone": self._phone(9_000 + number),
            "capacity": OWNERS[key].monthly_capacity,
            "territory": person["territory"],
            "industry": self.words.text["comma"].join(
                self.words.word("industry", industry) for industry in person["industries"]
            ),
            "active": self._yes_no(known=True),
        }

    def _person(self, number: int, profile: Profile, record: Record) -> Row:
        first, last, root, kind = record.draws
        given, given_ascii = _pick(self.people["first"], first).split("|")
        family, family_ascii = _pick(self.people["last"], last).split("|")
        jobs = self.people["titles_deciding" if profile.decision_maker else "titles_other"]
        return {
            "name": f"{given} {family}",
            "company": self.people["company"].format(
                root=_pick(self.people["roots"], root),
                kind=_pick(self.people["kinds"][profile.industry], kind),
            ),
            "title": _pick(jobs, record.job),
            "email": f"{given_ascii}.{family_ascii}@example.com",
            "phone": self._phone(number),
        }

    def _phone(self, number: int) -> str:
        area, line = divmod(number, 100)
        return str(self.people["phone"].format(number=number, area=201 + area % 90, line=line))

    def _note(self, record: Record, status: str) -> str | None:
        return None if record.note is None else _pick(self.people["notes"][status], record.note)

    def _word(self, vocabulary: str, key: str | None) -> str | None:
        return None if key is None else self.words.word(vocabulary, key)

    def _yes_no(self, known: bool | None) -> str | None:
        return None if known is None else self.words.word("yes_no", "yes" if known else "no")

    def _money(self, dollars: float) -> float:
        step = self.people["price_step"]
        return float(round(dollars * self.people["price_factor"] / step) * step)


def _pick(things: list[str], draw: int) -> str:
    return things[draw % len(things)]
