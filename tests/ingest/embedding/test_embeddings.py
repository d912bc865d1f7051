"""Which embeddings the settings ask for, and the name a store remembers them by."""

from __future__ import annotations

import pytest

from ingest.embedding.embeddings import make_embeddings
from ingest.errors import SettingsError
from ingest.settings import IngestSettings
from ingest.store.stamp import embedding_name


def test_every_model_has_its_own_name() -> None:
    names = {
        embedding_name(IngestSettings()),
        embedding_name(IngestSettings(embedding="openai", embedding_model="bge-m3")),
        embedding_name(IngestSettings(embedding="openai", embedding_model="bge-large")),
    }
    assert len(names) == 3


@pytest.mark.parametrize(
    "settings",
    [
        IngestSettings(embedding="openai"),
        IngestSettings(embedding="openai", embedding_model="bge-m3"),
        IngestSettings(embedding="openai", embedding_base_url="http://127.0.0.1:9/v1"),
    ],
)
def test_an_endpoint_without_address_or_model_is_refused_at_once(settings: IngestSettings) -> None:
    with pytest.raises(SettingsError) as refused:
        make_embeddings(settings)
    assert "YAODIAN_EMBEDDING_BASE_URL" in refused.value.text("zh")
    assert "YAODIAN_EMBEDDING_MODEL" in refused.value.text("en")


def test_nothing_to_embed_needs_no_model() -> None:
    assert make_embeddings(IngestSettings()).embed_documents([]) == []
