import time

import pytest

@pytest.mark.parametrize("seconds", [0.107, 0.038, 0.205])
def test_stock(seconds):
    time.sleep(seconds)
    assert seconds >= 0
