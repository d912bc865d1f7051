"""The composition root: settings in, a store and an assistant out. ui and eval start here."""

from __future__ import annotations

from dataclasses import dataclass

from langchain_core.embeddings import Embeddings

from ingest.embedding.embeddings import make_embeddings
from ingest.store.store import NoticeStore
from rag.assistant import Assistant
from rag.settings import RagSettings
from rag.writing.generative import GenerativeWriter


@dataclass(frozen=True)
class Workspace:
    """A store and the assistant over it, made from the same settings."""

    settings: RagSettings
    store: NoticeStore
    assistant: Assistant


def open_workspace(settings: RagSettings | None = None, *, embeddings: Embeddings | None = None) -> Workspace:
    """Open the store that the settings name. Raises StoreError and SettingsError.

    ``embeddings`` replaces the model of the settings; its vectors must be the same model's.
    """
    settings = settings or RagSettings()
    embeddings = embeddings or make_embeddings(settings)
    store = NoticeStore.open(settings, embeddings)
    settings.data_dir.mkdir(parents=True, exist_ok=True)  # for what is kept beside a server's notices, too
    return Workspace(settings, store, Assistant(store, settings, _writer(settings)))


def _writer(settings: RagSettings) -> GenerativeWriter | None:
    if not settings.llm_configured:
        return None
    from rag.writing.llm import open_model  # langchain-openai takes seconds to import
    from rag.writing.prompts import load

    return GenerativeWriter(open_model(settings), load("answer.zh"), settings)
