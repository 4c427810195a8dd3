"""The log view: recent passages at the left, one proposal in full at the right."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from suggest import LogPage, LogPassage, LogProposal, LogStep, ProposalFilter
from ui import insight_strings as words
from ui.beside_window import BesideWindow
from ui.buttons import Button
from ui.empty_page import EmptyPage
from ui.labels import MUTED, Style, hairline, label
from ui.log_view.detail import Detail
from ui.log_view.filters import FilterBar
from ui.log_view.rows import copied, key_of, rows_of
from ui.log_view.source import Added, LogSource
from ui.look import Look
from ui.row_list import RowList
from ui.theme import Measure
from ui.trouble import Trouble

_SIZE = (1080, 720)
_LEAST = (820, 480)
_Chosen = tuple[LogPassage, LogProposal]


class LogWindow(BesideWindow):
    """Pages and records are read in threads of their own."""

    def __init__(self, source: LogSource, look: Look, parent: QWidget | None) -> None:
        super().__init__(words.LOG_TITLE, look, parent)
        self._source = source
        self.setMinimumSize(*_LEAST)
        self.resize(*_SIZE)
        self._pages, self._records = self.background(), self.background()
        self._passages: list[LogPassage] = []
        self._before: int | None = None
        self.filters = FilterBar(look)
        self.list = RowList(look, words.LOG_LIST)
        self.more = Button(words.LOG_MORE, look, "quiet", small=True)
        self.detail = Detail(look)
        self._message = EmptyPage(look)
        self._stack = QStackedWidget()
        self._lay_out()
        self._connect()
        self.load()

    @property
    def busy(self) -> bool:
        """Whether something is being read."""
        return self._pages.busy or self._records.busy

    @property
    def chosen(self) -> _Chosen | None:
        """The chosen proposal and its passage."""
        key = self.list.chosen_id
        for passage in self._passages:
            for proposal in passage.proposals:
                if key_of(proposal) == key:
                    return passage, proposal
        return None

    @property
    def message(self) -> str:
        """What stands in place of the list, empty while there is one."""
        return self._message.text if self._stack.currentIndex() else ""

    def load(self) -> None:
        """Read the newest passages that the filters let through."""
        self._passages, self._before = [], None
        self._read(self.filters.value, None)

    def load_more(self) -> None:
        """Read the passages before those that are listed."""
        if self._before is not None:
            self._read(self.filters.value, self._before)

    def choose_first(self) -> None:
        """Choose the newest proposal."""
        for passage in self._passages:
            for proposal in passage.proposals:
                self.list.choose(key_of(proposal))
                self._show_chosen()
                return

    def copy(self) -> None:
        """Put the chosen proposal into the clipboard, as one line with tabs."""
        chosen = self.chosen
        if chosen is not None:
            QGuiApplication.clipboard().setText(copied(*chosen))
            self.detail.say(words.LOG_COPIED)

    def _connect(self) -> None:
        self.filters.changed.connect(self.load)
        self.list.chosen.connect(lambda _: self._show_chosen())
        self.list.opened.connect(lambda _, __: self._show_chosen())
        self.more.clicked.connect(self.load_more)
        self.detail.rated.connect(self._rate)
        self.detail.case_wanted.connect(self._add_case)
        self.detail.assertion_wanted.connect(self._add_assertion)
        copy = QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), self)
        copy.activated.connect(self.copy)

    def _read(self, only: ProposalFilter, before: int | None) -> None:
        self._pages.run(
            lambda: self._source.page(only, before),
            lambda page: self._take(page, only),
            lambda why: self._say(words.LOG_TROUBLE, why),
        )

    def _take(self, page: LogPage, only: ProposalFilter) -> None:
        known = {key_of(one) for passage in self._passages for one in passage.proposals}
        for passage in page.passages:
            fresh = tuple(one for one in passage.proposals if key_of(one) not in known)
            if fresh:
                self._passages.append(replace(passage, proposals=fresh))
        self._before = page.before
        self.more.setVisible(page.before is not None)
        self.list.set_rows(rows_of(self._passages))
        if self.chosen is None:
            self.detail.clear()
        if self._passages:
            self._stack.setCurrentIndex(0)
        elif only == ProposalFilter():
            self._say(words.LOG_EMPTY, words.LOG_EMPTY_HELP)
        else:
            self._say(words.LOG_NONE, "")

    def _say(self, text: str, help_text: str) -> None:
        self._message.say(text, help_text)
        self._stack.setCurrentIndex(1)

    def _show_chosen(self) -> None:
        chosen = self.chosen
        if chosen is None:
            return
        passage, proposal = chosen
        self.detail.show_proposal(passage, proposal)

        def show(steps: tuple[LogStep, ...]) -> None:
            self.detail.show_steps(steps)

        self._records.run(lambda: self._source.steps(proposal), show, self._say_trouble)

    def _say_trouble(self, why: str) -> None:
        self.detail.say(why, danger=True)

    def _rate(self, good: bool) -> None:
        chosen = self.chosen
        if chosen is None:
            return
        passage, proposal = chosen
        self._source.rate(proposal, good)
        labelled = replace(proposal, good=good)
        proposals = tuple(labelled if one == proposal else one for one in passage.proposals)
        place = self._passages.index(passage)
        self._passages[place] = replace(passage, proposals=proposals)
        self.list.set_rows(rows_of(self._passages))
        self._show_chosen()

    def _add_case(self) -> None:
        chosen = self.chosen
        if chosen is not None:
            self._add(lambda: self._source.add_case(chosen[0]))

    def _add_assertion(self, marked: bool) -> None:
        chosen = self.chosen
        if chosen is not None:
            self._add(lambda: self._source.add_assertion(*chosen, marked))

    def _add(self, add: Callable[[], Added]) -> None:
        try:
            added = add()
        except Trouble as trouble:
            self._say_trouble(str(trouble))
            return
        text = words.LOG_ADDED if added.new else words.LOG_THERE
        self.detail.say(text.format(file=added.file.name, path=added.file))

    def _lay_out(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(24, 16, 24, 12)
        head.setSpacing(8)
        head.addWidget(label(words.LOG_TITLE, self.look, Style(Measure.TEXT_WINDOW, 600)))
        head.addWidget(label(words.LOG_INTRO, self.look, MUTED, wrap=True))
        head.addWidget(self.filters)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(1)
        split.addWidget(self._left())
        split.addWidget(self.detail)
        split.setStretchFactor(0, 1)
        split.setStretchFactor(1, 1)
        split.setSizes([_SIZE[0] // 2] * 2)
        self._stack.addWidget(split)
        self._stack.addWidget(self._message)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(head)
        box.addWidget(hairline())
        box.addWidget(self._stack, 1)

    def _left(self) -> QWidget:
        left = QWidget()
        left.setMinimumWidth(440)
        box = QVBoxLayout(left)
        box.setContentsMargins(8, 0, 0, 8)
        box.setSpacing(4)
        box.addWidget(self.list, 1)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.more)
        row.addStretch(1)
        box.addLayout(row)
        return left
