"""Whom everybody is shown in a list of one kind, and why, as numbers side by side.

A hundred thousand lists, each an object with objects in it, would be copied piece by piece into every process that
looks at one of them; numbers in one place are shared.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .candidates import Kind
from .crowd import Crowd

Why = tuple[int, int, int]
"""Bits of what two people share, of what the first can give the second, and of what the first can get from them."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The lists of one kind, by seat."""

    seats: array[int]
    """Who stands in the lists, one list after the other."""
    ends: array[int]
    """Seat → where in `seats` its list ends; it begins where the one before ends."""
    whys: array[int]
    """Beside each of `seats`, the number of the reason."""
    _reasons: bytes
    """One after the other, in rows of the same length."""
    _widths: tuple[int, int, int]
    """Bytes of each part of a reason."""

    @staticmethod
    def of(crowd: Crowd, lists: Sequence[Sequence[int]], kind: Kind) -> Chosen:
        """The lists of all seats of `crowd`; what people share is a reason among peers only."""
        ends, seats, whys = array("I", [0]), array("I"), array("I")
        numbers: dict[Why, int] = {}
        shared, offers, asks = crowd.shared, crowd.offers, crowd.asks
        for seat, chosen in enumerate(lists):
            mine, given, wanted = shared[seat] if kind == "peers" else 0, offers[seat], asks[seat]
            seats.extend(chosen)
            ends.append(len(seats))
            whys.extend(
                [
                    numbers.setdefault(
                        (mine & shared[one], given & asks[one], wanted & offers[one]), len(numbers)
                    )
                    for one in chosen
                ]
            )
        widths = (_bytes_for(shared), _bytes_for(offers), _bytes_for(offers))
        rows = (
            bits.to_bytes(width, "little") for why in numbers for bits, width in zip(why, widths, strict=True)
        )
        return Chosen(seats, ends, whys, b"".join(rows), widths)

    def span(self, seat: int) -> slice:
        """Where the list of `seat` stands in `seats` and in `whys`."""
        # One number more stands in front, so that the first list begins somewhere.
        return slice(self.ends[seat], self.ends[seat + 1])

    def __getitem__(self, seat: int) -> Sequence[int]:
        """The seats in the list of `seat`."""
        return self.seats[self.span(seat)]

    def why(self, number: int) -> Why:
        """The reason of that number."""
        first, second, third = self._widths
        start = number * (first + second + third)
        row = self._reasons[start : start + first + second + third]
        read = int.from_bytes
        return (
            read(row[:first], "little"),
            read(row[first : first + second], "little"),
            read(row[first + second :], "little"),
        )


def _bytes_for(masks: Iterable[int]) -> int:
    """How many bytes the largest of `masks` needs."""
    return (max((mask.bit_length() for mask in masks), default=0) + 7) // 8
