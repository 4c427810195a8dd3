"""The settings page "Engine": who reads, on which server, who grades, what it may take."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import engine_strings as words
from ui import strings
from ui.buttons import Button
from ui.engine_fields import FieldParts, ModelField, ServerRows
from ui.labels import MUTED, TITLE, hairline, label
from ui.look import Look
from ui.preferences import Preferences
from ui.reader_words import joined, model_words
from ui.remote import GRADER, SERVERS, RemoteDesk, RemoteView, Stop, Trial
from ui.settings_rows import Note, Rows
from ui.spending_rows import SpendingRows
from ui.still import if_there
from ui.switch import Choice

_SAME, _MODEL, _ELSEWHERE = "same", "model", "elsewhere"
_OWN_SERVER = (_ELSEWHERE, *SERVERS)
"""Ways of grading on a server of its own: of the same kind, or of the other."""


class EnginePage(QWidget):
    """Every change holds at once. `answer_wanted` asks for the question about hosts."""

    answer_wanted = Signal()

    def __init__(self, desk: RemoteDesk, preferences: Preferences, look: Look) -> None:
        super().__init__()
        self.desk = desk
        self._preferences = preferences
        parts = FieldParts(desk, preferences, look, self._changed)
        self.engine = Choice(words.SECTION_ENGINE, look)
        for name, text in words.ENGINES.items():
            self.engine.addItem(text, name)
        self._note = Note(words.ENGINE_NOTES["offline"], look)
        self._now = Note("", look)
        self._now_rows, self._answer_rows = Rows(look), Rows(look)
        self.answer = Button(words.ASK_NOW, look, small=True)
        self.server = ServerRows(parts, (words.ADDRESS, words.MODEL, words.KEY))
        self.grading = Choice(words.GRADING, look)
        self.grade_model = ModelField(parts, words.GRADE_MODEL)
        self._same_host = Rows(look)
        names = (words.GRADING_ADDRESS, words.GRADE_MODEL, words.GRADING_KEY)
        self.grader = ServerRows(parts, names)
        self.test = TrialRow(self, look)
        self.spending = SpendingRows(parts)
        self._remote = QWidget()
        self._lay_out(look)
        self.engine.currentIndexChanged.connect(self._choose_engine)
        self.grading.activated.connect(self._choose_grading)
        self.answer.clicked.connect(self.answer_wanted)
        self._unwatch: Stop | None = desk.watch(self._heard)
        self.refresh()

    def refresh(self) -> None:
        """Show what is set."""
        chosen = self._preferences.engine
        self.engine.blockSignals(True)
        self.engine.setCurrentIndex(self.engine.findData(chosen))
        self.engine.blockSignals(False)
        self._note.say(words.ENGINE_NOTES[chosen])
        self._remote.setVisible(chosen in SERVERS)
        if chosen in SERVERS:
            self.server.show_server(chosen, f"{chosen}_model")
            self._refresh_grading(self._grading())
            self.spending.refresh()
        self._show_view(self.desk.view)

    def begin(self) -> None:
        """Go to what the chosen engine needs first: where it is, or the key for it."""
        own = self._preferences.engine == "openai"
        first = self.server.address.field if own else self.server.key.field
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def models(self) -> list[tuple[str, str]]:
        """The models in use as (server, model): the one that reads, then another that grades."""
        chosen = self._preferences
        found = [(chosen.engine, self.server.model.text)]
        way = self.grading.currentData()
        if way == _MODEL:
            found.append((chosen.engine, self.grade_model.text))
        elif way in _OWN_SERVER:
            found.append((GRADER, self.grader.model.text))
        return list(dict.fromkeys(found))

    def settle(self) -> None:
        """Take over what was typed about servers and not finished."""
        self.server.settle()
        way = self.grading.currentData()
        if way == _MODEL:
            self.grade_model.settle()
        elif way in _OWN_SERVER:
            self.grader.settle()

    def come_back(self) -> None:
        """The writer was in another program, perhaps at the file of prices."""
        if self._unwatch is not None and self._preferences.engine in SERVERS:
            self.spending.read()

    def leave(self) -> None:
        """Take over what was typed, wait for nothing, hear nothing any more."""
        if self._unwatch is None:
            return
        self._unwatch()
        self._unwatch = None
        if self._preferences.engine in SERVERS:
            self.settle()
            self.spending.settle()
        for field in (self.server.model, self.grade_model, self.grader.model):
            field.stop()
        self.test.stop()

    # --- choices

    def _choose_engine(self, _: int) -> None:
        chosen, engine = self._preferences, self.engine.currentData()
        chosen.engine = engine
        if chosen.grade_engine == engine:
            chosen.grade_engine = _SAME
        elif chosen.grade_engine == _SAME and engine in SERVERS:
            chosen.grade_model = chosen.grade_base_url = ""  # they were of the other kind
        self.test.clear()
        self.refresh()
        self._changed()

    def _choose_grading(self, _: int) -> None:
        way = self.grading.currentData()
        chosen = self._preferences
        chosen.grade_engine = way if way in SERVERS else _SAME
        chosen.grade_model = chosen.grade_base_url = ""
        self.test.clear()
        self._refresh_grading(way)
        self._changed()

    def _grading(self) -> str:
        chosen = self._preferences
        if chosen.grade_engine in SERVERS and chosen.grade_engine != chosen.engine:
            return chosen.grade_engine
        if chosen.grade_base_url:
            return _ELSEWHERE
        return _MODEL if chosen.grade_model else _SAME

    def _refresh_grading(self, way: str) -> None:
        engine = self._preferences.engine
        other = next(name for name in SERVERS if name != engine)
        self.grading.clear()
        for text, name in (
            (words.GRADE_SAME, _SAME),
            (words.GRADE_OTHER, _MODEL),
            (words.GRADE_ELSEWHERE[engine], _ELSEWHERE),
            (words.ENGINES[other], other),
        ):
            self.grading.addItem(text, name)
        self.grading.setCurrentIndex(self.grading.findData(way))
        self._same_host.setVisible(way == _MODEL)
        self.grader.setVisible(way in _OWN_SERVER)
        if way == _MODEL:
            self.grade_model.show(engine, "grade_model")
        elif way in _OWN_SERVER:
            kind = other if way == other else engine
            usual = getattr(self._preferences, f"{kind}_model")
            self.grader.show_server(GRADER, "grade_model", usual)

    def _changed(self) -> None:
        self.desk.settings_changed()

    # --- what is so now

    def _heard(self) -> None:
        if self.engine.currentData() != self._preferences.engine:
            self.refresh()  # the question was answered with "offline"
        else:
            self._show_view(self.desk.view)

    def _show_view(self, view: RemoteView) -> None:
        self._answer_rows.setVisible(bool(view.to_agree) and not view.problem)
        self._now_rows.setVisible(view.chosen in SERVERS)
        if view.reads is not None:
            who = model_words(view.reads)
            form = words.READS_NOW
            if view.grades not in (None, view.reads):
                form = words.READS_AND_GRADES
            grader = model_words(view.grades) if view.grades is not None else ""
            said = form.format(who=who, grader=grader)
            rest = view.resting.message if view.resting is not None else ""
            self._now.say(f"{said} {rest}".strip(), wrong=bool(rest))
        elif view.chosen not in SERVERS:
            self._now.say("")
        elif view.problem:
            self._now.say(words.OFFLINE_UNTIL.format(problem=view.problem))
        elif view.to_agree:
            hosts = joined([one.host for one in view.to_agree])
            self._now.say(words.ANSWER_FIRST.format(hosts=hosts))

    # --- building

    def _lay_out(self, look: Look) -> None:
        first = Rows(look)
        first.add(words.SECTION_ENGINE, self.engine, note=self._note)
        now = self._now_rows
        self._now.setProperty("wide", True)
        now.add("", self._now)
        self._answer_rows.add("", self.answer)
        grading = Rows(look)
        note = Note(words.GRADING_HELP, look)
        grading.add(words.GRADING, self.grading, note=note)
        field = self.grade_model
        self._same_host.add(words.GRADE_MODEL, field.choice, field.button, note=field.note)
        inner = QVBoxLayout(self._remote)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        for part in (self.server, grading, self._same_host, self.grader, self.test):
            inner.addWidget(part)
        inner.addSpacing(8)
        inner.addWidget(hairline())
        inner.addSpacing(12)
        inner.addWidget(self.spending)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(label(words.SECTION_ENGINE, look, TITLE))
        box.addSpacing(6)
        box.addWidget(label(words.ENGINE_HELP, look, MUTED, wrap=True))
        if self.desk.view.this_run:
            box.addSpacing(6)
            box.addWidget(label(words.THIS_RUN, look, MUTED, wrap=True))
        box.addSpacing(16)
        for group in (first, now, self._answer_rows, self._remote):
            box.addWidget(group)
        box.addStretch(1)


class TrialRow(Rows):
    """Asks the models in use for a word, one after the other, and says what came of it."""

    def __init__(self, page: EnginePage, look: Look) -> None:
        super().__init__(look)
        self._page = page
        self._stop: Stop | None = None
        self._waiting: list[tuple[str, str]] = []
        self._told: list[Trial] = []
        self.button = Button(words.TEST, look)
        self.note = Note("", look)
        self.add("", self.button, note=self.note)
        self.button.clicked.connect(self.press)

    def clear(self) -> None:
        """Other models are chosen: what was found no longer counts."""
        self.stop()
        self.note.say("")

    def stop(self) -> None:
        """Wait for no answer any more."""
        if self._stop is not None:
            self._stop()
            self._over()

    def press(self) -> None:
        """Begin, or stop what was begun."""
        if self._stop is not None:
            self.stop()
            self.note.say(words.STOPPED)
            return
        self._page.settle()
        self._waiting, self._told = self._page.models(), []
        self.button.setText(strings.CANCEL)
        self._next()

    def _next(self) -> None:
        if not self._waiting:
            self._over()
            works = all(one.works for one in self._told)
            said = "\n".join(one.text for one in self._told if works or not one.works)
            self.note.say(said, wrong=not works, good=works)
            return
        server, model = self._waiting.pop(0)
        self.note.say(words.TESTING)
        desk = self._page.desk
        self._stop = desk.test(server, model, if_there(self.button, self._take))

    def _take(self, tested: Trial) -> None:
        self._told.append(tested)
        self._next()

    def _over(self) -> None:
        self._stop = None
        self.button.setText(words.TEST)
