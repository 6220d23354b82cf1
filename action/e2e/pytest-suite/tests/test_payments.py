import time

import pytest

@pytest.mark.parametrize("seconds", [0.003, 0.07])
def test_payments(seconds):
    time.sleep(seconds)
    assert seconds >= 0
