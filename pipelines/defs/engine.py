"""Where batches are worked on: in this process or in local processes, with results in the order of the batches.

Belongs here: the engines. Does not belong here: what a batch is and what is done with it. A further engine (Dask) is
one more function of the same shape.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context
from typing import TypeVar

Batch = TypeVar("Batch")
Result = TypeVar("Result")


def mapped(work: Callable[[Batch], Result], batches: Iterable[Batch], workers: int) -> Iterator[Result]:
    """`work` of every batch, in order, by `workers` processes; one worker means this process.

    At most two batches per worker are under way or waiting to be taken, so that memory does not grow with their
    number. An exception in a batch is raised here, and what has not begun is dropped.
    """
    if workers == 1:
        yield from map(work, batches)
        return
    # spawn, not fork: polars and DuckDB run threads that a fork would leave behind locked.
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        waiting: deque[Future[Result]] = deque()
        try:
            for batch in batches:
                waiting.append(pool.submit(work, batch))
                if len(waiting) >= 2 * workers:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            pool.shutdown(cancel_futures=True)
