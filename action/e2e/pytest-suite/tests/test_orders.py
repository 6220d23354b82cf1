import time

import pytest

@pytest.mark.parametrize("seconds", [0.019, 0.021, 0.114])
def test_orders(seconds):
    time.sleep(seconds)
    assert seconds >= 0
