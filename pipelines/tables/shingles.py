"""MinHash sketches, by which the same text on several sites is recognised as one.

Belongs here: one pure function from a text to its sketch (one-permutation hashing, Li, Owen and Zhang 2012). Two
texts share about the share of their sketch's places that they share of their shingles. Does not belong here:
comparing articles (the marts do it).
"""

import zlib

SHINGLE = 8
PLACES = 32
EMPTY = 0xFFFFFFFF


def sketch(text: str) -> list[int]:
    """The least hash of the text's shingles in each of 32 classes of hashes; white space does not count.

    A class that a short text leaves empty holds 2^32 − 1.
    """
    bare = "".join(text.split())
    least = [EMPTY] * PLACES
    for shingle in {bare[i : i + SHINGLE] for i in range(max(1, len(bare) - SHINGLE + 1))}:
        code = zlib.crc32(shingle.encode())
        place, rest = code % PLACES, code // PLACES
        if rest < least[place]:
            least[place] = rest
    return least
