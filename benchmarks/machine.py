"""Where and with what was measured."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from benchmarks.measure import ROOT

PEERS = (
    "cedarpy",
    "hobofan-regorus",
    "gherkin-official",
    "PyYAML",
    "lark",
    "z3-solver",
    "ruff",
    "mkdocs",
    "jinja2",
)


def described() -> dict[str, object]:
    return {
        "machine": f"{_processor()}, {os.cpu_count()} cores, {_memory()}",
        "system": platform.platform(),
        "Python": sys.version.split()[0],
        "specdsl": f"{_version('specdsl')} at {_commit()}",
        "peers": ", ".join(f"{peer} {_version(peer)}" for peer in PEERS),
    }


def load() -> str:
    """The load average over one, five and fifteen minutes."""
    return ", ".join(f"{each:.2f}" for each in os.getloadavg())


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text("utf-8").splitlines() if info.exists() else []
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.processor() or platform.machine())


def _memory() -> str:
    pages, size = os.sysconf("SC_PHYS_PAGES"), os.sysconf("SC_PAGE_SIZE")
    return f"{pages * size / 2**30:.0f} GB"


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "missing"


def _commit() -> str:
    done = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return done.stdout.strip() or "no commit"
