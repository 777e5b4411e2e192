"""Counts by day, in; a table, and a picture where one can be drawn, out."""

import io
import logging
from collections.abc import Mapping
from typing import Any

from bot import texts
from bot.chats.store import LATENCY_STEPS_MS
from bot.rendering import Body, escape, width

log = logging.getLogger(__name__)

FONTS = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "WenQuanYi Zen Hei",
    "WenQuanYi Micro Hei",
    "Microsoft YaHei",
    "PingFang SC",
    "SimHei",
)
COLOURS = ("#4878a8", "#6aa84f", "#e69138", "#8e7cc3", "#b7b7b7")

Counts = Mapping[str, Mapping[str, int]]


def render_counts(counts: Counts, days: int) -> Body:
    """Lay the counts out as a table, a day a line, with the sums below."""
    if not counts:
        return Body(escape(texts.STATS_NONE.format(days=days)))
    names = [title for _, title in texts.STATS_ROWS]
    lines = ["日期 " + " ".join(names)]
    for day, what in counts.items():
        cells = [str(what.get(name, 0)) for name, _ in texts.STATS_ROWS]
        lines.append(" ".join([day[5:], *(cell.rjust(width(name)) for cell, name in zip(cells, names, strict=True))]))
    total = {name: sum(what.get(name, 0) for what in counts.values()) for name, _ in texts.STATS_ROWS}
    cells = [str(total[name]).rjust(width(title)) for name, title in texts.STATS_ROWS]
    lines.append(" ".join(["合计 ", *cells]))
    lines[0] = lines[0].replace("日期 ", "日期  ", 1)
    summed = {name: sum(what.get(name, 0) for what in counts.values()) for name in ("good", "wrong", "errors")}
    said = [
        texts.STATS.format(days=days),
        f"<pre>{escape(chr(10).join(lines))}</pre>",
        texts.STATS_FEEDBACK.format(**summed),
    ]
    latency = latency_quantiles(counts)
    if latency:
        said.append(texts.STATS_LATENCY.format(p50=latency[0], p95=latency[1]))
    return Body("\n".join(said))


def latency_quantiles(counts: Counts) -> tuple[str, str] | None:
    """Read the median and the 95th percentile off the ladder of latencies."""
    steps = [f"ms{step}" for step in LATENCY_STEPS_MS] + ["ms+"]
    found = [sum(what.get(step, 0) for what in counts.values()) for step in steps]
    total = sum(found)
    if not total:
        return None

    def quantile(share: float) -> str:
        seen = 0
        for step, number in zip(steps, found, strict=True):
            seen += number
            if seen >= share * total:
                return step[2:].replace("+", f"{LATENCY_STEPS_MS[-1]} 以上")
        return ""

    return quantile(0.5), quantile(0.95)


def packaged_font() -> str:
    """Find the Chinese font that the extra `charts` brings along; empty where that is not installed."""
    try:
        from pylopdf_fonts_zh_cn import sans_path
    except ImportError:
        return ""
    return str(sans_path())


def stats_chart(counts: Counts, font_file: str = "") -> bytes | None:
    """Draw the counts; `None` where matplotlib or a Chinese font is not installed."""
    try:
        import matplotlib as plotting
        from matplotlib import font_manager
        from matplotlib.figure import Figure
    except ImportError:
        return None
    if font_file:
        try:
            font_manager.fontManager.addfont(font_file)
            font = font_manager.FontProperties(fname=font_file).get_name()
        except (OSError, RuntimeError) as error:
            log.warning("the font of YOUJU_CHART_FONT cannot be used: %s", type(error).__name__)
            return None
    elif packaged := packaged_font():
        font_manager.fontManager.addfont(packaged)
        font = font_manager.FontProperties(fname=packaged).get_name()
    else:
        installed = {found.name for found in font_manager.fontManager.ttflist}
        font = next((name for name in FONTS if name in installed), "")
    if not font:
        log.info("no Chinese font for the chart")
        return None
    with plotting.rc_context({"font.family": font, "axes.unicode_minus": False}):
        figure: Any = Figure(figsize=(8, 4), dpi=120)
        axes = figure.add_subplot()
        days = list(counts)
        bottoms = [0] * len(days)
        for (name, title), colour in zip(texts.STATS_ROWS[1:], COLOURS[1:], strict=True):
            heights = [counts[day].get(name, 0) for day in days]
            axes.bar([day[5:] for day in days], heights, bottom=bottoms, label=title, color=colour)
            bottoms = [bottom + height for bottom, height in zip(bottoms, heights, strict=True)]
        axes.set_ylabel("提问")
        axes.tick_params(axis="x", rotation=45)
        medians = [latency_quantiles({day: counts[day]}) for day in days]
        if any(medians):
            right = axes.twinx()
            values = [float(found[0]) if found and found[0].isdigit() else None for found in medians]
            right.plot([day[5:] for day in days], values, color="#cc0000", marker="o", linewidth=1, label="用时中位数")
            right.set_ylim(0, 1.2 * max(value or 0 for value in values) or 1)
            right.set_ylabel("用时中位数（毫秒）")
        figure.legend(loc="upper center", ncols=6, frameon=False)
        figure.tight_layout(rect=(0, 0, 1, 0.94))
        drawn = io.BytesIO()
        figure.savefig(drawn, format="png")
    return drawn.getvalue()
