"""Which address is whose: the service's, the page's, public ones, and the role each asks for."""

from __future__ import annotations

from ui.keys import Role

MCP = "/mcp"
API_PREFIXES = ("/v1", MCP, "/healthz", "/readyz", "/metrics", "/openapi.json")
PUBLIC_PREFIXES = ("/healthz", "/readyz", "/openapi.json", "/docs")  # tell nothing of notices
OPENAI_PREFIXES = ("/v1/chat", "/v1/models")
DOCUMENTS = "/v1/documents"
_PAGE_UPLOAD = "/gradio_api/upload"
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def is_api(path: str) -> bool:
    """Whether a path belongs to the HTTP service (and not to the page)."""
    return _under(path, API_PREFIXES)


def is_public(path: str) -> bool:
    """Whether everybody may ask for a path."""
    return _under(path, PUBLIC_PREFIXES)


def speaks_openai(path: str) -> bool:
    """Whether callers of a path expect OpenAI's form, errors too."""
    return _under(path, OPENAI_PREFIXES)


def takes_files(path: str) -> bool:
    """Whether requests to a path may be as large as an upload. The page uploads too."""
    return path == DOCUMENTS or not is_api(path)


def needed_role(method: str, path: str) -> Role:
    """The least role that may send a request."""
    changes = method not in SAFE_METHODS and _under(path, (DOCUMENTS, _PAGE_UPLOAD))
    return Role.EDITOR if changes else Role.READER


def _under(path: str, prefixes: tuple[str, ...]) -> bool:
    return any(path == prefix or path.startswith(prefix + "/") for prefix in prefixes)
