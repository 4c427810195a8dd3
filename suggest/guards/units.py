"""Guard: what a number counts stays the same: kilometres, minutes, percent, megabytes."""

import re

from suggest.guards.figures import figures
from suggest.guards.words import alike, curated, folded_words, touching
from suggest.values import Drop, DropReason, Passage, Proposal

# One line per unit: its name, then its other forms. A form with a capital is read with its case.
_TABLE = """
km kilometer kilometers kilometre kilometres kms k
m meter meters metre metres
cm centimeter centimeters centimetre centimetres
mm millimeter millimeters millimetre millimetres
mile miles mi
yard yards yd
foot feet ft foots feets
inch inches inchs
kg kilogram kilograms kilo kilos kgs
g gram grams
mg milligram milligrams
tonne tonnes
ton tons
lb lbs pound pounds
oz ounce ounces
stone stones
l liter liters litre litres
ml milliliter milliliters millilitre millilitres
dl deciliter deciliters decilitre decilitres
gallon gallons gal
pint pints
cup cups
tbsp tablespoon tablespoons
tsp teaspoon teaspoons
ms millisecond milliseconds msec
s second seconds sec secs
min minute minutes mins
h hour hours hr hrs
day days
week weeks wk wks
fortnight fortnights
month months
quarter quarters
year years yr yrs
decade decades
century centuries
knot knots
mph
kph
kmh
B byte bytes
kB KB kilobyte kilobytes
MB megabyte megabytes
GB gigabyte gigabytes
TB terabyte terabytes
PB petabyte petabytes
KiB
MiB
GiB
bits bit
Kb kb kbit kilobit kilobits
Mb megabit megabits Mbit
Gb gigabit gigabits Gbit
kbps Kbps
Mbps
Gbps
MBps
pt pts
px pixel pixels
em
rem
dpi
hz hertz
kHz
MHz
GHz
w watt watts
kW kilowatt kilowatts
MW megawatt megawatts
Wh
kWh
mWh
MWh
GWh
v volt volts
mAh
amp amps
dB decibel decibels
bar bars
psi
cal calorie calories
kcal kilocalorie kilocalories
kJ
ha hectare hectares
acre acres
percent percents % per\u00a0cent pct
percentage-point percentage-points pp
basis-point basis-points bps
promille \u2030
\u00b0C
\u00b0F
K kelvin
degree degrees \u00b0
"""
_NAMES = {form: row.split()[0] for row in _TABLE.strip().split("\n") for form in row.split(" ")}
_SPELLED = (
    (re.compile(r"\bpercentage points?\b", re.IGNORECASE), "pp"),
    (re.compile(r"\bbasis points?\b", re.IGNORECASE), "bps"),
    (re.compile(r"\bper cent\b", re.IGNORECASE), "percent"),
    (re.compile(r"\bdegrees? celsius\b|\u00b0\s?C\b|\u2103", re.IGNORECASE), "\u00b0C"),
    (re.compile(r"\bdegrees? fahrenheit\b|\u00b0\s?F\b|\u2109", re.IGNORECASE), "\u00b0F"),
)
_UNIT = re.compile(r"[\s\u00a0-]{0,2}([%\u2030]|\u00b0[CF]?|[A-Za-z]+)(?:(/)([A-Za-z]+))?(?!\w)")
_LEADS = re.compile(
    r"(?:/|\b(?:per|an?|each|every|half an?|half|few|several|couple of|couple|many|some|last|next"
    r"|this"
    r"|these|those|past|coming|previous|following|once)[\s\u00a0-](?:each\s)?)"
    r"(h\b|s\b|min\b|seconds?|minutes?|hours?|days?|weeks?|months?|quarters?|years?|decades?"
    r"|miles?|kilomet(?:er|re)s?"
    r"|pounds?|lit(?:er|re)s?|gallons?|centur(?:y|ies)|fortnights?|tons?|tonnes?)\b",
    re.IGNORECASE,
)
_SPEEDS = {"mph": ("mile", "h"), "kph": ("km", "h"), "kmh": ("km", "h")}
_ADVERBS = {
    "everyday": "day",
    "hourly": "h",
    "daily": "day",
    "weekly": "week",
    "monthly": "month",
    "quarterly": "quarter",
    "yearly": "year",
    "annual": "year",
    "annually": "year",
}
_ADVERB = re.compile(r"\b(?:" + "|".join(_ADVERBS) + r")\b", re.IGNORECASE)
_PER = re.compile(r"\bper (?:each )?([a-z]+)", re.IGNORECASE)
_IDLE = re.compile(
    r"\bthis day and age\b|\b(?:a|this|one|every) (?:second|minute)\b|\b(?:one|some"
    r"|the other) day\b"
    r"|\b(?:at the end of the|day by|day to) day\b|\bevery single\b",
    re.IGNORECASE,
)


class UnitsGuard:
    """Drops edits that change, drop or convert the unit of a number."""

    name = "units"

    def check(self, passage: Passage, proposal: Proposal) -> Drop | None:
        """None when the same things are counted."""
        if proposal.replacement is None or curated(proposal):
            return None
        before, after = touching(passage, proposal)
        old, new = _units(before), _units(after)
        if old == new:
            return None
        if not old - new and _corrected(before, after, new - old):
            return None
        if old - new and not new - old:
            return Drop(DropReason.GUARDED, self.name, "Drops a unit.")
        return Drop(DropReason.GUARDED, self.name, "Changes a unit.")


def _corrected(before: str, after: str, come: set[str]) -> bool:
    """Whether the units that came in are those of misspelled words: `minuts`."""
    misspelled = [word for word in folded_words(before) if not _name(word) and len(word) > 3]
    forms = [word for word in folded_words(after) if _name(word) in come]
    return bool(forms) and all(alike(word, misspelled) for word in forms)


def _units(text: str) -> set[str]:
    for pattern, name in _SPELLED:
        text = pattern.sub(name, text)
    found: set[str] = set()
    for figure in figures(text):
        match = None if figure.ordinal else _UNIT.match(text, figure.end)
        if match is not None:
            found.update(_named(text[figure.start : figure.end], match))
    plain = _IDLE.sub("", text)
    found.update(_name(match[1]) for match in _LEADS.finditer(plain))
    found.update(_ADVERBS[match[0].lower()] for match in _ADVERB.finditer(plain))
    found.update(_name(match[1]) or match[1].lower().rstrip("s") for match in _PER.finditer(text))
    return found - {"", "cent"}


def _named(figure: str, match: re.Match[str]) -> set[str]:
    name = _name(match[1])
    if name == "s" and figure.endswith("0") and match[0] == "s":
        return set()  # the 90s
    if name == "year" and len(figure) == 4 and figure.isdigit():
        return set()  # "in 2024 year" counts no years
    if match[2]:
        return {name or match[1], _name(match[3]) or match[3]}
    return {name} if name not in _SPEEDS else set(_SPEEDS[name])


def _name(form: str) -> str:
    """The one name of a unit; empty for a word that is none."""
    return _NAMES.get(form) or _NAMES.get(form.lower(), "")
