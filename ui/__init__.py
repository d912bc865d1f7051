"""The three doors: chat page, HTTP service, command line. Start reading at :mod:`ui.app`."""
