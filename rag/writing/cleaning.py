"""What a model wrote, made plain text and cut into sentences as it comes. Pure."""

from __future__ import annotations

import html
import re
import unicodedata

from rag.language.folding import HAN

_IMAGE_OR_LINK = re.compile(r"!?\[([^\[\]]*)\]\s*\(\s*<?[^()\s]*>?[^()]*\)")
_REFERENCE = re.compile(r"^\s*\[[^\]]+\]:\s*\S+.*$", re.M)
_HIDDEN = re.compile(r"<!--.*?-->|<(script|style|iframe|object|svg|template)\b.*?(?:</\1\s*>|$)", re.I | re.S)
_TAG = re.compile(r"</?[a-z][^<>]*>?", re.I)
_MARKUP = re.compile(r"\*\*|__|~~|`+|^\s{0,3}#{1,6}\s+|^\s{0,3}>\s?", re.M)
_BULLET = re.compile(r"^\s*(?:[-*•·+]\s+|\d{1,2}[.、．)）](?!\d)\s*|[(（]\d{1,2}[)）]\s*|[①-⑳]\s*)")
_END = re.compile(r"[。！？!?；\n]+")
_TRAIL = re.compile(r"(?:[”’」』）)》]|\s*[\[［【][^\]］】\n]{0,24}[\]］】])*")
_OPEN_TRAIL = re.compile(r"\s*(?:[\[［【][^\]］】\n]{0,24})?$")


def clean_sentence(text: str) -> str:
    """One sentence as plain text: what a person would see of its HTML and Markdown, and nothing invisible.

    Links keep their words and lose their address. What is checked is what this returns, so that
    nothing can be hidden from the check in an entity or between invisible characters.
    """
    text = html.unescape(html.unescape(text))
    text = "".join(c for c in text if unicodedata.category(c) not in ("Cf", "Cc", "Co", "Cs") or c in "\n\t")
    text = _HIDDEN.sub("", text)
    text = _IMAGE_OR_LINK.sub(lambda m: m[1], text)
    text = _REFERENCE.sub("", text)
    text = _TAG.sub("", text)
    text = _MARKUP.sub("", text)
    text = _BULLET.sub("", text)
    return " ".join(text.split())


def chinese(text: str) -> bool:
    """Whether the sentence is Chinese: most of its letters are, foreign terms and figures aside."""
    han = len(re.findall(f"[{HAN}]", text))
    latin = sum(len(word) > 1 for word in re.findall(r"[^\W\d_\u3400-\u9fff]+", text))
    return han > 2 * latin if latin else han > 0 or not re.search(r"[^\W\d_]", text)


class SentenceBuffer:
    """Collects a stream's pieces and gives back whole sentences, the markers after them included."""

    def __init__(self) -> None:
        self._held = ""

    def feed(self, piece: str) -> list[tuple[str, bool]]:
        """The sentences that are complete now, each with whether a line ends there."""
        self._held += piece
        done: list[tuple[str, bool]] = []
        while cut := self._cut():
            sentence, self._held = self._held[:cut], self._held[cut:]
            breaks = "\n" in sentence or bool(re.match(r"[ \t]*\n", self._held))
            if sentence.strip():
                done.append((sentence, breaks))
        return done

    def rest(self) -> str:
        """What is left when the stream has ended."""
        rest, self._held = self._held, ""
        return rest

    def __len__(self) -> int:
        return len(self._held)

    def _cut(self) -> int:
        """Where the first sentence ends, or 0: only once something follows that is not its marker."""
        for end in _END.finditer(self._held):
            if "\n" in end.group():
                return end.end()
            trail = _TRAIL.match(self._held, end.end())
            position = trail.end() if trail else end.end()
            if position == len(self._held) or _OPEN_TRAIL.match(self._held, position):
                return 0
            return position
        return 0
