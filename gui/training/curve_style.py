"""How a curve is drawn and what it is called in the legend."""

from __future__ import annotations

from dataclasses import dataclass

from core.network.architecture import MOST_HIDDEN_LAYERS


@dataclass(frozen=True)
class CurveStyle:
    """The look of one curve.

    Attributes
    ----------
    color : the name of one of the theme's colours
    width : of the line in pixels; 0 is no line
    smooth : whether it is anti-aliased, which a curve of few points can afford
    """

    name: str
    color: str
    alpha: float = 1.0
    width: float = 1.0
    dashed: bool = False
    markers: bool = False
    smooth: bool = True


COST_CURVES = (
    CurveStyle("mini-batch", "positive", alpha=0.25, smooth=False),
    CurveStyle("running mean", "positive", width=2.0),
    CurveStyle("test", "accuracy", width=1.0, dashed=True, markers=True),
)
ACCURACY_CURVES = (
    CurveStyle("training", "text_faint", width=0, markers=True),
    CurveStyle("unseen", "accuracy", width=2.0),
)
LAYER_COLORS = ("positive", "accuracy", "good", "negative", "text_muted")
LAYER_CURVES = tuple(
    CurveStyle(
        f"layer {layer}",
        LAYER_COLORS[(layer - 1) % len(LAYER_COLORS)],
        width=1.5,
        dashed=layer > len(LAYER_COLORS),
    )
    for layer in range(1, MOST_HIDDEN_LAYERS + 2)
)
