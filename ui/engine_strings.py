"""Every word about models: who reads, the engine's settings, the question before text leaves."""

from __future__ import annotations

# Status bar
READER_LOCAL = "{model} · on this computer"
READER_GRADED = "{model} · graded by {title} · {grader}"
READER_GRADED_SHORT = "graded by {title}"
TODAY = "{amount} today"
REST_CAP = "The cap is reached"
REST_UNCOUNTED = "Spending cannot be counted; see the engine settings"
REST_AWAY = "For now: {title} does not answer"
REST_WAIT = "{title} asks to wait"
REST_WAIT_UNTIL = "{title} asks to wait until {time}"
REST_KEY = "{title} needs a valid key; see the engine settings"
REST_GRADER = "{model} · {title} does not grade for now"
REST_GRADER_SHORT = "{title} does not grade for now"
NOT_AGREED = "Not used before you agree: {title}"

# Amounts
TOKENS = {"one": "{n} token", "other": "{n} tokens"}
ESTIMATED = "estimated"
PARTLY_PRICED = "some of it without a price"
NOTHING_YET = "nothing yet"

# The page
SECTION_ENGINE = "Engine"
ENGINE_HELP = "Who reads your text when a sentence is done."
THIS_RUN = (
    "Chosen on the command line. Engine, servers, models and your answers about hosts hold until "
    "Stet is closed; the settings keep what they had."
)
ENGINES = {
    "offline": "Offline",
    "anthropic": "Claude (Anthropic)",
    "openai": "Compatible server",
}
ENGINE_NOTES = {
    "offline": "Works without a key. Nothing leaves this computer.",
    "anthropic": "Sends the passage you write, with a sentence on each side.",
    "openai": "Ollama, vLLM, llama.cpp, LM Studio or another that speaks the OpenAI form.",
}
READS_NOW = "Reads now: {who}."
READS_AND_GRADES = "Reads now: {who}. Grades: {grader}."
OFFLINE_UNTIL = "{problem} Until then Stet works offline."
ANSWER_FIRST = "Offline until you answer the question about {hosts}."
ASK_NOW = "Answer…"
ADDRESS = "Address"
ADDRESS_NOTE = {
    "anthropic": "Empty: the server of Anthropic itself.",
    "openai": "Such as http://localhost:11434/v1. Empty: the server of OpenAI itself.",
    "grader": "Empty: the usual server of this kind.",
}
FROM_VARIABLE = "Set by {variable} in the environment."
MODEL = "Model"
MODEL_NOTE = "The id as the server lists it."
LIST_MODELS = "List models"
LISTING = "Asking the server…"
MODELS_FOUND = {"one": "{n} model on offer.", "other": "{n} models on offer."}
KEY = "Key"
KEY_NAME = {
    "anthropic": "Key for Claude",
    "openai": "Key for the server",
    "grader": "Key for the server that grades",
}
KEEP_KEY = "Keep key"
REMOVE_KEY = "Remove"
KEY_PLACES = {
    "none": "No key is kept. A server on this computer often needs none.",
    "environment": "Taken from {variable} in the environment. It is used for {host} only.",
    "keyring": "Kept in the keyring of this computer. It is used for {host} only.",
    "this run": "Kept until Stet is closed, as there is no keyring. It is used for {host} only.",
}
KEY_NEEDED = "No key is kept. This server needs one."
GRADING = "Grading"
GRADING_HELP = "A second pass grades every proposal before it is shown."
GRADE_SAME = "Same model"
GRADE_OTHER = "Another model there"
GRADE_ELSEWHERE = {
    "anthropic": "Another Anthropic server",
    "openai": "Another compatible server",
}
GRADE_MODEL = "Grading model"
GRADING_ADDRESS = "Grading address"
GRADING_KEY = "Grading key"
TEST = "Test connection"
TESTING = "Waiting for an answer…"
STOPPED = "Stopped."
DAY_CAP = "Daily cap"
MONTH_CAP = "Monthly cap"
CAP_TOKENS = "tokens"
CAP_MONEY = "money"
CAP_NAME = "{cap} in {unit}"
CAPS_NOTE = "Empty: no cap. At a cap Stet goes on offline."
CAP_WRONG = "A cap is a number, such as 50,000."
USE = "Use"
USE_DAY = "Today: {amount}"
USE_MONTH = "This month: {amount}"
USE_KEPT = "Per kept suggestion: {amount}"
START_ANEW = "Start a new record"
PRICES = "Prices"
OPEN_PRICES = "Open prices file"
PRICES_NOTE = "Stet ships no prices. Write those of your provider into {file}."

# First start
FIRST_NAME = "Who reads your drafts"
FIRST_LEAD = "Write. Stet marks what it is sure about,\nand leaves the rest alone."
FIRST_CHOICES = {
    "offline": ("Offline", "Works now. Nothing leaves this computer."),
    "anthropic": ("Claude", "Better rewrites. Needs an Anthropic key."),
    "openai": ("Your own server", "Ollama, llama.cpp, LM Studio or another."),
}
FIRST_START = "Start writing"
FIRST_LATER = "You can change this later."
FIRST_NO_MODEL = "No model was chosen. Stet works offline."

# Privacy
SECTION_PRIVACY = "Privacy"
PRIVACY_HELP = "What Stet keeps of your words, and who may get them."
KEEP_TEXT = "Feedback log"
KEEP_TEXT_LABEL = "Keep the words of suggestions"
KEEP_TEXT_HELP = "Off: only rules, counts, times and answers are recorded from now on."
TEXT_DAYS = "Remove words after"
TEXT_DAYS_VALUE = {"one": "{n} day", "other": "{n} days"}
TEXT_DAYS_HELP = "The log stays on this computer in any case."
LEARNING = "Learning"
LEARNING_LABEL = "Let answers change what is marked"
AGREED = "May read drafts"
AGREED_HELP = "Hosts you agreed to send text to."
ASK_AGAIN = "Ask again"
NOBODY = "Nobody"

# The question
CONSENT_TITLE = "Let {hosts} read your drafts?"
CONSENT_LOCAL = "Use the model at {hosts}?"
CONSENT_READS = (
    "{host} gets each passage you type or change, with the sentence before and after it, and as "
    "examples some sentences in which you kept a change, also from other drafts."
)
CONSENT_GRADES = "{host} grades: it gets proposed changes with the text around them."
CONSENT_HERE = "{host} is this computer: the text goes to another program on it."
CONSENT_BACK = (
    "What you type while suggestions are off stays here until you change it. File names, the rest "
    "of the draft and the rest of the feedback log are not sent. You can read all that was sent, "
    "and go back to offline at any time."
)
USE_IT = "Use it"
STAY_OFFLINE = "Stay offline"
CONSENT_BANNER = "Let {hosts} read your drafts?"
CONSENT_WAITS = "Chosen in the settings. Until you answer, Stet works offline."
CONSENT_WAITS_RUN = "Chosen on the command line. Until you answer, Stet works offline."
DECIDE = "Decide…"
AND = "{first} and {second}"

# What was sent
SENT_TITLE = "What was sent"
SENT_NONE = (
    "The text is not known any more: it was sent in an earlier session, or the answer was kept "
    "from before."
)
SENT_TO = "{prompt} · {model} · {host}"
SENT_AT = "{prompt} · {model} · {host} · {time}"
SENT_TOOK = "The call with its grading took {took}."
SENT_FREE = "The answer was kept from before: nothing was sent for it this time."
SENT_UNCOUNTED = "The server did not count the tokens."
SENT_SECONDS = "{n}\u00a0s"
SENT_WHICH = "Request"
SENT_TEXT = "The text as it was sent"
SENT_INSTRUCTIONS = "Instructions"
SENT_MATERIAL = "Your text"
COPY_SENT = "Copy"
SENT_COPIED = "Copied."
