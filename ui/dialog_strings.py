"""Every word that the dialogs alone show: dictionary, settings, export, report, help and so on."""

from __future__ import annotations

# Dictionary
DICTIONARY_TITLE = "Dictionary"
DICTIONARY_INTRO = "Words and phrases Stet leaves alone."
DICTIONARY_EMPTY = "No words yet."
DICTIONARY_ADD = "Add"
DICTIONARY_REMOVE = "Remove"
DICTIONARY_INPUT = "A word or phrase"
DICTIONARY_THERE = "“{word}” is in the list."

# Dismissals
DISMISSALS_TITLE = "Dismissals"
DISMISSALS_INTRO = "What you said no to. Undo lets Stet mark it again."
DISMISSALS_EMPTY = "No dismissals yet."
DISMISSAL_NAMES = {
    "not_now": "Not now",
    "not_here": "Not here",
    "not_phrase": "Not this phrase",
    "mute_rule": "Muted rule",
}
DISMISSAL_LINE = "{how} · {rule} · {when}"

# Settings
SETTINGS_TITLE = "Settings"
SETTINGS_AT_ONCE = "Changes apply at once"
SECTION_SUGGESTIONS = "Suggestions"
SECTION_WRITING = "Writing"
SECTION_APPEARANCE = "Appearance"
SECTION_HELP = {
    "Suggestions": "What is marked, and when.",
    "Writing": "The English the draft is written in.",
    "Appearance": "How the window and the text look.",
}
SET_ON = "Suggestions"
SET_ON_LABEL = "Mark the draft while writing"
SET_DELAY = "Wait after typing"
SET_DELAY_VALUE = "{n} ms"
SET_DELAY_HELP = "Nothing is marked sooner than this."
SET_EAGERNESS_HELP = "Quiet marks little and is rarely wrong; eager marks more at a time."
SET_CLASSES = "Mark"
SET_DIALECT_HELP = "Which spellings count as right."
SET_THEME_HELP = "System follows the desktop."
SET_SIZE = "Text size"
SET_COLUMN = "Line length"
SET_PIXELS = "{n} px"
SET_CHARACTERS = "{n} characters"
SET_COLUMN_HELP = "50 to 75 characters read most easily."
SET_MOTION = "Motion"
SET_MOTION_LABEL = "Show and hide without fading"

# Export
EXPORT_TITLE = "Export feedback"
EXPORT_INTRO = "Writes what Stet showed and what you answered, as files you can read or share."
EXPORT_FOLDER = "Folder"
EXPORT_CHOOSE = "Choose…"
EXPORT_CHOOSE_TITLE = "Folder for the export"
EXPORT_REDACTION = "Your words"
EXPORT_LEVELS = {"full": "Leave out", "hash": "Replace by codes", "none": "Include"}
EXPORT_LEVEL_HELP = {
    "full": "No words from your drafts: only rules, counts, times and answers.",
    "hash": "Equal words get equal codes. Nobody can read them back from the file.",
    "none": "Passages and changes as you wrote them. Share it only with people you trust.",
}
EXPORT_COUNTS = "{suggestions} suggestions, {outcomes} answers, {drafts} drafts"
EXPORT_NOTHING = "There is nothing to export yet."
EXPORT_RUN = "Export"
EXPORT_PREVIEW = "Preview"
EXPORT_PREVIEW_NAME = "First rows of each file"
EXPORT_PROGRESS = "Progress of the export"
EXPORT_STOPPED = "Stopped. Nothing was written."
EXPORT_ROWS = "{file}: {rows} rows"
EXPORT_SCRUB = "Take out of your words"
EXPORT_SCRUBS = {
    "email": "E-mail addresses",
    "url": "Links",
    "phone": "Phone numbers",
    "number": "Numbers",
    "name": "Names",
}
EXPORT_WHICH = "Which suggestions"
EXPORT_FROM = "From"
EXPORT_TO = "To"
EXPORT_CLASS = "Class"
EXPORT_OUTCOME = "Outcome"
EXPORT_ANY_DAY = "Any day"
EXPORT_ANY_CLASS = "All classes"
EXPORT_ANY_OUTCOME = "All outcomes"
EXPORT_OUTCOMES = {
    "accepted": "Accepted",
    "edited": "Edited first",
    "overtyped": "Typed the same",
    "dismissed": "Dismissed",
    "checked": "Checked",
    "ignored": "Ignored",
    "reverted": "Undone",
    "withdrawn": "Withdrawn",
    "unresolved": "No answer",
}
EXPORT_DONE = "Exported to {folder}."
EXPORT_FAILED = "Could not export: {why}"

# Erase
ERASE_TITLE = "Erase feedback and history"
ERASE_GONE = "What goes, for good"
ERASE_GOES = (
    "Everything in the feedback log, earlier versions of all files, unsaved text that no window "
    "has open, kept model answers, eval cases made of drafts, and files put aside as damaged."
)
ERASE_STAYS = "What stays"
ERASE_KEPT = (
    "Your files and the list of recent ones, unsaved text in open windows, settings, dictionary, "
    "dismissals with the words they are about, the record of spending, which holds no text, and "
    "exports. What you do from now on is recorded again."
)
ERASE_RUN = "Erase"
ERASE_BUSY = "Erasing…"
ERASE_DONE = "Feedback and history are erased."
FORGET_TITLE = "Forget “{name}”"
FORGET_GOES = (
    "Its words and its name in the feedback log, what was learned from its words, its earlier "
    "versions, unsaved text of it that no window has open, and all kept model answers. The counts "
    "of rules stay."
)
FORGET_RUN = "Forget"
FORGET_DONE = "“{name}” is forgotten."

# Report
REPORT_TITLE = "Report a problem"
REPORT_INTRO = "What is wrong with this mark? Kept in the feedback log on this computer."
REPORT_SEND = "Keep report"

# Help
SHORTCUTS_TITLE = "Keyboard shortcuts"
SHORTCUTS_TEXT = "In the card, while it has focus"
ABOUT_TEXT = "A desktop editor that marks what it is sure about and leaves the rest alone."
ABOUT_VERSION = "Version {version} · Apache License 2.0"
ABOUT_PARTS = "Fonts and icons that come with it"
ABOUT_PART_LINES = (
    "Inter · SIL Open Font License 1.1",
    "iA Writer Quattro and Mono · SIL Open Font License 1.1",
    "Lucide icons · ISC and MIT",
)
ABOUT_LICENCES = "Licence texts"
CARD_KEYS = (
    ("Enter", "Accept"),
    ("E", "Edit first"),
    ("1 – 3", "Take an alternative"),
    ("Esc", "Not now"),
    ("H", "Not here"),
    ("P", "Not this phrase"),
    ("M", "Mute this rule"),
)
