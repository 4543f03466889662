"""All results of experiments that a session holds, as its file keeps them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.experiments.data_study import DataFinding
from core.experiments.noise import NoiseFinding
from core.experiments.race import RaceResult

MOST_RESULTS = 32  # of each kind
MOST_PATH_BYTES = 48_000_000  # of the parameters on the paths of all races


@dataclass(frozen=True, eq=False)
class ExperimentResults:
    """Results in the order in which they came; of each kind the newest are kept."""

    races: tuple[RaceResult, ...] = ()
    findings: tuple[DataFinding, ...] = ()
    noises: tuple[NoiseFinding, ...] = ()

    def __len__(self) -> int:
        return len(self.races) + len(self.findings) + len(self.noises)

    def limited(self) -> ExperimentResults:
        """Return what a file keeps of the results.

        Of each kind the newest `MOST_RESULTS`; no answers that aren't finite; and of the races'
        paths as many points as have room in `MOST_PATH_BYTES`, the same for each race.
        """
        races = self.races[-MOST_RESULTS:]
        each = MOST_PATH_BYTES // max(1, len(races))
        finite = [noise for noise in self.noises if _is_finite(noise)]
        return ExperimentResults(
            tuple(race.thinned(each) for race in races),
            self.findings[-MOST_RESULTS:],
            tuple(finite[-MOST_RESULTS:]),
        )


def _is_finite(finding: NoiseFinding) -> bool:
    numbers = finding.answers, finding.noise_tops, finding.digit_tops
    return all(bool(np.isfinite(each).all()) for each in numbers)
