"""OpenAI's form of the service: Yaodian as a model for every client that speaks it. Start at :mod:`ui.openai.routes`."""
