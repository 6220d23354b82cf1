import time

import pytest

@pytest.mark.parametrize("seconds", [0.115, 0.103, 0.018, 0.055])
def test_cart(seconds):
    time.sleep(seconds)
    assert seconds >= 0
