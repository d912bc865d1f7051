"""The notices of :mod:`tests.rag.reading.notices` behind the real assistant."""

from __future__ import annotations

import pytest

from tests.rag.conftest import Ask, Asking
from tests.rag.reading.notices import NOTICES


@pytest.fixture(scope="session")
def ask_alike(asking: Asking) -> Ask:
    """A question by itself to an assistant whose notices hold many things that are alike."""
    return asking(NOTICES)
