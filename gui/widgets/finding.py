"""Finding a line by a few letters: whole words first, then parts of them, then scattered ones."""

from __future__ import annotations

from dataclasses import dataclass

WORD, PART, SCATTERED = 0, 1, 2


@dataclass(frozen=True)
class Found:
    """How a line answers to what was typed.

    rank : smaller is better
    places : the indices of the letters that answer
    """

    rank: tuple[int, int]
    places: frozenset[int]


def find(typed: str, line: str) -> Found | None:
    """Return how a line answers to every word that was typed, or None if it doesn't."""
    ranks, places = [(WORD, 0)], set[int]()
    for word in typed.lower().split():
        answer = find_word(word, line.lower())
        if answer is None:
            return None
        rank, found = answer
        ranks.append(rank)
        places.update(found)
    return Found(max(ranks), frozenset(places))


def find_word(word: str, line: str) -> tuple[tuple[int, int], range | list[int]] | None:
    """Return rank and places of one word in a line, both in small letters."""
    starts = [i for i in range(len(line)) if line.startswith(word, i)]
    at_words = [i for i in starts if i == 0 or not line[i - 1].isalnum()]
    if starts:
        start = (at_words or starts)[0]
        return (WORD if at_words else PART, start), range(start, start + len(word))
    places: list[int] = []
    for letter in word:
        place = line.find(letter, places[-1] + 1 if places else 0)
        if place < 0:
            return None
        places.append(place)
    return (SCATTERED, places[-1] - places[0]), places
