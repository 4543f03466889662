"""What a benchmark of the window has recorded, as lines that can be read: gaps and rates."""

import numpy as np

EDGES = (0, 9, 17, 25, 33, 50, 100)  # milliseconds
WIDTH = 40  # characters of the longest bar


def gap_lines(gaps):
    """Return a histogram of the milliseconds between frames, and its percentiles."""
    gaps = np.asarray(gaps, float)
    counts = np.histogram(gaps, [*EDGES, np.inf])[0]
    names = [f"{low}-{high} ms" for low, high in zip(EDGES, EDGES[1:], strict=False)]
    lines = [
        f"{name:>12} {count:6} {'#' * round(WIDTH * count / max(1, counts.max()))}".rstrip()
        for name, count in zip([*names, f"over {EDGES[-1]} ms"], counts, strict=True)
    ]
    if len(gaps):
        at = np.percentile(gaps, [50, 90, 99, 100])
        lines.append("   median {:.1f}, 90 % {:.1f}, 99 % {:.1f}, longest {:.1f} ms".format(*at))
    return lines


def rate_lines(alone, beside):
    """Return the mini-batches a second of each round, without a window and beside one."""
    rows = zip(alone, beside, strict=True)
    return ["   alone   beside   share"] + [
        f"{without:8,.0f} {with_window:8,.0f} {with_window / without:7.2f}"
        for without, with_window in rows
    ]
