"""Every word that insights and the log view alone show; written as those in `ui.strings`."""

from __future__ import annotations

# Insights: window
INSIGHTS_TITLE = "Insights"
TAB_FIGURES = "Figures"
TAB_LEARNED = "What Stet has learned"
PERIODS = {"week": "7 days", "month": "30 days", "all": "All time"}
PERIOD_NAME = "Period: {choice}"
COUNTING = "Counting…"
INSIGHTS_EMPTY = "Nothing here yet"
INSIGHTS_EMPTY_HELP = "Figures appear once Stet has marked a draft and you have answered."
INSIGHTS_EMPTY_PERIOD = "Nothing in this period"
INSIGHTS_EMPTY_PERIOD_HELP = "Choose a longer one."
INSIGHTS_TROUBLE = "The figures cannot be shown"
COPY_TABLE = "Copy table"
COPIED = "Copied"
AS_TABLE = "Show as table"
AS_PLOT = "Show as plot"
AS_TABLE_NAME = "{what}: {title}"
NO_VALUE = "–"
TOO_FEW = "Rates after {enough} outcomes, {n} so far"

# Insights: the four figures
TILE_KEPT = "of accepted edits kept after 10 minutes"
TILE_MARKS = "marks per 100 words"
TILE_DECIDE = "median time to decide"
TILE_COST = "per kept suggestion of a model"
TILE_TOKENS = "per kept suggestion of a model, {n} tokens"
TILE_LATER = "Not enough yet"
TILE_NO_WORDS = "No words counted yet"
TILE_NO_COST = "No model was used"

# Insights: panels
FUNNEL_TITLE = "From text to kept"
FUNNEL_HELP = "Each step as a share of the one before it."
FUNNEL_STEPS = {
    "read": "Passages read",
    "proposed": "Proposed",
    "passed": "Passed the guards",
    "shown": "Shown",
    "opened": "Opened",
    "accepted": "Accepted",
    "kept": "Kept 10 minutes",
}
CALIBRATION_TITLE = "When Stet says 80%, is it 80%?"
CALIBRATION_HELP = "Calibration error {error} points · Brier {brier} · {answers}"
CALIBRATION_FEW = "Not enough yet: {n} of {enough} answers."
CALIBRATION_READ = "Dots above the dashed line: Stet was too modest."
CALIBRATION_SAID = "Stet said"
CALIBRATION_KEPT = "You kept"
ANSWERS = {"one": "{n} answer", "other": "{n} answers"}
DECIDE_TITLE = "Time to decide"
DECIDE_HELP = "Median {median}. From seeing a mark to answering it."
DECIDE_NONE = "No answers in this period."
DECIDE_AXIS = "Seconds"
DECIDE_BELOW = "under {n} s"
DECIDE_ABOVE = "{n} s and more"
DECIDE_BETWEEN = "{low}–{high} s"
WEEKS_TITLE = "Week by week"
WEEKS_HELP = "Dots: share accepted, in weeks of 20 outcomes. Dashes: marks per 100 words."
WEEKS_NONE = "Two weeks are needed for a trend."
WEEKS_ACCEPTED = "Accepted"
WEEKS_MARKS = "Marks per 100 words"
PLOT_SPOKEN = "{title}. {help} {values}"

# Insights: tables
RATES_TITLE = "What became of marks"
RATES_HELP = "An outcome is an answer, or a mark that was seen and passed over."
RATES_SORT = "Click a heading, or press S in a column, to sort. Ctrl C copies."
GROUPS = {"kind": "Class", "rule": "Rule", "model": "Model", "prompt": "Prompt"}
GROUP_NAME = "Group by {choice}"
GROUP_EMPTY = {
    "kind": "No marks in this period.",
    "rule": "No marks in this period.",
    "model": "No marks in this period.",
    "prompt": "No marks from prompts in this period.",
}
OFFLINE_ENGINE = "Offline rules"
COLUMNS_RATES = (
    "Shown",
    "Outcomes",
    "Accepted",
    "Kept",
    "Regretted",
    "Dismissed",
    "Ignored",
    "Time",
)
COLUMNS_RATES_HELP = (
    "Marks that were shown",
    "Answered, or seen and passed over",
    "Accepted, edited or confirmed, of all outcomes",
    "Still there after 10 minutes, or when the draft was closed",
    "Undone within two minutes, of those accepted",
    "Dismissed, of all outcomes",
    "Seen and passed over, of all outcomes",
    "Median time to decide",
)
COLUMNS_FUNNEL = ("Step", "Number", "Of the step before")
COLUMNS_CALIBRATION = ("Stet said", "You kept", "95% interval", "Answers")
COLUMNS_DECIDE = ("Time", "Answers")
COLUMNS_WEEKS = ("Week from", "Shown", "Accepted", "Kept", "Per 100 words")

# Insights: what was learned
LEARNED_INTRO = "Your answers change what is marked. Each change can be undone."
LEARNED_SWITCH = "Learn from my answers"
LEARNED_EMPTY = "Nothing learned yet"
LEARNED_EMPTY_HELP = "Changes are listed here once your answers show a pattern."
LEARNED_SINCE = "Since {when}"
LEARNED_UNDONE = "Undone"
LEARNED_REDO = "Use again"
LEARNED_RESET = "Forget all"
LEARNED_RESET_TITLE = "Forget everything that was learned?"
LEARNED_RESET_TEXT = "Marks are as they were shipped. The log stays. This cannot be undone."
LEARNED_OFF = "Learning is off. Marks are as they were shipped."

# Log view
LOG_TITLE = "Feedback log"
LOG_INTRO = "What was proposed for each passage, and what became of it. It stays on this computer."
LOG_SEARCH = "Words in the passage"
LOG_RULE = "Rule"
LOG_ANY_OUTCOME = "Any outcome"
LOG_ANY_KIND = "Any class"
LOG_ANY_SHOWN = "Shown or held"
LOG_SHOWN = "Shown"
LOG_HELD = "Held back"
LOG_OUTCOMES = {
    "accepted": "Accepted",
    "edited": "Edited",
    "overtyped": "Typed the same",
    "dismissed": "Dismissed",
    "ignored": "Ignored",
    "reverted": "Undone",
    "checked": "Checked",
    "unresolved": "No outcome",
    "withdrawn": "Taken back",
}
LOG_DISMISSALS = {
    "not_now": "Not now",
    "not_here": "Not here",
    "not_phrase": "Not this phrase",
    "mute_rule": "Rule muted",
}
LOG_DROPS = {
    "empty": "Nothing to show",
    "unchanged": "Would change nothing",
    "protected": "Protected text",
    "guarded": "Stopped by a guard",
    "below_threshold": "Below the bar",
    "over_budget": "Over budget",
    "overlap": "Covered by another",
    "duplicate": "Proposed twice",
    "dismissed_before": "Dismissed before",
    "muted": "Rule muted",
    "stale": "The text changed",
    "replaced": "Replaced",
    "canceled": "The draft was closed",
    "failed": "Could not be checked",
}
LOG_EMPTY = "Nothing here yet"
LOG_EMPTY_HELP = "Proposals are listed here once Stet has read a draft."
LOG_NONE = "Nothing matches these filters."
LOG_TROUBLE = "The log cannot be shown"
LOG_MORE = "Show older"
LOG_LIST = "Passages and proposals"
LOG_NO_TEXT = "The words of this passage are not kept."
LOG_CHOOSE = "Choose a proposal to see what happened to it."
LOG_FACTS_CONFIDENCE = "Confidence {confidence}, bar {bar}"
LOG_FACTS_GRADES = "Grades: {grades}"
LOG_RECORD = "What happened"
LOG_STEP_HELD = "Held back: {why}"
LOG_STEP_SHOWN = "Shown"
LOG_STEP_PROBE = "After {time}: {kept} of it left"
LOG_STEP_RATED = {"good": "Labelled good", "bad": "Labelled bad"}
LOG_STEP_REPORTED = "Reported: {note}"
LOG_STEP_TOOK = "{what}, after {time}"
LOG_FINAL = "In the end: “{words}”"
LOG_GOOD = "Good"
LOG_BAD = "Bad"
LOG_LABEL_GOOD = "Label this proposal good"
LOG_LABEL_BAD = "Label this proposal bad"
LOG_CASE = "Add as case"
LOG_CASE_HELP = "Adds the whole passage with all answers to your eval set."
LOG_ASSERT = "Add as assertion"
LOG_ASSERT_HELP = "Adds one demand on this place to your eval set."
LOG_ASSERT_MUST = "This must be marked"
LOG_ASSERT_NEVER = "This must not be marked"
LOG_ADDED = "Added to {file}. Run it with: stet eval run --set {path}"
LOG_THERE = "It is in {file} already."
LOG_COPIED = "Copied."
