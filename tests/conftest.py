from __future__ import annotations

import os

import pytest


def pytest_configure() -> None:
    os.environ["SPECDSL_CACHE_DIR"] = ""  # no test answers from what another, or an older self, worked out


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="write the expectations of literate cases anew")


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    """Whether expectations are to be written instead of compared."""
    return request.config.getoption("--update")
