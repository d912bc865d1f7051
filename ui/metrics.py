"""What is counted and timed, for Prometheus: numbers and names of our own, never words of a notice or question."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest

MEDIA_TYPE = CONTENT_TYPE_LATEST
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0)


class Metrics:
    """The counts of one application."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        ProcessCollector(registry=self._registry)
        self._requests = Counter(
            "yaodian_requests",
            "Requests answered, by method, route and status",
            ("method", "route", "status"),
            registry=self._registry,
        )
        self._request_seconds = Histogram(
            "yaodian_request_seconds",
            "Time until the last byte of an answer was sent, by route",
            ("route",),
            buckets=_SECONDS,
            registry=self._registry,
        )
        self._running = Gauge(
            "yaodian_requests_running", "Requests being worked on now", registry=self._registry
        )

        self._stages = Histogram(
            "yaodian_stage_seconds",
            "Time of a stage of answering (understand, retrieve, read with retrieving, compose)",
            ("stage",),
            buckets=_SECONDS,
            registry=self._registry,
        )
        self._answers = Counter(
            "yaodian_answers", "Answers given, by outcome", ("outcome",), registry=self._registry
        )
        self._model_errors = Counter(
            "yaodian_model_errors",
            "Answers that the model failed at, by what went wrong",
            ("code",),
            registry=self._registry,
        )

    def stage_took(self, name: str, seconds: float) -> None:
        """A stage of an answer or search is over."""
        self._stages.labels(name).observe(seconds)

    def answered(self, *, abstained: bool) -> None:
        """An answer is complete."""
        self._answers.labels("abstained" if abstained else "answered").inc()

    def model_failed(self, code: str) -> None:
        """The model failed, and the answer was composed without it, or is what had come until then."""
        self._model_errors.labels(code).inc()

    def began(self) -> None:
        """A request came."""
        self._running.inc()

    def ended(self, method: str, route: str, status: int, seconds: float) -> None:
        """A request is over. ``route`` is the address's pattern, so that there are few of them."""
        self._running.dec()
        self._requests.labels(method, route, str(status)).inc()
        self._request_seconds.labels(route).observe(seconds)

    def exposition(self) -> bytes:
        """Everything in Prometheus's text form."""
        return generate_latest(self._registry)
