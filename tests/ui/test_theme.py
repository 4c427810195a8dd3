"""The themes: contrast and colour distance recomputed from the tokens; switching; no strays."""

from __future__ import annotations

import math
import re
import time
from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from statistics import median

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Stage
from ui import theme
from ui.look import Look
from ui.theme import THEMES, Theme

Triple = tuple[float, float, float]
SURFACES = ("bg", "chrome", "card", "caretline", "hover", "sel")
KINDS = ("correctness", "clarity", "tone", "fact")
# Machado, Oliveira and Fernandes 2009, severity 1.0, on linear RGB.
BLINDNESS: dict[str, tuple[Triple, Triple, Triple]] = {
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


def linear(colour: str) -> Triple:
    """Linear RGB of "#RRGGBB"."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return r, g, b


def channels(colour: str) -> tuple[int, int, int]:
    """Red, green and blue of "#RRGGBB", 0 to 255."""
    red, green, blue = (int(colour[n : n + 2], 16) for n in (1, 3, 5))
    return red, green, blue


def contrast(one: str, other: str) -> float:
    """The WCAG contrast ratio of two colours."""
    light = sorted(
        (0.2126 * r + 0.7152 * g + 0.0722 * b for r, g, b in (linear(one), linear(other))),
        reverse=True,
    )
    return (light[0] + 0.05) / (light[1] + 0.05)


def lab(rgb: Triple) -> Triple:
    """CIE L*a*b* (D65) of linear RGB."""
    r, g, b = rgb
    x = (0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047
    y = 0.2126729 * r + 0.7151522 * g + 0.0721750 * b
    z = (0.0193339 * r + 0.1191920 * g + 0.9503041 * b) / 1.08883

    def f(t: float) -> float:
        return t ** (1 / 3) if t > 216 / 24389 else (24389 / 27 * t + 16) / 116

    return 116 * f(y) - 16, 500 * (f(x) - f(y)), 200 * (f(y) - f(z))


def ciede2000(one: Triple, other: Triple) -> float:
    """The CIEDE2000 distance of two L*a*b* colours."""
    l1, a1, b1 = one
    l2, a2, b2 = other
    c_mean = (math.hypot(a1, b1) + math.hypot(a2, b2)) / 2
    g = 0.5 * (1 - math.sqrt(c_mean**7 / (c_mean**7 + 25**7)))
    a1, a2 = a1 * (1 + g), a2 * (1 + g)
    c1, c2 = math.hypot(a1, b1), math.hypot(a2, b2)
    h1, h2 = math.degrees(math.atan2(b1, a1)) % 360, math.degrees(math.atan2(b2, a2)) % 360
    dh = 0.0 if c1 * c2 == 0 else (h2 - h1 + 180) % 360 - 180
    d_hue = 2 * math.sqrt(c1 * c2) * math.sin(math.radians(dh) / 2)
    l_mean, c_mean = (l1 + l2) / 2, (c1 + c2) / 2
    h_mean = h1 + h2 if c1 * c2 == 0 else (h1 + dh / 2) % 360
    t = (
        1
        - 0.17 * math.cos(math.radians(h_mean - 30))
        + 0.24 * math.cos(math.radians(2 * h_mean))
        + 0.32 * math.cos(math.radians(3 * h_mean + 6))
        - 0.20 * math.cos(math.radians(4 * h_mean - 63))
    )
    s_l = 1 + 0.015 * (l_mean - 50) ** 2 / math.sqrt(20 + (l_mean - 50) ** 2)
    s_c, s_h = 1 + 0.045 * c_mean, 1 + 0.015 * c_mean * t
    turn = 60 * math.exp(-(((h_mean - 275) / 25) ** 2))
    r_t = -2 * math.sqrt(c_mean**7 / (c_mean**7 + 25**7)) * math.sin(math.radians(turn))
    light, chroma, hue = (l2 - l1) / s_l, (c2 - c1) / s_c, d_hue / s_h
    return math.sqrt(light**2 + chroma**2 + hue**2 + r_t * chroma * hue)


def seen(colour: str, blindness: str) -> Triple:
    """L*a*b* of a colour as somebody with that blindness sees it; "" for normal sight."""
    rgb = linear(colour)
    if not blindness:
        return lab(rgb)
    red, green, blue = (
        min(1.0, max(0.0, sum(w * c for w, c in zip(row, rgb, strict=True))))
        for row in BLINDNESS[blindness]
    )
    return lab((red, green, blue))


def least_distance(chosen: Theme, blindness: str) -> float:
    """The distance of the two classes of marks that are nearest to each other."""
    colours = [seen(chosen.mark(kind), blindness) for kind in KINDS]
    return min(ciede2000(one, other) for one, other in combinations(colours, 2))


def test_the_distance_is_computed_right() -> None:
    """Three pairs of the published test data of Sharma, Wu and Dalal."""
    pairs = [
        ((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485), 2.0425),
        ((50.0, 2.5, 0.0), (61.0, -5.0, 29.0), 22.8977),
        ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
    ]
    for one, other, expected in pairs:
        assert ciede2000(one, other) == pytest.approx(expected, abs=1e-4)


@pytest.mark.parametrize("name", THEMES)
def test_text_is_readable_on_every_surface(name: str) -> None:
    chosen = THEMES[name]
    need = 7.0 if "contrast" in name else 4.5
    assert min(contrast(chosen.text, chosen.role(s)) for s in SURFACES) >= need
    for role in ("muted", "accent"):
        worst = min(contrast(chosen.role(role), chosen.role(s)) for s in ("bg", "chrome", "card"))
        assert worst >= need, role
        assert contrast(chosen.role(role), chosen.hover) >= need, role
    for front, back in (("on_accent", "accent"), ("ins", "ins_bg"), ("cut", "cut_bg")):
        assert contrast(chosen.role(front), chosen.role(back)) >= need, front
    assert contrast(chosen.bg, chosen.text) >= need  # the toast
    assert min(contrast(chosen.edge, chosen.role(s)) for s in ("bg", "card")) >= 3.0


@pytest.mark.parametrize("name", THEMES)
def test_marks_are_seen_on_the_text_area(name: str) -> None:
    for kind in KINDS:
        assert contrast(THEMES[name].mark(kind), THEMES[name].bg) >= 3.0, kind


@pytest.mark.parametrize("name", THEMES)
def test_the_open_mark_is_seen_and_its_words_stay_readable(name: str) -> None:
    theme = THEMES[name]
    seen, read = (1.25, 7.0) if name.startswith("contrast") else (1.1, 4.5)
    for kind in KINDS:
        pairs = zip(channels(theme.bg), channels(theme.mark(kind)), strict=True)
        ground = "#" + "".join(f"{round(b + (m - b) * theme.tint):02X}" for b, m in pairs)
        assert contrast(ground, theme.bg) >= seen, kind
        assert contrast(theme.text, ground) >= read, kind


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("blindness", ["", *BLINDNESS])
def test_classes_stay_apart_for_every_eye(name: str, blindness: str) -> None:
    need = 20.0 if name.startswith("colour-blind") else 9.0
    assert least_distance(THEMES[name], blindness) >= need


@pytest.mark.parametrize(
    ("name", "blindness", "figure"),
    [
        ("light", "", 27.6),
        ("light", "deuteranopia", 10.5),
        ("colour-blind-dark", "tritanopia", 22.6),
    ],
)
def test_distances_are_those_of_the_design(name: str, blindness: str, figure: float) -> None:
    assert least_distance(THEMES[name], blindness) == pytest.approx(figure, abs=0.3)


def test_post_hints_share_the_colour_of_clarity() -> None:
    assert THEMES["light"].mark("post") == THEMES["light"].clarity


def test_no_colour_is_named_outside_the_tokens() -> None:
    found = [
        f"{file.name}: {match.group()}"
        for file in sorted(Path(theme.__file__).parent.rglob("*.py"))
        if file.name != "theme.py"
        for match in re.finditer(r"#[0-9A-Fa-f]{6}\b|#[0-9A-Fa-f]{3}\b", file.read_text("utf-8"))
    ]
    assert found == []


def test_system_follows_the_desktop_and_is_light_when_it_is_silent() -> None:
    assert theme.choose("system", Qt.ColorScheme.Dark).name == "dark"
    assert theme.choose("system", Qt.ColorScheme.Unknown).name == "light"
    assert theme.choose("no such theme", Qt.ColorScheme.Light).name == "light"
    assert theme.choose("contrast-dark", Qt.ColorScheme.Light).name == "contrast-dark"


@pytest.mark.parametrize("name", THEMES)
def test_a_theme_reaches_the_application_and_the_draft(stage: Stage, name: str) -> None:
    stage.window.choose_theme(name)
    chosen = THEMES[name]
    app = QApplication.palette()
    assert app.color(QPalette.ColorRole.Window).name().upper() == chosen.chrome
    draft = stage.editor.palette()
    assert draft.color(QPalette.ColorRole.Text).name().upper() == chosen.text
    corner = stage.window.grab().toImage().pixelColor(4, 4)
    assert corner.name().upper() == chosen.bg
    assert stage.preferences.theme == name


@pytest.mark.parametrize("name", THEMES)
def test_every_theme_draws_every_surface_without_complaint(
    make_stage: Callable[..., Stage], name: str
) -> None:
    stage = make_stage(theme=name, panel_open=True)
    window = stage.window
    window.rooms.flow.open("wordy/in-order-to@In order to", focus=False)
    window.page.card._toggle_menu()
    window.rooms.finder.open(replacing=True)
    window.page.toast.say("Accepted.")
    assert not window.grab().isNull()
    window.rooms.panel.show_held()
    assert not window.grab().isNull()


def test_a_switch_of_theme_is_quick(make_stage: Callable[..., Stage]) -> None:
    stage = make_stage(panel_open=True)
    spent = []
    for name in ("dark", "light", "dark", "light"):
        before = time.process_time()
        stage.window.choose_theme(name)
        QApplication.processEvents()
        spent.append(time.process_time() - before)
    assert median(spent) <= 0.060


def test_fades_end_and_can_be_switched_off(make_stage: Callable[..., Stage], qtbot: QtBot) -> None:
    stage = make_stage(reduce_motion=False)
    stage.window.rooms.flow.open("wordy/in-order-to@In order to", focus=False)
    assert stage.card.graphicsEffect() is not None
    qtbot.waitUntil(lambda: stage.card.graphicsEffect() is None, timeout=2000)
    stage.window.rooms.flow.close()
    stage.preferences.reduce_motion = True
    stage.window.apply_look()
    stage.window.rooms.flow.open("wordy/in-order-to@In order to", focus=False)
    assert stage.card.graphicsEffect() is None


def test_fonts_and_icons_that_are_used_are_there(look: Look) -> None:
    assert look.fonts.problems == ()
    assert look.fonts.ui_family == "Inter"
    assert look.fonts.prose_family == "iA Writer Quattro S"
    ui = Path(theme.__file__).parent
    text = "\n".join(file.read_text("utf-8") for file in sorted(ui.glob("*.py")))
    icons = {path.stem for path in (ui.parent / "resources" / "icons").glob("*.svg")}
    used = set(re.findall(r'IconButton\(\s*"([a-z0-9-]+)"', text))
    used |= set(re.findall(r'(?:pixmap|icon)\(\s*"([a-z0-9-]+)"', text))
    used |= set(re.findall(r'Message\(\s*"\w+",\s*"([a-z0-9-]+)"', text))
    assert len(used) >= 5
    assert used <= icons


def test_an_icon_takes_the_colour_of_its_role_and_the_scale_of_the_screen(look: Look) -> None:
    look.choose("light")
    pixmap = look.icons.pixmap("panel-right", "accent", 18, 2.0)
    assert pixmap.width() == 36
    image = pixmap.toImage()
    colours = {
        image.pixelColor(x, y).name().upper()
        for x in range(36)
        for y in range(36)
        if image.pixelColor(x, y).alpha() == 255
    }
    assert THEMES["light"].accent in colours
