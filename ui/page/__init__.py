"""The chat page: everything that knows Gradio. ``mount_page`` hangs it into an application."""

from ui.page.mount import build_page, mount_page

__all__ = ["build_page", "mount_page"]
