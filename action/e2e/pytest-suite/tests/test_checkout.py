import time

import pytest

@pytest.mark.parametrize("seconds", [0.126, 0.117])
def test_checkout(seconds):
    time.sleep(seconds)
    assert seconds >= 0
