"""Ways to let a whole program train in a test, and to see what it shows."""


def curve(program):
    return program.training_panel.data


def train_until(program, qtbot, count):
    """Run at full speed until the panel has so many mini-batches, then pause."""
    program.actions["train_toggle"].trigger()
    qtbot.waitUntil(lambda: len(curve(program).steps) >= count)
    program.actions["train_toggle"].trigger()


def run_batches(program, qtbot, count):
    """Make so many mini-batches and wait until the window has taken the last of them."""
    last = len(curve(program).steps) + count
    program.trainer.run_batches(count)
    qtbot.waitUntil(lambda: len(curve(program).steps) == last and not program.training.running)


def run_one_batch(program, qtbot):
    """Make one mini-batch as the user does, and wait until its replay has begun."""
    program.actions["train_batch"].trigger()
    qtbot.waitUntil(lambda: program.training.replayed is not None)


def shown_vector(program):
    return program.explain.network.parameters.vector
