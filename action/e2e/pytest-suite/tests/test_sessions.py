import time

import pytest

@pytest.mark.parametrize("seconds", [0.032, 0.006])
def test_sessions(seconds):
    time.sleep(seconds)
    assert seconds >= 0
