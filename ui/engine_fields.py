"""Fields about one model server: its address, a model of it, its key."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QLineEdit, QWidget

from ui import engine_strings as words
from ui import strings
from ui.buttons import Button
from ui.look import Look
from ui.preferences import Preferences
from ui.remote import KeyPlace, KeyState, Offered, RemoteDesk, Stop, address_setting
from ui.settings_rows import Checked, Note, Rows
from ui.still import if_there
from ui.switch import EditableChoice

_DOTS = 16
_OWN = {"anthropic": "api.anthropic.com", "openai": "api.openai.com"}


@dataclass(frozen=True, slots=True)
class FieldParts:
    """What the fields stand on; `changed` follows every change at once."""

    desk: RemoteDesk
    preferences: Preferences
    look: Look
    changed: Callable[[], None]


class ModelField:
    """A model of one server, typed or chosen from its list."""

    def __init__(self, parts: FieldParts, name: str) -> None:
        self._parts = parts
        self._stop: Stop | None = None
        self._server, self._setting = "", ""
        self.choice = EditableChoice(name, parts.look)
        self.choice.setProperty("wide", True)
        self.button = Button(words.LIST_MODELS, parts.look)
        self.note = Note(words.MODEL_NOTE, parts.look)
        self._checked = Checked(
            self.choice.field, self.note, parts.desk.problem_of_model, self._keep
        )
        self.choice.activated.connect(lambda _: self._checked.settle())
        self.button.clicked.connect(self._list)

    def show(self, server: str, setting: str, otherwise: str = "") -> None:
        """Show the model that is set; `otherwise` is what counts while none is."""
        self._server, self._setting = server, setting
        self.other_server()
        self._checked.show(getattr(self._parts.preferences, setting) or otherwise)

    def other_server(self) -> None:
        """Forget the models that were listed."""
        self.choice.offer(())
        self._checked.help(words.MODEL_NOTE)

    @property
    def text(self) -> str:
        """The model that is kept."""
        return self.choice.currentText().strip()

    def settle(self) -> None:
        """Take over what was typed and not finished."""
        self._checked.settle()

    def _keep(self, text: str) -> str:
        setattr(self._parts.preferences, self._setting, text)
        self._parts.changed()
        return str(getattr(self._parts.preferences, self._setting))

    def _list(self) -> None:
        if self._stop is not None:
            self._stop()
            self._over(words.MODEL_NOTE)
            return
        self.button.setText(strings.CANCEL)
        self.note.say(words.LISTING)
        self._stop = self._parts.desk.models(self._server, if_there(self.button, self._offered))

    def _offered(self, offered: Offered) -> None:
        if offered.problem:
            self._over(words.MODEL_NOTE)
            self.note.say(offered.problem, wrong=True)
            return
        self._over(strings.count(words.MODELS_FOUND, len(offered.models)))
        self.choice.offer(offered.models)

    def _over(self, text: str) -> None:
        self._stop = None
        self.button.setText(words.LIST_MODELS)
        self._checked.help(text)

    def stop(self) -> None:
        """Wait for no list any more."""
        if self._stop is not None:
            self._stop()
            self._stop = None


class AddressField:
    """Where the server is; `moved` follows every change."""

    def __init__(self, parts: FieldParts, name: str, moved: Callable[[], None]) -> None:
        self._parts = parts
        self._moved = moved
        self._server = ""
        self.field = QLineEdit()
        self.field.setAccessibleName(name)
        self.note = Note("", parts.look)
        self._checked = Checked(self.field, self.note, parts.desk.problem_of_address, self._keep)

    def show(self, server: str) -> None:
        """Show the address that counts; one from the environment cannot be changed here."""
        self._server = server
        address = self._parts.desk.address(server)
        self.field.setPlaceholderText(address.usual)
        self.field.setEnabled(not address.fixed)
        fixed = words.FROM_VARIABLE.format(variable=address.fixed)
        self._checked.help(fixed if address.fixed else words.ADDRESS_NOTE[server])
        self._checked.show(address.text)

    def settle(self) -> None:
        """Take over what was typed and not finished."""
        if self.field.isEnabled():
            self._checked.settle()

    def _keep(self, text: str) -> str:
        setattr(self._parts.preferences, address_setting(self._server), text)
        self._parts.changed()
        self._moved()
        return self._parts.desk.address(self._server).text


class KeyField:
    """The key of a server: given once, then only said where it is kept."""

    def __init__(self, parts: FieldParts) -> None:
        self._parts = parts
        self._server = ""
        self._removable = False
        self._typed_here = False  # for the server that is shown
        self.field = QLineEdit()
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.keep = Button(words.KEEP_KEY, parts.look)
        self.remove = Button(words.REMOVE_KEY, parts.look)
        self.note = Note("", parts.look)
        self.field.returnPressed.connect(self._keep)
        self.field.textEdited.connect(self._edited)
        self.field.textChanged.connect(self._typed)
        self.keep.clicked.connect(self._keep)
        self.remove.clicked.connect(self._remove)
        self._typed("")

    def show(self, server: str) -> None:
        """Look up the key of a server; what was typed for another kind of server goes."""
        if server != self._server:
            self.field.clear()
        self._typed_here = False
        self._server = server
        self.field.setAccessibleName(words.KEY_NAME[server])
        self._parts.desk.key(server, if_there(self.field, self._show_state))

    def settle(self) -> None:
        """Keep what was typed, unless the address became another one since."""
        if self._typed_here:
            self._keep()

    def _edited(self, text: str) -> None:
        self._typed_here = bool(text.strip())

    def _show_state(self, state: KeyState) -> None:
        self._removable = state.place in (KeyPlace.KEYRING, KeyPlace.THIS_RUN)
        kept = state.place is not KeyPlace.NONE
        self.field.setPlaceholderText("•" * _DOTS if kept else "")
        self._typed(self.field.text())
        if state.problem:
            self.note.say(state.problem, wrong=True)
        elif state.place is KeyPlace.NONE and state.host in _OWN.values():
            self.note.say(words.KEY_NEEDED)
        else:
            place = words.KEY_PLACES[state.place.value]
            self.note.say(place.format(variable=state.variable, host=state.host))

    def _typed(self, text: str) -> None:
        self.keep.setVisible(bool(text.strip()))
        self.remove.setVisible(self._removable and not text.strip())

    def _keep(self) -> None:
        text = self.field.text()
        if not text.strip():
            return
        problem = self._parts.desk.problem_of_key(text)
        if problem:
            self.note.say(problem, wrong=True)
            return
        self.field.clear()
        self._typed_here = False
        self._parts.desk.keep_key(self._server, text, if_there(self.field, self._show_state))

    def _remove(self) -> None:
        self._parts.desk.remove_key(self._server, if_there(self.field, self._show_state))


class ServerRows(Rows):
    """One server: address, model, key."""

    def __init__(self, parts: FieldParts, names: tuple[str, str, str]) -> None:
        super().__init__(parts.look)
        address, model, key = names
        self._server = ""
        self.address = AddressField(parts, address, self._moved)
        self.model = ModelField(parts, model)
        self.key = KeyField(parts)
        self.add(address, self.address.field, note=self.address.note)
        self.add(model, self.model.choice, self.model.button, note=self.model.note)
        self.add(key, self.key.field, self.key.keep, self.key.remove, note=self.key.note)
        self.order: tuple[QWidget, ...] = (
            self.address.field,
            self.model.choice,
            self.model.button,
            self.key.field,
            self.key.keep,
            self.key.remove,
        )

    def show_server(self, server: str, setting: str, otherwise: str = "") -> None:
        """Show another server, and its model kept under `setting`."""
        self._server = server
        self.address.show(server)
        self.model.show(server, setting, otherwise)
        self.key.show(server)

    def _moved(self) -> None:
        """Another server, so another key; and the models it offers are not those listed."""
        self.key.show(self._server)
        self.model.other_server()

    def settle(self) -> None:
        """Take over what was typed and not finished."""
        self.address.settle()
        self.model.settle()
        self.key.settle()
