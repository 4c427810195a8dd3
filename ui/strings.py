"""Every word the window shows; those of its dialogs are in `ui.dialog_strings`, none are elsewhere.

Short, plain, sentence case; what happened, then what to do. `{}` fields are filled with `.format`.
"""

from __future__ import annotations

APP = "Stet"

# The draft and its strip
PLACEHOLDER = "Write something."
EDITED = "Edited"
SAVED = "Saved {time}"
READ_ONLY = "Read only"
SIDE_PANEL = "Side panel"
SIDE_PANEL_KEY = "Side panel (Ctrl Shift M)"
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
ERASE = "Erase feedback and history…"
FORGET = "Forget this document…"
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
INSIGHTS = "Insights"
FEEDBACK_LOG = "Feedback log"
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
    "correctness": "Spelling and grammar.",
    "clarity": "Words that could go.",
    "tone": "Jargon and worn phrases.",
    "fact": "Numbers and names.",
    "post": "What a post needs.",
}

# Card
CARD_NAME = "{kind}: “{old}”"
CARD_OF = "{n} of {total}"
CARD_PREVIOUS = "Previous mark (Shift F8)"
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
ADD_WORD = "Add to dictionary"
ADD_WORD_HELP = "“{phrase}” is never marked again"
MUTE_UNKNOWN = "Mute all unknown words"
MUTE_UNKNOWN_HELP = "No unknown word is marked any more; undo in Dismissals"
# Rules whose id says too little of what goes with them.
SPELLING_RULE = "harper/SpellCheck"
RULE_NAMES = {
    SPELLING_RULE: "unknown word",
    "slips/doubled": "doubled word",
    "typo/common": "common misspelling",
    "typo/apostrophe": "missing apostrophe",
}
MUTE_RULE_HELP = "No more “{rule}” marks; undo in Dismissals"
GOOD = "Good suggestion"
BAD = "Bad suggestion"
REPORT = "Report a problem…"
ANNOUNCE = "{marks}, {n} of {total}: {kind}, {change}"
CHANGE = "{old}, to {new}"
CHANGE_DELETE = "{old}, delete"
SHOW_CARD = "Show the card"
OFFLINE = "offline"
CLAUDE = "Claude"
SENT_MENU = "What was sent…"
STALE = "The text changed meanwhile; nothing was replaced."

# Side panel
TAB_MARKS = "Marks"
TAB_HELD = "Held back"
CLOSE_PANEL = "Close the side panel"
FILTER = "{kind}: {count}"
NOTHING_TO_MARK = "Nothing to mark."
NOT_READ_YET = "Getting ready."
NOTHING_SNOOZED = "Suggestions are snoozed."
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
HELD_OTHER = "Set aside"
WHY_BELOW = "Likely kept {n} times in 10. Your bar is {bar}."
WHY_BUDGET = "Only so many marks per 100 words; surer ones came first."
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
ENGINE_SETTINGS = "Engine…"
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
NOT_SAVED_FULL = "Could not save: the disk is full"
NOT_SAVED_THERE = "There is a file of that name"
COPY_KEPT = "A copy is kept and offered at the next start."
LARGE_TITLE = "Open a very large file?"
OPEN_ANYWAY = "Open anyway"
CHANGED_TITLE = "This file changed on disk"
CHANGED_BY = "Another program saved it."
CHANGED_BY_AT = "Another program saved it at {time}."
CHANGED_EDITS = "You have edits too."
CHANGED_TAKEN = "The draft shows that text now."
GONE_TITLE = "This file is no longer there"
GONE_TEXT = "Another program moved or deleted it. Your text is still here."
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
NOTICE_TITLE = "From the last time"
TROUBLE_TITLE = "A file needs attention"
READ_ONLY_TITLE = "This draft cannot be changed here"
JOURNAL_TITLE = "Unsaved text is not kept safe"
REPLACE_FILE = "Replace it"


# The empty draft
OPEN_A_DRAFT = "Open a draft"


def count(forms: dict[str, str], n: int) -> str:
    """The right form of a counted noun, with a thousands separator."""
    return forms["one" if n == 1 else "other"].format(n=f"{n:,}")
