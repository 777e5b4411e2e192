"""What the bot does, counted in memory, in; the text that a monitor reads, out. Never by person or chat."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable

STEPS_S = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
HELP = {
    "updates_total": "Updates that asked something of the bot, by kind and kind of chat.",
    "answers_total": "What questions came to.",
    "search_seconds": "Time that asking the base took.",
    "update_seconds": "Time from taking an update to having answered it.",
    "api_requests_total": "Calls to Telegram, by method and HTTP status; 0 is no answer.",
    "retry_after_seconds_total": "Seconds that Telegram asked to wait.",
    "duplicates_total": "Updates that came a second time.",
    "errors_total": "Updates that failed.",
    "inbox_unknown_total": "Updates whose answer was under way when a process died.",
    "last_poll_age_seconds": "Seconds since Telegram last answered a poll.",
    "queue_depth": "Updates taken and not yet answered.",
    "articles": "Articles of the base.",
    "facts": "Facts of the base.",
}

Labels = tuple[tuple[str, str], ...]


class Metrics:
    """One for the process."""

    def __init__(self) -> None:
        self._counts: defaultdict[str, defaultdict[Labels, float]] = defaultdict(lambda: defaultdict(float))
        self._ladders: dict[str, list[float]] = {}
        self._gauges: dict[str, Callable[[], float]] = {}

    def count(self, name: str, amount: float = 1, **labels: str) -> None:
        """Count something."""
        self._counts[name][tuple(sorted(labels.items()))] += amount

    def time(self, name: str, seconds: float) -> None:
        """Note how long something took."""
        ladder = self._ladders.setdefault(name, [0.0] * (len(STEPS_S) + 2))
        ladder[bisect_left(STEPS_S, seconds)] += 1
        ladder[-1] += seconds

    def gauge(self, name: str, value: Callable[[], float]) -> None:
        """Name something that is looked up when it is read."""
        self._gauges[name] = value

    def render(self) -> str:
        """Write everything out in the text format of Prometheus."""
        lines: list[str] = []
        for name, rows in sorted(self._counts.items()):
            lines += _head(name, "counter")
            lines += [f"youju_{name}{_labels(labels)} {_number(value)}" for labels, value in sorted(rows.items())]
        for name, ladder in sorted(self._ladders.items()):
            lines += _head(name, "histogram")
            seen = 0.0
            for step, number in zip((*map(str, STEPS_S), "+Inf"), ladder, strict=False):
                seen += number
                lines.append(f'youju_{name}_bucket{{le="{step}"}} {_number(seen)}')
            lines += [f"youju_{name}_sum {ladder[-1]:.6f}", f"youju_{name}_count {_number(seen)}"]
        for name, value in sorted(self._gauges.items()):
            lines += [*_head(name, "gauge"), f"youju_{name} {_number(value())}"]
        return "\n".join(lines) + "\n"


def _head(name: str, kind: str) -> list[str]:
    return [f"# HELP youju_{name} {HELP.get(name, '')}", f"# TYPE youju_{name} {kind}"]


def _labels(labels: Labels) -> str:
    return "{" + ",".join(f'{name}="{value}"' for name, value in labels) + "}" if labels else ""


def _number(value: float) -> str:
    return str(int(value)) if value == int(value) else f"{value:.6f}"
