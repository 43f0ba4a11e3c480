"""Tells the outside of a failed run. Belongs here: one POST. A webhook that does not answer is logged, no more."""

import logging
from collections.abc import Mapping
from typing import Any

import httpx

log = logging.getLogger("chengyu")
TIMEOUT_SECONDS = 10


def post(url: str, message: Mapping[str, Any]) -> bool:
    """Send the message as JSON. Returns whether it was taken."""
    try:
        httpx.post(url, json=dict(message), timeout=TIMEOUT_SECONDS).raise_for_status()
    except httpx.HTTPError as error:
        log.error("the webhook %s did not take the notice: %s", url, error)
        return False
    return True
