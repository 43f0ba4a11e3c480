"""The engines give the same results in the same order, and stop at the first failure."""

import pytest

from pipelines.defs.engine import mapped


def square(number: int) -> int:
    """Something to do in another process."""
    if number < 0:
        raise ValueError("negative")
    return number * number


@pytest.mark.parametrize("workers", [1, 2])
def test_results_come_in_the_order_of_the_batches(workers: int) -> None:
    assert list(mapped(square, range(12), workers)) == [number * number for number in range(12)]


@pytest.mark.parametrize("workers", [1, 2])
def test_a_failure_is_raised_here(workers: int) -> None:
    with pytest.raises(ValueError, match="negative"):
        list(mapped(square, [1, -1, 2, 3, 4, 5, 6, 7], workers))


def test_no_more_is_taken_than_is_worked_on() -> None:
    taken = []

    def batches():
        for number in range(20):
            taken.append(number)
            yield number

    results = mapped(square, batches(), 1)
    next(results)
    assert taken == [0]
