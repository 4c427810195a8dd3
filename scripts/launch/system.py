"""What the operating system must bring: Python's venv, and the libraries that Qt links to."""

from __future__ import annotations

import importlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable

from scripts.launch.errors import StartError

# soname: (Debian and Ubuntu package, Fedora package)
DRAWING = {
    "libEGL.so.1": ("libegl1", "libglvnd-egl"),
    "libGL.so.1": ("libgl1", "libglvnd-glx"),
    "libX11.so.6": ("libx11-6", "libX11"),
    "libdbus-1.so.3": ("libdbus-1-3", "dbus-libs"),
    "libfontconfig.so.1": ("libfontconfig1", "fontconfig"),
    "libfreetype.so.6": ("libfreetype6", "freetype"),
    "libglib-2.0.so.0": ("libglib2.0-0", "glib2"),
    "libxkbcommon.so.0": ("libxkbcommon0", "libxkbcommon"),
    "libzstd.so.1": ("libzstd1", "libzstd"),
}
X11 = {
    "libX11-xcb.so.1": ("libx11-xcb1", "libX11-xcb"),
    "libxcb-cursor.so.0": ("libxcb-cursor0", "xcb-util-cursor"),
    "libxcb-icccm.so.4": ("libxcb-icccm4", "xcb-util-wm"),
    "libxcb-image.so.0": ("libxcb-image0", "xcb-util-image"),
    "libxcb-keysyms.so.1": ("libxcb-keysyms1", "xcb-util-keysyms"),
    "libxcb-randr.so.0": ("libxcb-randr0", "libxcb"),
    "libxcb-render-util.so.0": ("libxcb-render-util0", "xcb-util-renderutil"),
    "libxcb-render.so.0": ("libxcb-render0", "libxcb"),
    "libxcb-shape.so.0": ("libxcb-shape0", "libxcb"),
    "libxcb-shm.so.0": ("libxcb-shm0", "libxcb"),
    "libxcb-sync.so.1": ("libxcb-sync1", "libxcb"),
    "libxcb-util.so.1": ("libxcb-util1", "xcb-util"),
    "libxcb-xfixes.so.0": ("libxcb-xfixes0", "libxcb"),
    "libxcb-xkb.so.1": ("libxcb-xkb1", "libxcb"),
    "libxcb.so.1": ("libxcb1", "libxcb"),
    "libxkbcommon-x11.so.0": ("libxkbcommon-x11-0", "libxkbcommon-x11"),
}
APT = ("debian", "ubuntu")
DNF = ("fedora", "rhel", "centos")


def need_libraries(x11: bool) -> None:
    """Raises StartError naming the libraries that Qt needs and this system lacks (Linux)."""
    known = {**DRAWING, **X11} if x11 else DRAWING
    missing = [name for name in known if not loads(name)]
    if not missing:
        return
    if installs_itself() and _apt_install(known[name][0] for name in missing):
        missing = [name for name in known if not loads(name)]
    if missing:
        raise StartError(libraries_message(missing, distribution()))


def libraries_message(missing: list[str], family: str) -> str:
    """Names the missing libraries and the one line that installs them, if the family has one."""
    known = {**DRAWING, **X11}
    lines = [f"Qt needs system libraries that are not installed: {', '.join(missing)}"]
    column = 0 if family == "apt" else 1
    packages = sorted({known[name][column] for name in missing})
    command = install_line(packages, family)
    if command:
        lines.append(f"Install them with: {command}")
    else:
        lines.append("Install the packages of your system that hold them.")
    return "\n".join(lines)


def need_venv() -> None:
    """Raises StartError when this Python cannot make environments."""
    missing = missing_modules()
    if not missing:
        return
    package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    if installs_itself() and _apt_install([package]):
        missing = missing_modules()
    if missing:
        raise StartError(venv_message(missing, package, distribution()))


def venv_message(missing: list[str], package: str, family: str) -> str:
    """Says which modules Python lacks and the one line that brings them."""
    line = f"This Python ({sys.executable}) has no {' and no '.join(missing)}."
    command = install_line([package if family == "apt" else "python3-libs"], family)
    if command:
        return f"{line}\nInstall what is missing with: {command}"
    return f"{line}\nInstall Python 3.11, 3.12 or 3.13 with the modules venv and ensurepip."


def missing_modules() -> list[str]:
    """Which of the modules that make environments this Python lacks."""
    importlib.invalidate_caches()
    names = ("venv", "ensurepip")
    return [name for name in names if importlib.util.find_spec(name) is None]


def install_line(packages: list[str], family: str) -> str:
    """The shell line that installs these packages; empty for a system we know no line for."""
    if family not in ("apt", "dnf"):
        return ""
    sudo = "" if is_root() else "sudo "
    names = " ".join(packages)
    if family == "dnf":
        return f"{sudo}dnf install -y {names}"
    return f"{sudo}apt-get update && {sudo}apt-get install -y {names}"


def distribution(release: str = "/etc/os-release") -> str:
    """The package tool of this Linux system: "apt", "dnf", or "" for any other."""
    try:
        with open(release, encoding="utf-8") as file:
            pairs = [line.strip().split("=", 1) for line in file if "=" in line]
    except OSError:
        return ""
    facts = {key: value.strip("\"'") for key, value in pairs}
    names = f"{facts.get('ID', '')} {facts.get('ID_LIKE', '')}".split()
    if any(name in APT for name in names):
        return "apt"
    return "dnf" if any(name in DNF for name in names) else ""


def loads(name: str) -> bool:
    """Whether the system's loader finds this library; a Python without ctypes cannot tell."""
    try:
        import ctypes
    except ImportError:
        return True
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def installs_itself() -> bool:
    """Whether packages may be installed without asking: root, on Debian, in CI."""
    asked = os.environ.get("CI", "").lower() in ("true", "1")
    return asked and is_root() and distribution() == "apt" and bool(shutil.which("apt-get"))


def is_root() -> bool:
    """Whether this process may change the system."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _apt_install(packages: Iterable[str]) -> bool:
    names = sorted(set(packages))
    print(f"Installing system packages: {' '.join(names)}", file=sys.stderr, flush=True)
    surroundings = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}

    def apt_get(*words: str) -> int:
        command = ["apt-get", "-q", *words]
        return subprocess.call(
            command, env=surroundings, stdin=subprocess.DEVNULL, stdout=sys.stderr
        )

    apt_get("update")  # one unreachable source need not matter; the next line decides
    return apt_get("install", "-y", "--no-install-recommends", *names) == 0
