"""The heavy twin of a law: the same test with many more examples. The fast suite draws few, so that it stays under three minutes."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis.strategies import SearchStrategy


def longer(law: Any, max_examples: int, *drawn: SearchStrategy[Any], **named: SearchStrategy[Any]) -> Callable[..., None]:
    """The law of a test made with `given`, drawn so many times. Keep it under a name that begins with test_."""
    many = settings(max_examples=max_examples, deadline=None, suppress_health_check=list(HealthCheck))
    return pytest.mark.heavy(many(given(*drawn, **named)(law.hypothesis.inner_test)))
