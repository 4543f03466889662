"""The verb `train`: stochastic gradient descent without a window, a line an epoch."""

from __future__ import annotations

from dataclasses import replace
from time import perf_counter

from core.data.images import Dataset
from core.data.mnist import load_mnist
from core.errors import BadFileError, ExitCode, NudgesError
from core.storage.session import Session, load_session, save_session
from core.training.curves import CurveData
from core.training.measures import Interrupted, measure
from core.training.records import Diverged, EpochRecord, Measure
from core.training.run import SgdRun
from core.verbs.arguments import TrainOptions
from core.verbs.interruption import Interruption, StoppedError
from core.verbs.messages import complain, note, say
from core.verbs.outputs import require_writable
from core.verbs.progress import ProgressBar
from core.verbs.train_report import (
    Outcome,
    accuracy_line,
    epoch_line,
    heading,
    introduction,
    kept_files,
    write_json,
)

STEPS_AT_ONCE = 200
CHANGEABLE = ("learning_rate", "batch_size", "momentum", "l2", "decay")  # where a run goes on


def train(options: TrainOptions) -> int:
    """Train, print a line an epoch, write the files asked for however it ends; return the code.

    Raises
    ------
    BadFileError, CannotWriteError, NoDataError, UsageError
        If the run to go on with can't be read or belongs to other data, an output can't be
        written, or the data set isn't there: before any training.
    """
    require_writable([options.save, options.json])
    session = load_session(options.resume) if options.resume is not None else None
    if session is not None:
        options = resumed_options(options, session)
    dataset = load_mnist()
    require_same_data(session, dataset)
    say(introduction(options))
    with Interruption() as interruption:
        training = Training(options, dataset, interruption, session)
        try:
            outcome = training.make_epochs()
        except (Diverged, StoppedError, BrokenPipeError) as error:
            return training.end_early(error)
        training.write_files(outcome)
        training.tell_accuracy(outcome)
    for line in kept_files(options):
        say(f"wrote {line}")
    return ExitCode.DONE


def resumed_options(options: TrainOptions, session: Session) -> TrainOptions:
    """Return the options with the session's settings, but for those that may be changed."""
    settings = session.settings
    changes = {name: getattr(options.settings, name) for name in CHANGEABLE}
    given = {name: value for name, value in changes.items() if option_of(name) in options.given}
    settings = replace(settings, **given)
    return replace(options, architecture=session.architecture, settings=settings)


def option_of(name: str) -> str:
    """Return the option that sets a field of the settings."""
    return "--" + name.replace("_", "-")


def require_same_data(session: Session | None, dataset: Dataset) -> None:
    """Raise BadFileError if a session's run learns from other images."""
    if session is not None and session.dataset_sha256 != dataset.sha256:
        raise BadFileError(
            "the session to resume was trained on other images than the ones here: it can't be "
            "continued bit for bit"
        )


class Training:
    """A run, its curves, and the records of the epochs it has made."""

    def __init__(
        self,
        options: TrainOptions,
        dataset: Dataset,
        interruption: Interruption,
        session: Session | None,
    ) -> None:
        self._options = options
        self._dataset = dataset
        self._interruption = interruption
        self._records: list[EpochRecord] = []
        self._curves = CurveData()
        if session is None:
            self._run = SgdRun(options.architecture, options.settings, dataset.train)
            return
        session = replace(session, settings=options.settings)
        self._run = SgdRun.from_session(session, dataset.train)
        if session.curves is not None:
            self._curves.restore(session.curves)

    def make_epochs(self) -> Outcome:
        """Make all epochs, with a line for each, or those until the accuracy asked for.

        Raises
        ------
        Diverged, StoppedError
            If it ends early; the run is whole and can be saved.
        """
        say(heading())
        later = (self._options.epochs - 1) * self._run.batches_per_epoch
        steps = self._run.batches_left_in_epoch + later
        with ProgressBar(steps, "mini-batches") as bar:
            for _ in range(self._options.epochs):
                record = self._make_epoch(bar)
                self._records.append(record)
                self._curves.add_epoch(record)
                bar.print_beside(epoch_line(record))
                if self._reached(record):
                    return Outcome.REACHED
        return Outcome.DONE

    def tell_accuracy(self, outcome: Outcome) -> None:
        """Say whether the accuracy that was asked for has been reached, if one was."""
        wanted = self._options.until_accuracy
        if wanted is not None:
            say(accuracy_line(self._records[-1], wanted, reached=outcome is Outcome.REACHED))

    def _reached(self, record: EpochRecord) -> bool:
        """Whether an epoch ends with the accuracy that was asked for."""
        wanted = self._options.until_accuracy
        return wanted is not None and record.test.accuracy >= wanted

    def end_early(self, error: Exception) -> int:
        """Write what there is, tell in one line why it ended and what is kept; return the code."""
        self.write_files(Outcome.of(error))
        kept = "; wrote ".join(["", *kept_files(self._options)])
        where = f"in epoch {self._run.epoch} after {self._run.step_count:,} steps"
        if isinstance(error, StoppedError):
            note(f"{error} {where}{kept or '; nothing was to be saved'}")
        elif isinstance(error, Diverged):
            complain(f"diverged: {error}{kept + ' as of the last good step' if kept else ''}")
        if isinstance(error, NudgesError):
            return error.exit_code
        raise error

    def write_files(self, outcome: Outcome) -> None:
        """Write the session and the JSON that were asked for.

        Raises
        ------
        CannotWriteError
            If one of them can't be written; the other is tried all the same.
        """
        try:
            if self._options.save is not None:
                save_session(self._session(), self._options.save)
        finally:
            if self._options.json is not None:
                write_json(self._options.json, self._options, self._records, outcome)

    def _session(self) -> Session:
        """Return the run as it is now, with its curves."""
        session = self._run.to_session(self._dataset.sha256)
        return replace(session, curves=self._curves.saved())

    def _make_epoch(self, bar: ProgressBar) -> EpochRecord:
        """Make the steps to the end of the epoch and measure the network there."""
        seconds, examples = self._make_steps(bar)
        rate = examples / max(seconds, 1e-9)
        train, test = self._measure("train"), self._measure("test")
        return EpochRecord(self._run.epoch, self._run.step_count, train, test, seconds, rate)

    def _make_steps(self, bar: ProgressBar) -> tuple[float, int]:
        """Make the steps to the end of the epoch and keep what they cost.

        Returns
        -------
        seconds : that the steps took, all else left out
        examples : in their mini-batches
        """
        seconds, examples = 0.0, 0
        while True:
            self._interruption.check()
            start = perf_counter()
            bundle = self._run.advance(STEPS_AT_ONCE)
            seconds += perf_counter() - start
            self._curves.append(bundle)
            examples += len(bundle.examples)
            bar.advance(len(bundle))
            if bundle and self._run.at_epoch_end:
                return seconds, examples

    def _measure(self, set_name: str) -> Measure:
        """Return cost and accuracy of the training images used, or of all test images."""
        size = self._options.settings.train_size if set_name == "train" else None
        run, images = self._run, self._dataset.named(set_name)
        try:
            return measure(
                run.network, images, run.step_count, run.epoch, size, self._interruption.wanted
            )
        except Interrupted:
            self._interruption.check()
            raise
