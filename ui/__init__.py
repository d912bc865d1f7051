"""The three doors: chat page, HTTP service, command line. Start reading at :mod:`ui.app`."""

from ui.quiet import keep_quiet

# Gradio, LangChain and the model hub read their switches when they are imported, and every module of this
# package may be the first to import one of them.
keep_quiet()
