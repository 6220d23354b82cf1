import time

import pytest

@pytest.mark.parametrize("seconds", [0.095, 0.23, 0.001, 0.024])
def test_shipping(seconds):
    time.sleep(seconds)
    assert seconds >= 0
