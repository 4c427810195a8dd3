"""Every word the window shows, in one place. Names say where a string is used.

Short, plain, sentence case; what happened, then what to do. `{}` fields are filled with `.format`.
"""

from __future__ import annotations

APP = "Stet"

# The draft and its strip
PLACEHOLDER = "Write something."
EDITED = "Edited"
SAVED = "Saved {time}"
READ_ONLY = "Read only"
RECOVERED = "Recovered, not saved"
SIDE_PANEL = "Side panel"
SIDE_PANEL_KEY = "Side panel (Ctrl+Shift+M)"
MENU = "Menu (Alt)"
EDITOR_NAME = "Draft"

# Menus
MENU_FILE = "File"
MENU_EDIT = "Edit"
MENU_VIEW = "View"
MENU_SUGGESTIONS = "Suggestions"
MENU_HELP = "Help"
NEW = "New"
OPEN = "Open…"
OPEN_RECENT = "Open recent"
CLEAR_RECENT = "Clear this list"
SAVE = "Save"
SAVE_AS = "Save as…"
EXPORT = "Export feedback…"
QUIT = "Quit"
UNDO = "Undo"
REDO = "Redo"
CUT = "Cut"
COPY = "Copy"
PASTE = "Paste"
SELECT_ALL = "Select all"
FIND = "Find…"
REPLACE = "Replace…"
FIND_NEXT = "Find next"
FIND_PREVIOUS = "Find previous"
ZOOM_IN = "Larger text"
ZOOM_OUT = "Smaller text"
ZOOM_RESET = "Normal text size"
FULL_SCREEN = "Full screen"
THEME = "Theme"
THEME_NAMES = {
    "system": "System",
    "light": "Light",
    "dark": "Dark",
    "contrast-light": "High contrast, light",
    "contrast-dark": "High contrast, dark",
    "colour-blind-light": "Colour-blind, light",
    "colour-blind-dark": "Colour-blind, dark",
}
NEXT_MARK = "Next mark"
PREVIOUS_MARK = "Previous mark"
OPEN_CARD = "Open the mark at the caret"
SNOOZE = "Snooze for 15 minutes"
SUGGESTIONS_ON = "Suggestions on"
SHOW_HELD = "What was held back"
DIALECT = "English"
DIALECT_NAMES = {
    "US": "United States",
    "UK": "United Kingdom",
    "CA": "Canada",
    "AU": "Australia",
    "IN": "India",
}
DICTIONARY = "Dictionary…"
DISMISSALS = "Dismissals…"
SETTINGS = "Settings…"
SHORTCUTS = "Keyboard shortcuts"
ABOUT = "About Stet"

# Classes of marks
KIND_NAMES = {
    "correctness": "Correctness",
    "clarity": "Clarity",
    "tone": "Tone",
    "fact": "Fact to check",
    "post": "Post",
}
KIND_HELP = {
    "correctness": "Slips of spelling and grammar.",
    "clarity": "Words that could go, or be plainer.",
    "tone": "Jargon, worn phrases and stiff wording.",
    "fact": "Numbers and names worth a second look.",
    "post": "What a post of this kind needs.",
}

# Card
CARD_NAME = "{kind}: “{old}”"
CARD_OF = "{n} of {total}"
CARD_PREVIOUS = "Previous mark (Shift+F8)"
CARD_NEXT = "Next mark (F8)"
CARD_MORE = "More ways to answer"
ACCEPT = "Accept"
EDIT_FIRST = "Edit first"
NOT_NOW = "Not now"
KEY_ESCAPE = "Esc"
CHECKED = "Checked"
EDIT = "Edit"
EDIT_LABEL = "Your wording"
USE_EDIT = "Use this"
CANCEL_EDIT = "Back"
ALTERNATIVE = "Use “{text}” (key {key})"
DELETES = "Delete it"
NEWLINE_SHOWN = "⏎"
TENTHS = "{n} of 10"
NOT_HERE = "Not here"
NOT_PHRASE = "Not this phrase"
MUTE_RULE = "Mute this rule"
NOT_NOW_HELP = "Back only if the passage changes"
NOT_HERE_HELP = "Never again for this passage"
NOT_PHRASE_HELP = "Add “{phrase}” to your dictionary"
MUTE_RULE_HELP = "No more “{rule}” marks; undo in Dismissals"
GOOD = "Good suggestion"
REPORT = "Report a problem…"
ANNOUNCE = "{marks}, {n} of {total}: {kind}, {change}"
CHANGE = "{old}, to {new}"
CHANGE_DELETE = "{old}, delete"
SHOW_CARD = "Show the card"
OFFLINE = "offline"
SOURCES = {"lexicon": "House list", "weir": "House grammar", "harper": "Harper"}
STALE = "The text changed meanwhile; nothing was replaced."

# Side panel
TAB_MARKS = "Marks"
TAB_HELD = "Held back"
CLOSE_PANEL = "Close the side panel"
FILTER = "{kind}: {count}"
NOTHING_TO_MARK = "Nothing to mark."
HELD_COUNT = "{n} held back. See why in Held back."
NOTHING_HELD = "Nothing is held back."
ALL_FILTERED = "No marks of these classes."
HELD_INTRO = "What Stet saw and did not show."
SHOW_ANYWAY = "Show anyway"
QUIET = "Quiet"
EAGER = "Eager"
EAGERNESS = "Eagerness"
EAGERNESS_PREVIEW = "{marks} here · about {kept} of 10 kept"
EAGERNESS_EMPTY = "No marks here at this setting"
HELD_BELOW = "Below the bar"
HELD_FACT = "Changes a fact"
HELD_BEFORE = "You said no before"
HELD_BUDGET = "Over budget"
HELD_PROTECTED = "Protected"
HELD_LANGUAGE = "Another language"
HELD_OTHER = "Set aside"
WHY_BELOW = "Likely kept {n} times in 10. Your bar is {bar}."
WHY_BUDGET = "3 better marks per 100 words were shown."
WHY_PROTECTED = "Links, handles, hashtags and code stay as they are."
WHY_LANGUAGE = "Not in a language Stet knows."
WHY_STALE = "The text changed meanwhile."
WHY_MUTED = "You muted “{rule}”."
WHY_BEFORE = "You said no to this before."
WHY_OVERLAP = "Another mark covers the same words."
WHY_GUARDED = "It could change what the text says."
WHY_GUARD = {
    "numbers": "Changes a number.",
    "names": "Changes a name.",
    "links": "Changes a link.",
    "quotations": "Changes a quotation.",
    "meaning": "May change the meaning.",
    "length": "Would make the text longer.",
}
WHY_FAILED = "It could not be checked."
WHY_OTHER = "It would change nothing."

# Status bar
WORD_COUNT = {"one": "{n} word", "other": "{n} words"}
MARK_COUNT = {"one": "{n} mark", "other": "{n} marks"}
CHARACTER_COUNT = {"one": "{n} character", "other": "{n} characters"}
SELECTION_COUNT = "{words} of {total} selected"
READING_TIME = "{n} min read"
ENGINE = "Offline engine"
ENGINE_PRIVATE = "Nothing leaves this computer"
ENGINE_STARTING = "Getting ready"
ENGINE_SNOOZED = "Snoozed"
ENGINE_SNOOZED_DETAIL = "until turned on"
UNTIL = "until {time}"
ENGINE_OFF = "Suggestions off"
ENGINE_OFF_DETAIL = "No marks are made"
ENGINE_OTHER = "This draft is not in English; it is left alone"
ENGINE_FAILED = "Marks have stopped; your text is safe"
ENGINE_MENU = "Engine and suggestions"
COUNT_MENU = "Words, characters and selection"
TURN_ON = "Turn on"
TURN_OFF = "Turn off"

# Find and replace
FIND_LABEL = "Find"
REPLACE_LABEL = "Replace with"
MATCH_CASE = "Match case"
WHOLE_WORD = "Whole word"
REPLACE_ONE = "Replace"
REPLACE_ALL = "Replace all"
FIND_COUNT = "{n} of {total}"
FIND_TOTAL = {"one": "{n} found", "other": "{n} found"}
FIND_NONE = "Not found"
CLOSE_FIND = "Close (Esc)"
REPLACED = {"one": "Replaced {n} time.", "other": "Replaced {n} times."}

# Toasts
ACCEPTED = "Accepted. “{old}” is now “{new}”."
ACCEPTED_DELETE = "Accepted. “{old}” is gone."
DISMISSED = {
    "not_now": "Not now: “{phrase}”.",
    "not_here": "Not here: “{phrase}”.",
    "not_phrase": "In your dictionary: “{phrase}”.",
    "mute_rule": "Rule muted: {rule}.",
}
SNOOZED = "Suggestions snoozed for 15 minutes."
SWITCHED_OFF = "Suggestions are off."
SWITCHED_ON = "Suggestions are on."
THANKS = "Noted."
CHECKED_TOAST = "Marked as checked."
REPORTED = "The report is in your feedback log."
DROPPED = {
    "one": "{n} character could not be pasted.",
    "other": "{n} characters could not be pasted.",
}
NO_MARKS = "No marks in this draft."
NO_MARK_HERE = "No mark at the caret."

# Files
UNSAVED_TITLE = "Save “{name}”?"
UNSAVED_TEXT = "It has changes that are not saved."
DISCARD = "Discard"
CANCEL = "Cancel"
OPEN_TITLE = "Open a draft"
SAVE_TITLE = "Save the draft"
FILE_FILTER = "Drafts (*.md *.txt);;All files (*)"
NOT_OPENED = "Could not open it"
NOT_SAVED = "Could not save"
LARGE_TITLE = "Open a very large file?"
OPEN_ANYWAY = "Open anyway"
CHANGED_TITLE = "This file changed on disk"
CHANGED_TEXT = "Another program saved it. You have edits too."
CHANGED_TEXT_CLEAN = "Another program saved it. Stet shows the text as it was before."
COMPARE = "Compare"
KEEP_MINE = "Keep mine"
TAKE_THEIRS = "Take theirs"
COMPARE_TITLE = "Your text and the file on disk"
COMPARE_INTRO = "Struck out: only in the file. Bold: only in your text."
COMPARE_SAME = "Both texts are the same."
RECOVERY_TITLE = "There is unsaved text from {when}"
RECOVERY_TEXT = "“{name}” was open when Stet ended. {words}."
RECOVERY_BASE_CHANGED = "The file has changed since."
RECOVER = "Open it"
RECOVERY_DISCARD = "Discard it"
USE_UTF8 = "Save as UTF-8"
CLOSE = "Close"
DONE = "Done"
NOTE_TITLE = "About this file"
READ_ONLY_TITLE = "This draft cannot be changed here"
JOURNAL_TITLE = "Unsaved text is not kept safe"
REPLACE_FILE = "Replace it"
REPLACE_FILE_TITLE = "Replace “{name}”?"

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
SET_EAGERNESS_HELP = "Quiet marks little and is rarely wrong."
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
EXPORT_LEVELS = {
    "full": "Leave out",
    "hash": "Replace by codes",
    "none": "Include",
}
EXPORT_LEVEL_HELP = {
    "full": "No words from your drafts: only rules, counts, times and answers.",
    "hash": "Equal words get equal codes. Nobody can read them back from the file.",
    "none": "Passages and changes as you wrote them. Share it only with people you trust.",
}
EXPORT_COUNTS = "{suggestions} suggestions, {outcomes} answers, {drafts} drafts"
EXPORT_NOTHING = "There is nothing to export yet."
EXPORT_RUN = "Export"
EXPORT_DONE = "Exported to {folder}."
EXPORT_FAILED = "Could not export: {why}"

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
OPEN_A_DRAFT = "Open a draft"
KEY_OPEN = "Ctrl O"


def count(forms: dict[str, str], n: int) -> str:
    """The right form of a counted noun, with a thousands separator."""
    return forms["one" if n == 1 else "other"].format(n=f"{n:,}")
