"""How the page looks: Gradio's base theme with system fonts and our colours; the rest is in style.css."""

from __future__ import annotations

from pathlib import Path

import gradio as gr

_HERE = Path(__file__).parent
STYLE = _HERE / "style.css"
SCRIPT = _HERE / "page.js"
OPENING = _HERE / "opening.js"

# Fonts of the machine only: a theme's web fonts would be fetched from elsewhere.
_SANS = (
    "-apple-system",
    "Segoe UI",
    "PingFang SC",
    "HarmonyOS Sans SC",
    "Microsoft YaHei UI",
    "Microsoft YaHei",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "system-ui",
    "sans-serif",
)
_MONO = ("ui-monospace", "Consolas", "Noto Sans Mono CJK SC", "monospace")


def build_theme() -> gr.themes.Base:
    """The theme of the page, light and dark."""
    theme = gr.themes.Base(
        primary_hue="blue", neutral_hue="slate", radius_size="md", font=_SANS, font_mono=_MONO
    )
    return theme.set(
        body_background_fill="#ffffff",
        body_background_fill_dark="#12161d",
        body_text_color="#1c2430",
        body_text_color_dark="#e6eaf0",
        block_background_fill="transparent",
        block_background_fill_dark="transparent",
        block_border_width="0px",
        block_shadow="none",
        input_border_width="1px",
        input_border_color="#b9c2cf",
        input_border_color_dark="#4a5565",
        input_background_fill="#ffffff",
        input_background_fill_dark="#181d26",
        input_border_color_focus="#1a5299",
        input_border_color_focus_dark="#8fb8f0",
        button_primary_background_fill="#1a5299",
        button_primary_background_fill_hover="#14427d",
        button_primary_text_color="#ffffff",
        button_primary_background_fill_dark="#8fb8f0",
        button_primary_background_fill_hover_dark="#b3d0f7",
        button_primary_text_color_dark="#0f1a2b",
    )
