"""What a new process must be told, so that it stands where the one before it stood."""

from __future__ import annotations

from core.training.messages import Message

NEW_RUN = ("begin", "resume")
CHANGES = ("set_learning_rate", "set_batch_size", "set_descent")  # of a run's settings
LASTING = ("set_speed", "set_stop_rules")  # whatever the run


class Recollection:
    """Remembers, of all commands, those that still have an effect."""

    def __init__(self) -> None:
        self._run: Message | None = None
        self._changes: dict[str, Message] = {}
        self._lasting: dict[str, Message] = {}

    def take(self, command: Message) -> None:
        """Remember a command if it has a lasting effect."""
        if command.name in NEW_RUN:
            self._run, self._changes = command, {}
        elif command.name in CHANGES:
            self._changes[command.name] = command
        elif command.name in LASTING:
            self._lasting[command.name] = command

    def needed_for(self, command: Message) -> list[Message]:
        """Return what a new process must be told to carry out a command, itself included.

        A run begins at its step 0 anyway; one that was resumed must be rewound to be there.
        """
        known = [*self._lasting.values(), self._run, *self._changes.values()]
        needed = [message for message in known if message is not None]
        there = command.name == "rewind" and self._run is not None and self._run.name == "begin"
        if not there and not any(message is command for message in needed):
            needed.append(command)
        return needed
